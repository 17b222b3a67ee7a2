using System.Globalization;
using System.Text;
using Portal.Settlement.TransparencyLog;
using Portal.Web.Features.Verification.Guide;
using Portal.Web.Tests.Features.TransparencyLog;
using Portal.Web.Tests.Intake;
using Portal.Web.Tests.Live;
using Portal.Web.Tests.Processes;

namespace Portal.Web.Tests.Features.Verification.Guide;

/// <summary>The script that is served, run as a reader runs it.</summary>
public sealed class ByHandScriptTests : IDisposable
{
    private const string InTheLog = "It is in the log that was signed";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-by-hand-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory(Timeout = 300_000)]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 2, 3 })]
    [InlineData(255, new[] { 1, 128, 255 })]
    [InlineData(256, new[] { 1, 129, 256 })]
    [InlineData(257, new[] { 2, 256, 257 })]
    [InlineData(600, new[] { 1, 300, 512, 513, 600 })]
    public async Task Every_entry_is_found_in_the_log_of_each_size(int size, int[] sequences)
    {
        await using var portal = await PublishedLog.WithEntriesAsync(size);

        foreach (var sequence in sequences)
        {
            var run = await RunAsync(portal.Client, Text(sequence));

            AssertPassed(run, $"Entry {sequence} has the leaf hash ", $" of {size} entries is signed with the key ", InTheLog, $"\"sequence\":{sequence},");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task So_is_the_only_entry_of_a_log()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.ListAssetAsync("USDT");
        await portal.ShownAsync();
        await portal.PublishAsync();

        AssertPassed(await RunAsync(portal.Client, "1"), InTheLog, "\"kind\":\"asset\"");
    }

    [Fact(Timeout = 300_000)]
    public async Task An_entry_that_was_changed_behind_the_portals_back_is_not_in_the_log()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(300);
        TamperedLedger.Replace(portal, sequence: 270, "\"surplus\":\"1.00\"", "\"surplus\":\"0.99\"");

        AssertFailed(await RunAsync(portal.Client, "270"), "entry 270 is not in the log that was signed");
        AssertPassed(await RunAsync(portal.Client, "100"), InTheLog);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_entry_in_the_place_of_another_is_noticed()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(6);
        TamperedLedger.Replace(portal, sequence: 4, "\"sequence\":4", "\"sequence\":5");

        AssertFailed(await RunAsync(portal.Client, "4"), "another entry in the place of 4");
    }

    [Fact(Timeout = 300_000)]
    public async Task Another_key_of_the_same_name_did_not_sign()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(4);
        var vkey = Encoding.UTF8.GetString(await PublishedLog.BytesAsync(portal, "/log/vkey")).Trim();
        var other = SigningKey.FromSeed(VerifierKey.Parse(vkey).Name, new byte[SigningKey.SeedLength]).Verifier.ToString();

        AssertPassed(await RunAsync(portal.Client, ["3"], ("VKEY", vkey)), InTheLog);
        AssertFailed(await RunAsync(portal.Client, ["3"], ("VKEY", other)), "the checkpoint is not signed with the key");
        AssertFailed(await RunAsync(portal.Client, ["3"], ("VKEY", $"another{vkey}")), "the key's id is not that of the key");
    }

    [Fact(Timeout = 300_000)]
    public async Task What_is_not_signed_yet_or_no_entry_is_said_in_words()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(4);

        AssertFailed(await RunAsync(portal.Client, "5"), "the signed log has 4 entries");
        AssertFailed(await RunAsync(portal.Client, "0"), "'0' is not the number of an entry");
        AssertFailed(await RunAsync(portal.Client, "1;id"), "is not the number of an entry");
        AssertFailed(await RunAsync(portal.Client), "say bash by-hand.sh ADDRESS SEQUENCE");
        AssertFailed(await RunAsync(portal.Client, "3", "L-1", "receipt"), "a receipt has 64 characters");
    }

    [Fact(Timeout = 300_000)]
    public async Task The_receipt_that_intake_returned_opens_its_record_and_no_other()
    {
        await using var portal = new PortalFactory();
        portal.UseKestrel(0);
        var engine = await IntakeClient.StartAsync(portal);
        var (_, answer) = await engine.SendAsync($"[{IntakeClient.Record("L 1'$x")},{IntakeClient.Record("L-2")}]");
        var results = answer.GetProperty("results");
        var (first, receipt) = (results[0].GetProperty("sequence").GetString()!, results[0].GetProperty("receipt").GetString()!);
        var second = results[1].GetProperty("sequence").GetString()!;
        using var client = portal.CreateClient();
        await SignedAsync(client, long.Parse(second, CultureInfo.InvariantCulture));

        AssertPassed(await RunAsync(client, first, "L 1'$x", receipt), InTheLog, "Id and receipt open it: it is this record.");
        AssertFailed(await RunAsync(client, first, "L-2", receipt), $"id and receipt do not open entry {first}");
        AssertFailed(await RunAsync(client, second, "L 1'$x", receipt), $"id and receipt do not open entry {second}");
        AssertFailed(await RunAsync(client, first, "L 1'$x", new string('0', 64)), $"id and receipt do not open entry {first}");
    }

    private static void AssertPassed(ToolRun run, params string[] saying)
    {
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Empty(run.Errors);
        Assert.All(saying, words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
    }

    private static void AssertFailed(ToolRun run, string saying)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("FAILED: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(saying, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("it is this record", run.Output, StringComparison.Ordinal);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task SignedAsync(HttpClient client, long sequence) => PortalProcess.WaitAsync(
        async () =>
        {
            using var answer = await client.GetAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation);
            return answer.IsSuccessStatusCode && Checkpoint.Parse(SignedNote.Parse(await answer.Content.ReadAsByteArrayAsync(Cancellation)).Text).Size >= sequence;
        },
        "the worker to sign");

    private Task<ToolRun> RunAsync(HttpClient portal, params string[] arguments) => RunAsync(portal, arguments, []);

    private async Task<ToolRun> RunAsync(HttpClient portal, string[] arguments, params (string Name, string Value)[] environment)
    {
        ToolRun.SkipWithout("bash", "curl", "openssl", "sha256sum", "base64", "od", "sed", "grep");
        var script = Path.Combine(_folder.FullName, "by-hand.sh");
        await File.WriteAllBytesAsync(script, await portal.GetByteArrayAsync(new Uri(ByHandScript.Address, UriKind.Relative), Cancellation), Cancellation);
        return await ToolRun.StartAsync(
            _folder.FullName, "bash", arguments.Length == 0 ? [script] : [script, portal.BaseAddress!.ToString(), .. arguments], environment);
    }
}
