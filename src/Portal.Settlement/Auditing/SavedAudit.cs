using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Auditing;

/// <summary>Where an audit stands, as JSON that it can be continued from.</summary>
/// <remarks>
/// Decisions and the last entry are kept as the very bytes that were audited; the state of the funds follows from entries that are not kept, so who continues
/// trusts the text as he trusts his own earlier audit.
/// </remarks>
public static class SavedAudit
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,

        // The text is a file, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes down where an audit stands.</summary>
    /// <exception cref="InvalidOperationException">The audit found something wrong: there is nothing to go on from.</exception>
    public static string Write(LedgerAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        if (audit.Finding is { } finding)
        {
            throw new InvalidOperationException($"An audit that found something is not continued. {finding}");
        }

        var totals = audit.Totals;
        return JsonSerializer.Serialize(
            new Document(
                Version,
                audit.Size,
                [.. audit.Decisions.Select(static decision => Encoding.UTF8.GetString(decision))],
                audit.Last is { } last ? Encoding.UTF8.GetString(last.Bytes.Span) : null,
                [.. audit.Funds.Select(SavedFund.Of)],
                new SavedTotals(totals.Kinds.ToDictionary(StringComparer.Ordinal), [.. totals.Funds], [.. totals.Sources]),
                audit.Recoveries.ByLiquidation),
            Options);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a saved audit that this version can continue.</exception>
    public static LedgerAudit Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var document = JsonSerializer.Deserialize<Document>(text, Options) ?? throw new FormatException("It is null.");
            return document.V == Version ? Restore(document) : throw new FormatException($"v is {document.V}; this program continues version {Version}.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new FormatException($"It is not a saved audit. {exception.Message}", exception);
        }
    }

    private static LedgerAudit Restore(Document document)
    {
        List<byte[]> decisions = [.. document.Decisions.Select(static decision => Encoding.UTF8.GetBytes(decision))];
        var rulebook = Rulebook.Empty.With(decisions.Select(static decision => LedgerEntry.Read(decision)));
        var funds = document.Funds.Select(fund => fund.ToState(
            rulebook.FindPolicy(fund.Fund)?.Asset ?? throw new FormatException($"The decisions open no fund '{fund.Fund}'.")));
        var last = document.LastEntry is { } entry ? AuditedEntry.Read(document.Size, Encoding.UTF8.GetBytes(entry), new CanonicalObject()) : null;
        if (document.Size < 0 || (last?.Entry?.Sequence ?? 0) != document.Size || last?.Finding is not null)
        {
            throw new FormatException("The last entry is not that of its size.");
        }

        return new LedgerAudit(
            new LedgerState(document.Size, rulebook, funds),
            decisions,
            last,
            new AuditTotals(document.Size, document.Totals.Kinds, document.Totals.Funds, document.Totals.Sources),
            new AuditedRecoveries(document.Recoveries ?? new Dictionary<long, long>()));
    }

    // Audits saved before there were ADL fills have no recoveries, and are continued all the same.
    private sealed record Document(int V, long Size, IReadOnlyList<string> Decisions, string? LastEntry, IReadOnlyList<SavedFund> Funds, SavedTotals Totals, IReadOnlyDictionary<long, long>? Recoveries = null);

    private sealed record SavedTotals(Dictionary<string, long> Kinds, IReadOnlyList<FundTotals> Funds, IReadOnlyList<SourceTotals> Sources);

    private sealed record SavedFund(string Fund)
    {
        public required long BalanceUnits { get; init; }

        public required long FundSequence { get; init; }

        public required long LastSequence { get; init; }

        public required DateTimeOffset LastRecordedAt { get; init; }

        public required bool LastReplayed { get; init; }

        public required long PeakUnits { get; init; }

        public required long PeakSequence { get; init; }

        public required DateTimeOffset PeakAt { get; init; }

        public required long WithdrawnUnits { get; init; }

        public required long? AdlSinceSequence { get; init; }

        public required DateTimeOffset? LastUncoveredAt { get; init; }

        public required long LiquidationCount { get; init; }

        public required long DrawCount { get; init; }

        public required long DrawnUnits { get; init; }

        public required long UncoveredUnits { get; init; }

        public required IReadOnlyList<PeakMinute> Peaks { get; init; }

        public required PeakMinute? LatestMinute { get; init; }

        public static SavedFund Of(FundState fund) => new(fund.FundId)
        {
            BalanceUnits = fund.BalanceUnits,
            FundSequence = fund.FundSequence,
            LastSequence = fund.LastSequence,
            LastRecordedAt = fund.LastRecordedAt,
            LastReplayed = fund.LastReplayed,
            PeakUnits = fund.PeakUnits,
            PeakSequence = fund.PeakSequence,
            PeakAt = fund.PeakAt,
            WithdrawnUnits = fund.WithdrawnUnits,
            AdlSinceSequence = fund.AdlSinceSequence,
            LastUncoveredAt = fund.LastUncoveredAt,
            LiquidationCount = fund.LiquidationCount,
            DrawCount = fund.DrawCount,
            DrawnUnits = fund.DrawnUnits,
            UncoveredUnits = fund.UncoveredUnits,
            Peaks = [.. fund.Window.Candidates],
            LatestMinute = fund.Window.Latest,
        };

        public FundState ToState(Amounts.Asset asset) => new(Fund, asset, new PeakWindow(Peaks, LatestMinute))
        {
            BalanceUnits = BalanceUnits,
            FundSequence = FundSequence,
            LastSequence = LastSequence,
            LastRecordedAt = LastRecordedAt,
            LastReplayed = LastReplayed,
            PeakUnits = PeakUnits,
            PeakSequence = PeakSequence,
            PeakAt = PeakAt,
            WithdrawnUnits = WithdrawnUnits,
            AdlSinceSequence = AdlSinceSequence,
            LastUncoveredAt = LastUncoveredAt,
            LiquidationCount = LiquidationCount,
            DrawCount = DrawCount,
            DrawnUnits = DrawnUnits,
            UncoveredUnits = UncoveredUnits,
        };
    }
}
