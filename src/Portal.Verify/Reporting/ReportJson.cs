using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Verify.Checking;

namespace Portal.Verify.Reporting;

/// <summary>The report for programs. Amounts are decimal strings.</summary>
internal static class ReportJson
{
    public static void Write(Stream output, VerifyReport report)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("sound", report.IsSound);
            json.WriteString("location", report.Location);
            WriteHead(json, report);
            json.WriteNumber("checkedBefore", report.CheckedBefore);
            if (report.CheckedBeforeAt is { } at)
            {
                json.WriteString("checkedBeforeAt", at);
            }

            json.WriteNumber("entriesRead", report.EntriesRead);
            json.WriteNumber("bytesRead", report.BytesRead);
            json.WriteNumber("tookMs", (long)report.Took.TotalMilliseconds);
            json.WriteBoolean("servedAsSigned", report.IsServedAsSigned);
            WriteArray(json, "findings", report.Findings, WriteFinding);
            WriteGiven(json, "stillToCome", report.StillToCome?.ToString());
            json.WriteStartObject("entries");
            foreach (var (kind, count) in report.Totals.Kinds)
            {
                json.WriteNumber(kind, count);
            }

            json.WriteEndObject();
            WriteArray(json, "funds", report.Funds, WriteFund);
            WriteArray(json, "sources", report.Totals.Sources, WriteSource);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteHead(Utf8JsonWriter json, VerifyReport report)
    {
        if (report.Checkpoint is { } checkpoint)
        {
            json.WriteString("origin", checkpoint.Origin);
            json.WriteNumber("size", checkpoint.Size);
            json.WriteString("root", Convert.ToBase64String(checkpoint.Root.AsSpan()));
            json.WriteString("key", report.Key!.ToString());
            json.WriteString("keyTrust", ChoiceText.Of(report.Trust));
            json.WriteNumber("handovers", report.Handovers);
        }
    }

    private static void WriteFinding(Utf8JsonWriter json, VerifyFinding finding)
    {
        json.WriteString("kind", ChoiceText.Of(finding.Kind));
        if (finding.Sequence is { } sequence)
        {
            json.WriteNumber("sequence", sequence);
        }

        WriteGiven(json, "field", finding.Entry?.Field);
        WriteGiven(json, "expected", finding.Entry?.Expected);
        WriteGiven(json, "found", finding.Entry?.Found);
        json.WriteString("text", finding.Text);
    }

    private static void WriteFund(Utf8JsonWriter json, FundStanding fund)
    {
        var totals = fund.Totals;
        json.WriteString("id", totals.FundId);
        json.WriteString("asset", fund.Asset.Code);
        json.WriteString("balance", fund.Balance.ToString());
        json.WriteString("floor", fund.Floor.ToString());
        json.WriteBoolean("adlActive", totals.AdlActive);
        json.WriteBoolean("demo", fund.IsDemo);
        json.WriteNumber("entries", totals.Entries);
        json.WriteString("firstAt", totals.FirstAt);
        json.WriteString("lastAt", totals.LastAt);
        json.WriteNumber("liquidations", totals.Liquidations);
        json.WriteString("opening", fund.Amount(totals.OpeningUnits).ToString());
        json.WriteString("surplus", fund.Amount(totals.SurplusUnits).ToString());
        json.WriteString("fees", fund.Amount(totals.FeeUnits).ToString());
        json.WriteString("injections", fund.Amount(totals.InjectionUnits).ToString());
        json.WriteString("withdrawals", fund.Amount(totals.WithdrawalUnits).ToString());
        json.WriteString("draws", fund.Amount(totals.DrawUnits).ToString());
        json.WriteString("reversals", fund.Amount(totals.ReversalUnits).ToString());
        json.WriteString("uncovered", fund.Amount(totals.UncoveredUnits).ToString());
    }

    private static void WriteSource(Utf8JsonWriter json, SourceTotals source)
    {
        json.WriteString("source", source.Source);
        json.WriteNumber("settled", source.Settled);
        json.WriteNumber("numbered", source.Numbered);
        if (source.Highest is { } highest)
        {
            json.WriteNumber("highest", highest);
            json.WriteNumber("missing", source.Missing);
        }
    }

    private static void WriteGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
