using System.Globalization;
using Portal.Settlement.Auditing;
using Portal.Verify.Checking;
using Spectre.Console;

namespace Portal.Verify.Reporting;

/// <summary>The report for people.</summary>
internal static class ReportText
{
    private const int SourcesShown = 10;

    public static void Write(IAnsiConsole console, VerifyReport report)
    {
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        AddFact(facts, "Read from", report.Location);
        if (report.Checkpoint is { } checkpoint)
        {
            AddFact(facts, "Log", Text($"{AuditFinding.Plain(checkpoint.Origin, AuditFinding.QuotationLengthMax)}, {checkpoint.Size:#,0} entries, root {Convert.ToBase64String(checkpoint.Root.AsSpan())}"));
            AddFact(facts, "Key", report.Key!.ToString());
            AddFact(facts, string.Empty, TrustOf(report));
        }

        AddFact(facts, "Checked", CheckedOf(report));
        console.Write(facts);
        if (report.Funds.Count > 0)
        {
            console.Write(FundTable(report));
        }

        WriteSources(console, report.Totals.Sources);
        WriteVerdict(console, report);
    }

    private static string TrustOf(VerifyReport report)
    {
        var trust = report.Trust switch
        {
            KeyTrust.Given => "as you gave it",
            KeyTrust.Saved => "as in the check before",
            _ => "trusted on first use: the server itself named it. Compare it with what the operator publishes elsewhere, and give it with --key",
        };
        return report.Handovers == 0 ? trust : Text($"{trust}; handed over {report.Handovers} times since, each time signed by the key before");
    }

    private static string CheckedOf(VerifyReport report)
    {
        var read = Text($"{report.EntriesRead:#,0} entries ({report.BytesRead / 1e6:#,0.0} MB) in {report.Took.TotalSeconds:0.0} s");
        return report.CheckedBeforeAt is { } at ? Text($"{read}, on top of the {report.CheckedBefore:#,0} that were found right on {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : read;
    }

    private static Table FundTable(VerifyReport report)
    {
        var title = report.IsSound ? "Balances, derived from the log alone" : Text($"Balances before entry {report.Totals.Entries + 1}, derived from the log alone");
        var table = new Table().Border(TableBorder.Rounded).Title(title.EscapeMarkup());
        table.AddColumns("Fund", "Balance", "Opening", "Surplus", "Fees", "Paid in", "Taken out", "Draws", "Taken back", "Uncovered", "Liquidations", "ADL", "Last entry (UTC)");
        foreach (var column in table.Columns.Skip(1).Take(10))
        {
            column.RightAligned();
        }

        foreach (var fund in report.Funds)
        {
            var totals = fund.Totals;
            string[] cells =
            [
                fund.IsDemo ? $"{totals.FundId} (simulated)" : totals.FundId,
                $"{fund.Balance} {fund.Asset}",
                .. new[] { totals.OpeningUnits, totals.SurplusUnits, totals.FeeUnits, totals.InjectionUnits, totals.WithdrawalUnits, totals.DrawUnits, totals.ReversalUnits, totals.UncoveredUnits }
                    .Select(units => fund.Amount(units).ToString()),
                Text($"{totals.Liquidations:#,0}"),
                totals.AdlActive ? "on" : "off",
                Text($"{totals.LastAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}"),
            ];
            table.AddRow([.. cells.Select(static cell => cell.EscapeMarkup())]);
        }

        return table;
    }

    private static void WriteSources(IAnsiConsole console, IEnumerable<SourceTotals> sources)
    {
        foreach (var source in sources.Where(static source => source.Missing > 0).OrderByDescending(static source => source.Missing).Take(SourcesShown))
        {
            var name = AuditFinding.Plain(source.Source, AuditFinding.QuotationLengthMax);
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]Source {name} numbers its records {source.Lowest} to {source.Highest}; {source.Missing:#,0} of these numbers have no entry: rejected, in conflict, or never sent.[/]");
        }
    }

    private static void WriteVerdict(IAnsiConsole console, VerifyReport report)
    {
        console.WriteLine();
        if (report.IsSound)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[green]Everything is as published.[/] {report.Checkpoint!.Size:#,0} entries have the root that was signed, and every balance, draw, surplus, fee share and ADL change follows from them by the rules.");
            if (report.StillToCome is { } due)
            {
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]Still to come, with the next part of the log: {due}[/]");
            }

            console.MarkupLine("[grey]What no outsider can check: that what the exchange reported is what happened, and that it reported everything.[/]");
            return;
        }

        console.MarkupLine("[red]This log is NOT sound.[/]");
        foreach (var finding in report.Findings)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]-[/] {finding.Text}");
        }

        if (report.IsServedAsSigned)
        {
            console.WriteLine("All entries have the root that was signed: the operator signed exactly this.");
        }

        if (report.Findings.Any(static finding => finding.Kind is FindingKind.Rewritten or FindingKind.Shrunk))
        {
            console.WriteLine("Keep your state file: it holds what the operator signed before. Together with what is served now it proves the change to anybody.");
        }
    }

    private static void AddFact(Grid grid, string name, string text) => grid.AddRow(new Markup($"[grey]{name}[/]"), new Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
