using Portal.Web.Tests.Architecture;
using Portal.Web.Tests.Live;
using Portal.Web.Tests.Processes;

namespace Portal.Web.Tests.Features.TransparencyLog.Independent;

/// <summary>The log as the library of Go's checksum database sees it: code by others, for the same specifications.</summary>
public sealed class GoLibraryTests
{
    // Where Debian and Ubuntu put Go packages: no module is downloaded.
    private const string Packages = "/usr/share/gocode";

    // It keeps no tile, and asks for the same ones again and again, faster than any visitor may.
    private static readonly (string Name, string Value) Hasty = ("Portal:Limits:RequestsPerAddress", "1000000");

    [Fact(Timeout = 300_000)]
    public async Task It_opens_the_checkpoint_reads_every_tile_and_entry_and_makes_the_same_proofs()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(600, Hasty);

        var run = await CheckAsync(portal);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.StartsWith("size 600, entries 600, inclusions 105, consistencies 105, ", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task It_finds_an_entry_that_was_changed_behind_the_portals_back()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(300, Hasty);
        TamperedLedger.Replace(portal, sequence: 270, "BTCUSDT", "ETHUSDT");

        var run = await CheckAsync(portal);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("entry 13 of log/tile/entries/001.p/44 is not the leaf in its tile", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<ToolRun> CheckAsync(LivePortal portal)
    {
        ToolRun.SkipWithout("go");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Packages, "src/golang.org/x/mod/sumdb/tlog")), "The Debian package golang-golang-x-mod-dev is not installed.");
        var folder = Directory.CreateTempSubdirectory("portal-go-");
        try
        {
            return await ToolRun.StartAsync(
                folder.FullName,
                "go",
                ["run", Path.Combine(Repository.Root, "tests/Portal.Web.Tests/Features/TransparencyLog/Independent/main.go"), portal.Client.BaseAddress!.ToString()],
                ("GO111MODULE", "off"),
                ("GOPATH", Packages),
                ("GOCACHE", Path.Combine(folder.FullName, "cache")),
                ("GOFLAGS", string.Empty));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
