using System.Data.Common;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>A change to who may do what.</summary>
/// <remarks>
/// It holds the audit's lock from its beginning to its end, as all the others do: of two owners who act at once the second sees what the first did.
/// </remarks>
internal sealed partial class PeopleTransaction
{
    private readonly SqlEngine _engine;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly CancellationToken _cancellation;

    private PeopleTransaction(SqlEngine engine, DbConnection connection, DbTransaction transaction, CancellationToken cancellation) =>
        (_engine, _connection, _transaction, _cancellation) = (engine, connection, transaction, cancellation);

    public static Task<T> RunAsync<T>(PortalDatabase database, Func<PeopleTransaction, Task<T>> work, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                await AuditStore.LockAsync(database.Engine, connection, transaction, cancellation);
                return await work(new PeopleTransaction(database.Engine, connection, transaction, cancellation));
            },
            cancellation);

    public Task<int> ExecuteAsync(SqlText text, object? parameters) => _connection.ExecuteAsync(Command(text, parameters));

    public Task<T?> ReadFirstAsync<T>(SqlText text, object? parameters) => _connection.QueryFirstOrDefaultAsync<T>(Command(text, parameters));

    public Task<AuditRow> AuditAsync(AuditDraft draft) => AuditStore.AppendAsync(_engine, _connection, _transaction, draft, _cancellation);

    public Task ReplaceRecoveryCodesAsync(string personId, IReadOnlyCollection<byte[]> codeHashes) =>
        RecoveryCodeStore.ReplaceAsync(_engine, _connection, _transaction, personId, codeHashes, _cancellation);

    private static readonly SqlText SelectPerson = SqlText.Same($"SELECT {PersonRow.Columns} FROM person WHERE person_id = @PersonId");

    public Task<PersonRow?> FindAsync(string personId) => ReadFirstAsync<PersonRow>(SelectPerson, new { PersonId = personId });

    private static readonly SqlText SelectPersonByEmail = SqlText.Same($"SELECT {PersonRow.Columns} FROM person WHERE normalized_email = @NormalizedEmail");

    public Task<PersonRow?> FindByEmailAsync(string normalizedEmail) =>
        ReadFirstAsync<PersonRow>(SelectPersonByEmail, new { NormalizedEmail = normalizedEmail });

    private static readonly SqlText CountOwners = SqlText.Same("""
        SELECT CAST(COUNT(*) AS BIGINT) FROM person WHERE role = 'owner' AND disabled_at_ms IS NULL AND handle = @Handle
        """);

    /// <summary>Whether a handle is an owner's who is not shut out, at this moment.</summary>
    public async Task<bool> IsOwnerAsync(string handle) => await ReadFirstAsync<long>(CountOwners, new { Handle = handle }) > 0;

    /// <summary>Whether somebody may give roles: an owner, or whoever has the machine.</summary>
    public async Task<bool> MayGiveAsync(string handle) => handle == InvitationStore.CommandLine || await IsOwnerAsync(handle);

    private static readonly SqlText CountOtherOwners = SqlText.Same("""
        SELECT CAST(COUNT(*) AS BIGINT) FROM person
        WHERE role = 'owner' AND disabled_at_ms IS NULL AND person_id <> @PersonId AND handle <> @Giver
        """);

    /// <summary>Whether nobody would be left who may give roles, without this person.</summary>
    public async Task<bool> IsLastOwnerAsync(PersonRow person) =>
        person is { Role: "owner", DisabledAtMs: null }
        && await ReadFirstAsync<long>(CountOtherOwners, new { person.PersonId, Giver = string.Empty }) == 0;

    /// <summary>Whether no owner besides the giver and the person could say that the person is the right one.</summary>
    public async Task<bool> IsAloneAsync(string giver, string personId) =>
        await ReadFirstAsync<long>(CountOtherOwners, new { PersonId = personId, Giver = giver }) == 0;

    private CommandDefinition Command(SqlText text, object? parameters) =>
        new(text.For(_engine), parameters, _transaction, cancellationToken: _cancellation);
}
