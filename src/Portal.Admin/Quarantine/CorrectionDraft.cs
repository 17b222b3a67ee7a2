using System.Text;
using Portal.Storage.Intake;

namespace Portal.Admin.Quarantine;

/// <summary>With what the form begins in which a record in quarantine is put right.</summary>
/// <param name="Text">The record as it was sent, one field a line; empty where not all of it was kept.</param>
/// <param name="IsCutOff">Whether it was longer than what is kept, so that the whole of it has to be typed.</param>
/// <param name="SuggestedId">The id that was put in the place of its own; null where it may keep that.</param>
/// <param name="TakenBySequence">The entry that was settled under its own id; null where none was.</param>
public sealed record CorrectionDraft(string Text, bool IsCutOff, string? SuggestedId, long? TakenBySequence)
{
    private const int SuggestionsMax = 9;

    /// <summary>Makes it.</summary>
    public static async Task<CorrectionDraft> OfAsync(QuarantineRow row, SettledRecordStore settled, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(settled);
        if (row.Payload.Length >= QuarantineRow.PayloadBytesMax && !RecordText.IsJson(row.Payload))
        {
            return new CorrectionDraft(string.Empty, IsCutOff: true, SuggestedId: null, TakenBySequence: null);
        }

        var id = Encoding.ASCII.GetString(row.ExternalId);
        if (id.Length == 0)
        {
            return new CorrectionDraft(RecordText.Of(row.Payload), IsCutOff: false, SuggestedId: null, TakenBySequence: null);
        }

        string[] candidates = [id, .. Enumerable.Range(1, SuggestionsMax).Select(number => Suggestion(id, number))];
        var found = (await settled.FindAsync(row.Source, row.Kind, [.. candidates.Select(Encoding.ASCII.GetBytes)], cancellation))
            .ToDictionary(static taken => Encoding.ASCII.GetString(taken.ExternalId), static taken => taken.Sequence, StringComparer.Ordinal);
        var suggested = found.ContainsKey(id) ? candidates.FirstOrDefault(candidate => !found.ContainsKey(candidate)) : null;
        return new CorrectionDraft(RecordText.Of(row.Payload, suggested), IsCutOff: false, suggested, found.TryGetValue(id, out var sequence) ? sequence : null);
    }

    private static string Suggestion(string id, int number)
    {
        var end = $":corrected-{number}";
        return id[..Math.Min(id.Length, SettledRecordRow.ExternalIdMax - end.Length)] + end;
    }
}
