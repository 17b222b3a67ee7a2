using System.Text;
using System.Text.Json;
using Portal.Admin.Sessions;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;

namespace Portal.Admin.Quarantine;

/// <summary>What could not be settled, as operators look at it.</summary>
public sealed class QuarantineReading(CurrentPerson current, QuarantineStore quarantine, LedgerStore ledger)
{
    /// <summary>How many rows a page holds.</summary>
    public const int PageSize = 50;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many there are, per source and status.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await quarantine.ReadCountsAsync(cancellation);
    }

    /// <summary>A page, newest first.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<QuarantinePage> ReadPageAsync(QuarantineFilter filter, long? before, CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await quarantine.ReadPageAsync(filter, before, PageSize, cancellation);
    }

    /// <summary>One record; null when there is none.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<QuarantinedRecord?> FindAsync(long id, CancellationToken cancellation)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, cancellation);
        if (await quarantine.ReadAsync(id, cancellation) is not { } row)
        {
            return null;
        }

        var settled = row.StoredSequence is { } sequence ? await ledger.ReadEntryAsync(sequence, cancellation) : null;
        var payload = row.PayloadDeletedAtMs is null ? Pretty(row.Payload) : null;
        return new QuarantinedRecord(row, payload, settled is null ? null : Pretty(settled.Bytes))
        {
            Differences = settled is null || row.PayloadDeletedAtMs is not null ? [] : Compare(row.Payload, settled.Bytes),
            MayPropose = row.Status == QuarantineRow.Open && person.May(PersonRole.Proposer),
        };
    }

    // What is no JSON is shown as text: that it is none is mostly what is wrong with it.
    private static string Pretty(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }

    // Fields that both name. The entry writes numbers in one form alone, so 1.0 and 1.00 are told apart here and not by the rules.
    private static IReadOnlyList<FieldDifference> Compare(byte[] payload, byte[] entry)
    {
        try
        {
            using var sent = JsonDocument.Parse(payload);
            using var settled = JsonDocument.Parse(entry);
            return sent.RootElement.ValueKind is not JsonValueKind.Object
                ? []
                : [
                    .. from field in sent.RootElement.EnumerateObject()
                       where settled.RootElement.TryGetProperty(field.Name, out _)
                       let there = settled.RootElement.GetProperty(field.Name).ToString()
                       let here = field.Value.ToString()
                       where !IsSame(here, there)
                       select new FieldDifference(field.Name, here, there),
                ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static bool IsSame(string left, string right) =>
        left == right
        || (DecimalNumberOf(left) is { } number && DecimalNumberOf(right) is { } other && number == other)
        || (DateTimeOffset.TryParse(left, System.Globalization.CultureInfo.InvariantCulture, out var time)
            && DateTimeOffset.TryParse(right, System.Globalization.CultureInfo.InvariantCulture, out var otherTime) && time == otherTime);

    private static decimal? DecimalNumberOf(string text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One record in quarantine, ready to be looked at.</summary>
/// <param name="Row">What is stored.</param>
/// <param name="Payload">The record as it was sent; null once it was deleted.</param>
/// <param name="Settled">The ledger's entry that was settled under the same id before; null where there is none.</param>
public sealed record QuarantinedRecord(QuarantineRow Row, string? Payload, string? Settled)
{
    /// <summary>Fields that say something else than the settled entry.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; init; } = [];

    /// <summary>Whether the person who looks may propose to dismiss it.</summary>
    public bool MayPropose { get; init; }

    /// <summary>The sender's id; empty when it could not be read.</summary>
    public string ExternalId => Encoding.ASCII.GetString(Row.ExternalId);
}

/// <summary>One field that two records have, with different values.</summary>
/// <param name="Name">The field.</param>
/// <param name="Sent">What the record in quarantine says.</param>
/// <param name="Settled">What the ledger's entry says.</param>
public sealed record FieldDifference(string Name, string Sent, string Settled);
