using System.Security.Cryptography;
using System.Text;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Quarantine;
using Portal.Admin.Sessions;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;
using Portal.Worker.Settling;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>A quarantined record is settled as one person says it should have been and another agrees, and nothing private of it stays anywhere.</summary>
public sealed class CorrectionTests
{
    private const string Wrong = """{"externalId":"secret-id","symbol":"BTCUSDT","asset":"USDT","occurredAt":"2026-01-01T00:00:00Z","positionSide":"long","account":"somebody","margin":"-1","totalLoss":"1.2"}""";

    private static readonly string Right = Wrong.Replace("\"-1\"", "\"1\"", StringComparison.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_customers_example_is_looked_at_approved_and_settled_and_names_nobody_but_the_two()
    {
        await using var portal = await StartAsync();
        var change = Change(Right);

        var preview = (await portal.Alice.PreviewAsync(change, Cancellation)).Value;
        Assert.Contains(new ChangeFact("Field margin", "-1", "1"), preview.Facts);
        Assert.Contains(new ChangeFact("The fund pays", null, "0.20 USDT"), preview.Facts);
        Assert.Contains(new ChangeFact("Balance of usdt", "1000.00 USDT", "999.80 USDT"), preview.Facts);
        Assert.Contains("\"approvedBy\":[\"(who approves)\"]", Assert.Single(preview.Entries), StringComparison.Ordinal);
        var id = await portal.ProposeAsync(change);
        Assert.Equal("own-proposal", (await portal.Carol.ApproveAsync((await OwnAsync(portal)).Value, null, Cancellation)).Problem?.Code);
        var seen = (await (await portal.ReadingOfAsync(await portal.Admin.AddAsync("olga", PersonRole.Approver))).FindAsync(id, Cancellation))!;
        Assert.Equal(preview.Facts, seen.Preview!.Value.Value.Facts);
        Assert.Equal(preview.Entries, seen.Preview.Value.Value.Entries);

        var entry = Assert.Single((await portal.Bob.ApproveAsync(id, "Compared with the engine's log.", Cancellation)).Value);

        var settled = Assert.IsType<LiquidationSettled>(entry.Body);
        Assert.Equal(("0.20", new OperatorCorrection("alice", ["bob"], "The sign was wrong.")), (settled.Result.Draw.ToString(), settled.Correction));
        Assert.Equal(ProposalRow.Done, (await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!.Status);
        Assert.Equal((QuarantineRow.Corrected, entry.Sequence), await portal.Admin.Get<QuarantineStore>().ReadAsync(1, Cancellation) is { } row ? (row.Status, row.ClosedBySequence) : default);
        Assert.Equal(1, Assert.Single(await portal.Admin.Get<SourceStore>().ReadAllAsync(Cancellation)).Corrected);
        await AssertNothingPrivateAsync(portal, entry);
        await portal.Admin.Portal.ShownAsync();
        var answer = await portal.Admin.Portal.JsonAsync($"/api/v1/liquidations/{entry.Sequence}");
        Assert.Equal(("alice", "bob", "The sign was wrong."), (answer.GetProperty("by").GetString(), answer.GetProperty("approvedBy")[0].GetString(), answer.GetProperty("reason").GetString()));
        Assert.Equal(1, (await portal.Admin.Portal.JsonAsync("/api/v1/status")).GetProperty("sources")[0].GetProperty("corrected").GetInt64());
        var page = await portal.Admin.Portal.Client.GetStringAsync(new Uri($"/liquidations/{entry.Sequence}", UriKind.Relative), Cancellation);
        Assert.Contains("Put right by operators.", page, StringComparison.Ordinal);
        Assert.Contains("Proposed by alice, approved by bob.", page, StringComparison.Ordinal);
        Assert.Contains("由 alice 提出，由 bob 批准。", System.Net.WebUtility.HtmlDecode(await portal.Admin.Portal.Client.GetStringAsync(new Uri($"/zh-Hans/entries/{entry.Sequence}", UriKind.Relative), Cancellation)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_correction_is_refused_with_its_field_and_one_about_a_record_is_open_at_a_time()
    {
        await using var portal = await StartAsync();

        Assert.Equal("margin", (await portal.Alice.PreviewAsync(Change(Wrong), Cancellation)).Problem?.Field);
        Assert.Equal("margin", (await portal.Alice.ProposeAsync(Change(Wrong), Cancellation)).Problem?.Field);
        Assert.Equal("correction", Correction.Of(1, " ", "r").Problem?.Field);
        Assert.Equal("correction", Correction.Of(1, new string('a', QuarantineCorrectionRow.PayloadBytesMax + 1), "r").Problem?.Field);
        Assert.Equal("reason", (await portal.Alice.ProposeAsync(Change(Right, reason: " "), Cancellation)).Problem?.Field);
        Assert.Equal("unknown-record", (await portal.Alice.ProposeAsync(Change(Right, record: 9), Cancellation)).Problem?.Code);
        await portal.ProposeAsync(Change(Right));
        Assert.Equal("proposed-already", (await portal.Alice.ProposeAsync(Change(Right), Cancellation)).Problem?.Code);
        Assert.Equal("proposed-already", (await portal.Alice.ProposeAsync(new Dismissal { QuarantineId = 1, Reason = "Not needed." }, Cancellation)).Problem?.Code);
        Assert.Equal(2, (await portal.LedgerAsync()).Sequence);
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_may_not_propose_corrects_nothing_and_nobody_does_in_a_freeze()
    {
        await using var portal = await StartAsync();
        var viewer = await portal.DeskOfAsync(await portal.Admin.AddAsync("victor", PersonRole.Viewer));

        await Assert.ThrowsAsync<NotAllowedException>(() => viewer.PreviewAsync(Change(Right), Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => viewer.ProposeAsync(Change(Right), Cancellation));
        var id = await portal.ProposeAsync(Change(Right));
        await Assert.ThrowsAsync<NotAllowedException>(() => portal.Alice.ApproveAsync(id, null, Cancellation));
        Assert.Null((await portal.Carol.FreezeAsync("A key is missing.", Cancellation)).Problem);

        Assert.Equal("frozen", (await portal.Bob.ApproveAsync(id, null, Cancellation)).Problem?.Code);
        Assert.Equal("1000.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_draw_as_large_as_a_large_withdrawal_takes_two_approvers()
    {
        await using var portal = await StartAsync();
        var id = await portal.ProposeAsync(Change(Right.Replace("\"1.2\"", "\"101\"", StringComparison.Ordinal)));

        Assert.Empty((await portal.Bob.ApproveAsync(id, null, Cancellation)).Value);
        var entry = Assert.Single((await portal.Carol.ApproveAsync(id, null, Cancellation)).Value);

        Assert.Equal(["bob", "carol"], ((LiquidationSettled)entry.Body).Correction!.ApprovedBy);
        Assert.Equal("900.00", entry.BalanceAfter.ToString());

        // However much is proposed and taken back since, it is not forgotten.
        var proposals = portal.Admin.Get<ProposalStore>();
        for (var made = 0; made < ProposalStore.PageMax + 1; made++)
        {
            var row = await proposals.AddAsync(
                new ProposalDraft("injection", "usdt", portal.Injection().ToJson(), portal.Proposer.PersonId, "alice"), portal.Clock.Now, id => Audit(portal, $"proposal {id}"), Cancellation);
            Assert.Equal(ProposalOutcome.Done, await proposals.WithdrawAsync(row.Id, Audit(portal, $"proposal {row.Id}"), Cancellation));
        }

        var small = await portal.ProposeAsync(portal.Withdrawal("1"));
        Assert.Empty((await portal.Bob.ApproveAsync(small, null, Cancellation)).Value);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_correction_brought_in_today_is_no_balance_to_take_from()
    {
        await using var portal = await StartAsync();
        var surplus = await portal.ProposeAsync(Change(Right.Replace("\"1\"", "\"10000\"", StringComparison.Ordinal)));
        Assert.Single((await portal.Bob.ApproveAsync(surplus, null, Cancellation)).Value);

        Assert.Empty((await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Withdrawal("51")), null, Cancellation)).Value);
        Assert.Equal("10998.80", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_source_that_is_paused_and_has_no_key_any_more_is_corrected_all_the_same()
    {
        await using var portal = await StartAsync();
        var (keys, now) = (portal.Admin.Get<IntakeKeyStore>(), portal.Clock.Now);
        await keys.AddAsync("engine", now, Cancellation);
        var audit = new AuditDraft(now, "carol", "test", "test", "engine");
        await keys.RevokeAsync("engine", keyId: null, audit, Cancellation);
        Assert.True(await portal.Admin.Get<SourcePauseStore>().PauseAsync("engine", "It sends nonsense.", audit, Cancellation));
        var id = await portal.ProposeAsync(Change(Right));

        Assert.Null((await portal.Bob.ApproveAsync(id, null, Cancellation)).Problem);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_text_that_was_deleted_or_is_another_is_not_approved()
    {
        await using var portal = await StartAsync();
        var id = await portal.ProposeAsync(Change(Right));
        var cleaner = portal.Admin.Get<PayloadCleaner>();
        var correction = (Correction)ProposedChange.FromJson((await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!.Payload);
        Assert.Equal(Right, Encoding.UTF8.GetString((await portal.Admin.Get<QuarantineCorrectionStore>().FindAsync(correction.CorrectionId, Cancellation))!.Payload));
        var reading = portal.Admin.Get<ProposalSources>();
        var state = await portal.LedgerAsync();
        var signatures = new Signatures("alice", ["bob"]);
        Assert.Equal("text-changed", (await (correction with { TextHash = new string('0', 64) }).DecideAsync(reading, state.Fork(), signatures, portal.Clock.Now, Cancellation)).Problem?.Code);
        Assert.Equal("text-deleted", (await (correction with { CorrectionId = 7 }).DecideAsync(reading, state.Fork(), signatures, portal.Clock.Now, Cancellation)).Problem?.Code);

        portal.Clock.Now += TimeSpan.FromDays(91);
        Assert.Equal(1, await cleaner.CleanAsync(Cancellation));
        Assert.Empty((await portal.Admin.Get<QuarantineCorrectionStore>().FindAsync(correction.CorrectionId, Cancellation))!.Payload);

        var refused = await correction.DecideAsync(reading, state.Fork(), signatures, portal.Clock.Now, Cancellation);
        Assert.Equal("payload-deleted", refused.Problem?.Code);
        Assert.Contains("deleted after its time", refused.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await portal.LedgerAsync()).Sequence);
    }

    private static AuditDraft Audit(ProposalPortal portal, string subject) => new(portal.Clock.Now, "alice", "test", "test", subject);

    private static async Task<ProposalPortal> StartAsync()
    {
        var portal = await ProposalPortal.StartAsync();
        await QuarantineAsync(portal, "secret-id", Wrong);
        return portal;
    }

    private static async Task QuarantineAsync(ProposalPortal portal, string id, string payload)
    {
        var ledger = portal.Admin.Get<LedgerStore>();
        var head = await ledger.ReadHeadAsync(Cancellation);
        var bytes = Encoding.UTF8.GetBytes(payload);
        var at = portal.Clock.Now.ToUnixTimeMilliseconds();
        var arrival = new QuarantineArrival(
            "engine", 0, Encoding.ASCII.GetBytes(id), QuarantineRow.Rejected, "negative", "margin", "-1 is negative.", SHA256.HashData(bytes), bytes, StoredSequence: null, at);
        var append = new LedgerAppend { ExpectedSequence = head.Sequence, TreeEdge = head.TreeEdge, Quarantined = [arrival], Sources = [new SourceChange("engine", at, Rejected: 1)] };
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(append, Cancellation));
    }

    private static Correction Change(string text, long record = 1, string reason = "The sign was wrong.") => (Correction)Correction.Of(record, text, reason).Value;

    // Carol proposes about another record of her own.
    private static async Task<Settlement.Checked<long>> OwnAsync(ProposalPortal portal)
    {
        await QuarantineAsync(portal, "another-id", Wrong.Replace("secret-id", "another-id", StringComparison.Ordinal));
        return await portal.Carol.ProposeAsync(Change(Right.Replace("secret-id", "another-id", StringComparison.Ordinal), record: 2), Cancellation);
    }

    private static async Task AssertNothingPrivateAsync(ProposalPortal portal, LedgerEntry entry)
    {
        var audit = await portal.Admin.Get<AuditStore>().ReadPageAsync(null, null, null, 100, Cancellation);
        Assert.Contains(audit, row => row.Action == "proposal.made" && row.Details!.Contains(Change(Right).TextHash, StringComparison.Ordinal) && row.Details.Contains("\"quarantineId\":1", StringComparison.Ordinal));
        string[] texts =
        [
            Encoding.UTF8.GetString(entry.ToBytes()),
            .. audit.Select(static row => $"{row.Subject} {row.Details}"),
            .. (await portal.Admin.Get<ProposalStore>().ReadPageAsync(null, 100, Cancellation)).Select(static row => row.Payload),
        ];
        Assert.All(texts, static text => Assert.DoesNotContain("secret-id", text, StringComparison.Ordinal));
        Assert.All(texts, static text => Assert.DoesNotContain("somebody", text, StringComparison.Ordinal));
    }
}
