using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Settlement.Auditing;
using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>Ledgers as an outsider reads them: the bytes of one entry after the other, as written or tampered with.</summary>
internal static class AuditedLedger
{
    public static List<byte[]> Bytes(TestLedger ledger) => [.. ledger.Entries.Select(static entry => entry.ToBytes())];

    /// <summary>Audits from the first entry on, what is missing at the end included.</summary>
    public static LedgerAudit Audit(IEnumerable<byte[]> entries)
    {
        var audit = new LedgerAudit();
        Take(audit, entries);
        return audit;
    }

    public static AuditFinding? Find(IEnumerable<byte[]> entries)
    {
        var audit = Audit(entries);
        return audit.Finding ?? audit.FindMissing();
    }

    /// <param name="audit">The audit.</param>
    /// <param name="entries">The next entries.</param>
    /// <param name="before">The entries before them, where reversals among the next take some of them back.</param>
    public static void Take(LedgerAudit audit, IEnumerable<byte[]> entries, IEnumerable<byte[]>? before = null)
    {
        var writer = new CanonicalObject();
        var place = audit.Size;
        List<byte[]> log = [.. before ?? Enumerable.Repeat<byte[]>([], (int)place)];
        foreach (var entry in entries)
        {
            var read = AuditedEntry.Read(++place, entry, writer);
            if (audit.Take(read, read.EarlierSequence is { } reversed ? log[(int)reversed - 1] : default) is not null)
            {
                return;
            }

            log.Add(entry);
        }
    }

    /// <summary>The entries with one changed by <paramref name="change"/> and written canonically again.</summary>
    public static List<byte[]> With(List<byte[]> entries, long sequence, Action<JsonObject> change)
    {
        var fields = JsonNode.Parse(entries[(int)sequence - 1])!.AsObject();
        change(fields);
        List<byte[]> changed = [.. entries];
        changed[(int)sequence - 1] = Canonical(fields);
        return changed;
    }

    /// <summary>The canonical bytes of fields that may make no entry.</summary>
    public static byte[] Canonical(JsonObject fields)
    {
        var sorted = new JsonObject(fields.OrderBy(static field => field.Key, StringComparer.Ordinal).Select(static field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        return Encoding.UTF8.GetBytes(sorted.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    /// <summary>The life of three funds with everything a worker does: late events, recordings, scheduled rates, a private contract, ADL judged once a minute.</summary>
    public static TestLedger Live(int seed, int steps = 300)
    {
        var random = new Random(seed);
        var ledger = RandomLedger.Open();
        Assert.Null(ledger.List("SECRET", "USDC", contractValue: "0.1", publication: ContractPublication.Bankruptcy));
        for (var step = 0; step < steps; step++)
        {
            ledger.Now = ledger.Now.AddMilliseconds(random.Next(4) == 0 ? random.Next(0, 7_200_000) : random.Next(0, 20_000));
            ledger.IsReplay = random.Next(6) == 0;
            switch (random.Next(8))
            {
                case 0:
                    SettlePrivately(ledger, random);
                    break;
                case 1:
                    Assert.Null(ledger.Settle(UnlistedFee(ledger, random)).Problem);
                    break;
                case 2:
                    Assert.Null(ledger.List("XBTUSD", "BTC", ContractKind.Inverse, random.Next(2) == 0 ? "10" : "1", "btc"));
                    break;
                default:
                    RandomLedger.Step(ledger, random, random.Next(3));
                    break;
            }

            if (step % 3 == 0)
            {
                Array.ForEach(RandomLedger.Funds, fund => ledger.Tick(fund.FundId));
            }
        }

        return ledger;
    }

    private static void SettlePrivately(TestLedger ledger, Random random)
    {
        var price = random.Next(100, 200).ToString(CultureInfo.InvariantCulture);
        var fill = random.Next(90, 210).ToString(CultureInfo.InvariantCulture);
        var form = TestLedger.Position("3.5", price, fill, "4", random.Next(2) == 0 ? "0.25" : null);
        var liquidation = ledger.Liquidation(form, symbol: "SECRET") with { OccurredAt = ledger.Now.AddMinutes(-random.Next(0, 90)), FundForUnlisted = "usdc" };
        Assert.Null(ledger.Settle(liquidation with { SourceSequence = ledger.Entries.Count }).Problem);
    }

    private static FeeAccrual UnlistedFee(TestLedger ledger, Random random) => new()
    {
        ExternalId = "fee",
        FundId = "usdt",
        AssetCode = "USDT",
        Market = random.Next(2) == 0 ? "perp" : null,
        Kind = random.Next(2) == 0 ? FeeKind.Taker : null,
        Amount = random.Decimal(3, 6),
        PeriodStart = ledger.Now.AddMinutes(-random.Next(1, 600)),
        PeriodEnd = ledger.Now,
    };
}
