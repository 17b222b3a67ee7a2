using System.Text;
using Portal.Storage.Intake;
using Portal.Worker.Intake;

namespace Portal.Worker.Settling;

/// <summary>What is open in quarantine under the ids that a batch's records put right.</summary>
internal sealed class OpenPayloads
{
    private readonly Dictionary<RecordKey, IReadOnlyList<byte[]>> _found = [];

    /// <summary>Looks up every id that a record of the submissions corrects. Hardly any does, and then nothing is asked.</summary>
    public static async Task<OpenPayloads> FindAsync(QuarantineStore store, IEnumerable<IntakeSubmission> submissions, CancellationToken cancellation)
    {
        var open = new OpenPayloads();
        var keys = submissions.SelectMany(static submission => submission.Records.Select(record => KeyOf(submission.Source, record))).OfType<RecordKey>().Distinct();
        foreach (var key in keys)
        {
            var rows = await store.ReadOpenAsync(key.Source, (long)key.Kind, Encoding.ASCII.GetBytes(key.ExternalId), cancellation);
            open._found[key] = [.. rows.Select(static row => row.PayloadHash)];
        }

        return open;
    }

    /// <summary>The id that a record puts right; null for nearly every record.</summary>
    public static RecordKey? KeyOf(string source, IntakeRecord record) =>
        record.Corrects is { } corrected ? new RecordKey(source, record.Kind, corrected) : null;

    /// <summary>SHA-256 of the payloads that were open under an id before the batch.</summary>
    public IReadOnlyList<byte[]> Of(RecordKey key) => _found.GetValueOrDefault(key, []);
}
