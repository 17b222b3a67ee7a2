using System.Text;
using Portal.Storage.Intake;

namespace Portal.Worker.Settling;

/// <summary>Which of a batch's ids are settled already, and as what.</summary>
internal sealed class SettledIds
{
    private readonly Dictionary<RecordKey, (long Sequence, byte[] ContentHash)> _found = [];

    /// <summary>Looks up every readable id of the submissions.</summary>
    public static async Task<SettledIds> FindAsync(SettledRecordStore store, IEnumerable<IntakeSubmission> submissions, CancellationToken cancellation)
    {
        var ids = new SettledIds();
        var groups = submissions
            .SelectMany(static submission => submission.Records.Select(record => (submission.Source, Record: record)))
            .Where(static pair => pair.Record.Problem is null)
            .GroupBy(static pair => (pair.Source, pair.Record.Kind));
        foreach (var group in groups)
        {
            var externalIds = group.Select(static pair => Encoding.ASCII.GetBytes(pair.Record.ExternalId!)).ToList();
            foreach (var row in await store.FindAsync(group.Key.Source, (long)group.Key.Kind, externalIds, cancellation))
            {
                ids._found[new RecordKey(group.Key.Source, group.Key.Kind, Encoding.ASCII.GetString(row.ExternalId))] = (row.Sequence, row.ContentHash);
            }
        }

        return ids;
    }

    /// <summary>The entry that holds an event.</summary>
    public bool TryGet(RecordKey key, out (long Sequence, byte[] ContentHash) settled) => _found.TryGetValue(key, out settled);
}
