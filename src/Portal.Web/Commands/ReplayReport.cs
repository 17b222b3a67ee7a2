using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Worker.Intake;
using Portal.Worker.Sources.Replay;
using Spectre.Console;

namespace Portal.Web.Commands;

/// <summary>Prints what a replay read and what became of it.</summary>
internal static class ReplayReport
{
    private const int RefusalsShownMax = 20;

    /// <summary>Tables for people.</summary>
    public static void Write(IAnsiConsole console, ReplaySummary summary, ReplayFormat format)
    {
        var counts = new Table().AddColumns("read", "settled", "duplicate", "conflict", "rejected");
        counts.AddRow(new[] { summary.Read, summary.Settled, summary.Duplicates, summary.Conflicts, summary.Rejected }.Select(Count).ToArray());
        console.Write(counts);
        if (summary.Funds.Count > 0)
        {
            var funds = new Table().AddColumns("fund", "before", "surplus", "fees", "draws", "after", "uncovered", "even");
            foreach (var fund in summary.Funds)
            {
                funds.AddRow(new[]
                {
                    $"{fund.FundId} ({fund.Before.Asset})",
                    fund.Before.ToString(),
                    fund.Surplus.ToString(),
                    fund.Fees.ToString(),
                    fund.Draws.ToString(),
                    fund.After.ToString(),
                    fund.Uncovered.ToString(),
                    Count(fund.Even),
                }.Select(Markup.Escape).ToArray());
            }

            console.Write(funds);
        }

        if (format.Roundings is { } roundings)
        {
            console.WriteLine($"Rounded up by {roundings} in all.");
        }

        foreach (var refusal in summary.Refusals.Take(RefusalsShownMax))
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Line {refusal.LineNumber}: {RecordStatusText.Of(refusal.Status)}: {refusal.Problem}"));
        }

        var more = summary.Rejected + summary.Conflicts - RefusalsShownMax;
        if (more > 0)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {more:N0} more."));
        }
    }

    /// <summary>One JSON object for machines; amounts are decimal strings.</summary>
    public static void WriteJson(Stream output, ReplaySummary summary, ReplayFormat format)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", format.Name);
            json.WriteNumber("read", summary.Read);
            json.WriteNumber("settled", summary.Settled);
            json.WriteNumber("duplicate", summary.Duplicates);
            json.WriteNumber("conflict", summary.Conflicts);
            json.WriteNumber("rejected", summary.Rejected);
            if (format.Roundings is { } roundings)
            {
                json.WriteString("roundings", roundings.ToString());
            }

            WriteFunds(json, summary);
            WriteRefusals(json, summary);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static void WriteFunds(Utf8JsonWriter json, ReplaySummary summary)
    {
        json.WriteStartArray("funds");
        foreach (var fund in summary.Funds)
        {
            json.WriteStartObject();
            json.WriteString("fund", fund.FundId);
            json.WriteString("asset", fund.Before.Asset.Code);
            json.WriteNumber("settled", fund.Settled);
            json.WriteNumber("even", fund.Even);
            json.WriteString("before", fund.Before.ToString());
            json.WriteString("surplus", fund.Surplus.ToString());
            json.WriteString("fees", fund.Fees.ToString());
            json.WriteString("draws", fund.Draws.ToString());
            json.WriteString("uncovered", fund.Uncovered.ToString());
            json.WriteString("after", fund.After.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRefusals(Utf8JsonWriter json, ReplaySummary summary)
    {
        json.WriteStartArray("refused");
        foreach (var refusal in summary.Refusals)
        {
            json.WriteStartObject();
            if (refusal.LineNumber is { } line)
            {
                json.WriteNumber("line", line);
            }

            json.WriteString("externalId", refusal.ExternalId);
            json.WriteString("status", RecordStatusText.Of(refusal.Status));
            json.WriteString("code", refusal.Problem.Code);
            json.WriteString("field", refusal.Problem.Field);
            json.WriteString("detail", refusal.Problem.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
