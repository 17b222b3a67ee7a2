using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Tests.Settling;

/// <summary>A record that operators put right is settled like any, once, beside a worker that settles; and is nobody's sign of life.</summary>
public sealed class CorrectedRecordsTests : IDisposable
{
    private static readonly OperatorCorrection Signed = new("anna", ["bob"], "The margin had a sign too many.");

    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_liquidation_is_settled_under_its_source_and_id_and_closes_its_own_payload_alone()
    {
        await using var portal = await StartAsync();
        await SendAsync(portal, Liquidation("a", "-1"), Liquidation("a", "-2"));
        var before = Assert.Single(await portal.Sources.ReadAllAsync(Cancellation));

        var entry = Assert.Single((await CorrectAsync(portal, 1, Liquidation("a", "1"))).Value);

        var settled = Assert.IsType<LiquidationSettled>(entry.Body);
        Assert.Equal(("engine", "0.20000000", Signed), (settled.Source, settled.Result.Draw.ToString(), settled.Correction));
        Assert.Equal("99.80000000", entry.BalanceAfter.ToString());
        var rows = await PageAsync(portal);
        Assert.Equal([(QuarantineRow.Open, (long?)null), (QuarantineRow.Corrected, entry.Sequence)], rows.Select(static row => (row.Status, row.ClosedBySequence)));
        Assert.Equal([Convert.ToHexStringLower(rows[1].PayloadHash)], settled.CorrectedPayloads);
        Assert.Equal(before with { Corrected = 1 }, Assert.Single(await portal.Sources.ReadAllAsync(Cancellation)));
        Assert.Equal([RecordStatus.Duplicate, RecordStatus.Conflict], (await SendAsync(portal, Liquidation("a", "1"), Liquidation("a", "0.9"))).Select(static result => result.Status));
        Assert.Equal("not-open", (await CorrectAsync(portal, 1, Liquidation("b", "1"))).Problem?.Code);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_conflict_takes_an_id_of_its_own_and_what_is_settled_already_is_told()
    {
        await using var portal = await StartAsync();
        await SendAsync(portal, Liquidation("a", "1"), Liquidation("a", "0.5"));

        Assert.Equal(("conflict", "externalId"), Fault(await CorrectAsync(portal, 1, Liquidation("a", "0.5"))));
        Assert.Equal(("settled-already", "externalId"), Fault(await CorrectAsync(portal, 1, Liquidation("a", "1"))));
        Assert.Equal(("contradictory", "corrects"), Fault(await CorrectAsync(portal, 1, Liquidation("a:1", "0.5", ",\"corrects\":\"b\""))));
        var entry = Assert.Single((await CorrectAsync(portal, 1, Liquidation("a:corrected-1", "0.5", ",\"corrects\":\"a\""))).Value);

        Assert.Equal("0.70000000", Assert.IsType<LiquidationSettled>(entry.Body).Result.Draw.ToString());
        Assert.Equal(RecordStatus.Duplicate, Assert.Single(await SendAsync(portal, Liquidation("a", "1"))).Status);
        await portal.AssertLedgerHoldsAsync();
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"-3\"", "negative", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":1", "not-a-string", "margin")]
    [InlineData("\"asset\":\"USDT\"", "\"asset\":\"DOGE\"", null, "symbol")]
    [InlineData("\"symbol\":\"BTCUSDT\"", "\"symbol\":\"\"", "missing", "symbol")]
    [InlineData("2026-01-01T", "2999-01-01T", "too-far-ahead", "occurredAt")]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"1\",\"sourceSequence\":7", "not-its-number", "sourceSequence")]
    [InlineData("{", "", "not-an-object", null)]
    public async Task What_is_wrong_is_said_as_intake_says_it_and_nothing_is_written(string good, string bad, string? code, string? field)
    {
        await using var portal = await StartAsync();
        await SendAsync(portal, Liquidation("a", "-1"));

        var refused = await CorrectAsync(portal, 1, Liquidation("a", "1").Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal((code ?? refused.Problem?.Code, field), Fault(refused));
        Assert.Equal(2, (await portal.Ledger.ReadHeadAsync(Cancellation)).Sequence);
        Assert.Equal(QuarantineRow.Open, Assert.Single(await PageAsync(portal)).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Fees_take_the_rate_of_their_own_time_and_fills_recover_what_is_outstanding()
    {
        await using var portal = await StartAsync("10");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await portal.DecideAsync(state => LedgerDecisions.SetRate(
            state, "usdt", new RateSet(null, null, new Portal.Settlement.Amounts.PartsPerMillion(100_000), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "A tenth.", "operator"), now));
        static string Fee(string amount) =>
            $$"""{"externalId":"f","symbol":"BTCUSDT","asset":"USDT","amount":"{{amount}}","periodStart":"2026-01-01T00:00:00Z","periodEnd":"2026-01-01T01:00:00Z"}""";
        await SendAsync(portal, RecordKind.Fee, Fee("-50"));
        var fee = Assert.IsType<FeeAllocated>(Assert.Single((await CorrectAsync(portal, 1, Fee("50"))).Value).Body);
        Assert.Equal(("5.00000000", 3L, Signed), (fee.Allocated.ToString(), fee.RateSequence, fee.Correction));

        await portal.SettleAsync(AdlFillSettlingTests.Loss("L-1"));
        static string Fill(string liquidation) => $$"""{"externalId":"A","liquidationExternalId":"{{liquidation}}","quantity":"1","price":"100","occurredAt":"2026-01-01T00:00:00Z"}""";
        await SendAsync(portal, RecordKind.AdlFill, Fill("nobody"));
        var fill = Assert.IsType<AdlFilled>(Assert.Single((await CorrectAsync(portal, 2, Fill("L-1"))).Value).Body);

        Assert.Equal(("10.00000000", "25.00000000", Signed), (fill.Recovery.Recovered.ToString(), fill.Recovery.Outstanding.ToString(), fill.Correction));
        Assert.Equal(10_00000000L, (await portal.Losses.ReadAsync(fill.LiquidationSequence, Cancellation))!.RecoveredUnits);
        Assert.Equal(RecordStatus.Duplicate, Assert.Single(await SendAsync(portal, RecordKind.AdlFill, Fill("L-1"))).Status);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_loss_that_is_left_uncovered_starts_deleveraging_once()
    {
        await using var portal = await StartAsync("0.1");
        await SendAsync(portal, Liquidation("a", "-1"));

        var entries = (await CorrectAsync(portal, 1, Liquidation("a", "1"))).Value;

        Assert.Equal([LiquidationSettled.KindName, AdlChanged.KindName], entries.Select(static entry => entry.Body.Kind));
        await portal.SettleAsync(TestSettlement.Totals("next", "3", "1"));
        Assert.Single(await portal.AdlEvents.ReadPageAsync("usdt", null, 10, Cancellation));
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_number_that_was_missing_is_there_and_the_worker_counts_on_from_it()
    {
        await using var portal = await StartAsync();
        static string Numbered(int number, string margin) => Liquidation($"n-{number}", margin, $",\"sourceSequence\":{number}");
        await SendAsync(portal, Numbered(1, "1"), Numbered(2, "-1"), Numbered(3, "1"));
        Assert.Equal((3L, 1L), await CountAsync());
        Assert.Null((await CorrectAsync(portal, 1, Numbered(2, "1"))).Problem);
        Assert.Equal((3L, 0L), await CountAsync());

        await SendAsync(portal, Numbered(4, "-1"));
        Assert.Null((await CorrectAsync(portal, 2, Numbered(4, "1"))).Problem);
        await SendAsync(portal, Numbered(5, "1"));
        Assert.Equal((5L, 0L), await CountAsync());
        await SendAsync(portal, Numbered(6, "-1"));
        Assert.Null((await CorrectAsync(portal, 3, Liquidation("n-6", "1"))).Problem);
        await SendAsync(portal, Numbered(7, "1"));
        Assert.Equal((7L, 1L), await CountAsync());

        async Task<(long?, long)> CountAsync() => Assert.Single(await portal.Sources.ReadAllAsync(Cancellation)) is var source ? (source.LastSourceSequence, source.Gaps) : default;
    }

    [Fact(Timeout = 60_000)]
    public async Task Mirrored_records_settle_in_demonstration_funds_alone_and_recordings_by_their_own_clock()
    {
        await using var portal = await StartAsync();
        await SendAsync(portal, "mirror:binance", RecordKind.Liquidation, Liquidation("m", "-1"));
        await SendAsync(portal, "replay:portal-ndjson", RecordKind.Liquidation, Liquidation("r", "-1"));

        Assert.Equal(("not-a-demo-fund", "fund"), Fault(await CorrectAsync(portal, 1, Liquidation("m", "1"))));
        Assert.True(Assert.Single((await CorrectAsync(portal, 2, Liquidation("r", "1"))).Value).Replayed);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_the_source_sends_the_same_id_at_the_same_moment_there_is_one_entry()
    {
        const int Rounds = 25;
        await using var portal = await StartAsync("1000");
        await using var operators = new TestSettlement(_folder.Path);
        var corrected = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"race-{round}");
            await SendAsync(portal, Liquidation(id, "-1"));
            var approving = Task.Run(() => CorrectAsync(operators, round + 1, Liquidation(id, "1")), Cancellation);
            var sending = Task.Run(() => SendAsync(portal, Liquidation(id, "1.1")), Cancellation);
            var (approved, sent) = (await approving.WaitAsync(TestSettlement.Limit, Cancellation), Assert.Single(await sending.WaitAsync(TestSettlement.Limit, Cancellation)));

            Assert.Equal(approved.Problem is null ? RecordStatus.Conflict : RecordStatus.Settled, sent.Status);
            Assert.Contains(approved.Problem?.Code, new[] { null, "conflict" });
            corrected += approved.Problem is null ? 1 : 0;
        }

        var settled = (await portal.ReadLedgerAsync()).Select(static entry => entry.Body).OfType<LiquidationSettled>().ToArray();
        Assert.Equal((Rounds, corrected), (settled.Length, settled.Count(static one => one.Correction is not null)));
        await portal.AssertLedgerHoldsAsync();
    }

    private static string Liquidation(string id, string margin, string more = "") =>
        $$"""{"externalId":"{{id}}","symbol":"BTCUSDT","asset":"USDT","occurredAt":"2026-01-01T00:00:00Z","positionSide":"long","account":"somebody","margin":"{{margin}}","totalLoss":"1.2"{{more}}}""";

    private static (string? Code, string? Field) Fault<T>(Checked<T> refused) => (refused.Problem?.Code, refused.Problem?.Field);

    private static Task<IReadOnlyList<RecordResult>> SendAsync(TestSettlement portal, params string[] liquidations) => SendAsync(portal, RecordKind.Liquidation, liquidations);

    private static Task<IReadOnlyList<RecordResult>> SendAsync(TestSettlement portal, RecordKind kind, params string[] records) => SendAsync(portal, "engine", kind, records);

    private static async Task<IReadOnlyList<RecordResult>> SendAsync(TestSettlement portal, string source, RecordKind kind, params string[] records)
    {
        var submission = new IntakeSubmission(source, [.. records.Select(json => RecordReader.Read(kind, Encoding.UTF8.GetBytes(json), source, TestSettlement.Master))], isReplay: false);
        await portal.Queue.EnqueueAsync(submission, Cancellation).AsTask().WaitAsync(TestSettlement.Limit, Cancellation);
        return await submission.Settled.WaitAsync(TestSettlement.Limit, Cancellation);
    }

    // As the desk does it: the row is read after the state.
    private static Task<Checked<ImmutableArray<LedgerEntry>>> CorrectAsync(TestSettlement portal, long id, string json) => portal.Decisions.WriteAsync(
        async (state, stop) =>
        {
            var row = (await portal.Quarantine.ReadAsync(id, stop))!;
            return row.Status != QuarantineRow.Open
                ? new Problem("not-open", null, "It is closed.")
                : await portal.CorrectionSettlement.DecideAsync(
                    state, row, Encoding.UTF8.GetBytes(json), Signed, DateTimeOffset.FromUnixTimeMilliseconds(portal.Time.GetUtcNow().ToUnixTimeMilliseconds()), stop);
        },
        record: null,
        Cancellation);

    private static async Task<IReadOnlyList<QuarantineRow>> PageAsync(TestSettlement portal) => (await portal.Quarantine.ReadPageAsync(new QuarantineFilter(), null, 10, Cancellation)).Rows;

    private async Task<TestSettlement> StartAsync(string opening = "100")
    {
        var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", opening);
        return portal;
    }
}
