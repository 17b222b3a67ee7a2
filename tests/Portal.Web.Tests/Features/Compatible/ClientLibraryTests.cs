using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Portal.Web.Features.Compatible.Binance;
using Portal.Web.Features.Compatible.Bybit;
using Portal.Web.Features.Compatible.Okx;
using Portal.Web.Tests.Architecture;
using Portal.Web.Tests.Live;
using Portal.Web.Tests.Processes;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>Clients written for exchanges, as their authors publish them, read this portal by nothing but another address.</summary>
public sealed class ClientLibraryTests
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private static string Folder => Path.Combine(Repository.Root, "tests", "Portal.Clients");

    [Fact(Timeout = 300_000)]
    public async Task Ccxt_reads_funds_and_liquidations_of_all_three()
    {
        var found = await RunAsync("ccxt.mjs", async portal =>
        {
            await portal.FollowedAsync<BinanceStreams>(1);
            await portal.FollowedAsync<BybitStreams>(1);
            await portal.FollowedAsync<OkxStreams>(1);
        });

        Assert.Equal("1000.00", found.GetProperty("insuranceBalance").GetProperty("assets")[0].GetProperty("marginBalance").GetString());
        Assert.Equal("low", found.GetProperty("symbolAdlRisk").GetProperty("adlRisk").GetString());
        Assert.Equal("1000.00", found.GetProperty("insurance").GetProperty("result").GetProperty("list")[0].GetProperty("balance").GetString());
        Assert.Equal("-0.3", found.GetProperty("adlAlert").GetProperty("result").GetProperty("list")[0].GetProperty("insurancePnlRatio").GetString());
        Assert.Equal("1000.00", found.GetProperty("insuranceFund").GetProperty("data")[0].GetProperty("total").GetString());
        AreTheTwo(found.GetProperty("binanceOrders"), "S", "q", "p", ["SELL 1.5 100", "BUY 3 210"]);
        AreTheTwo(found.GetProperty("bybitLiquidations"), "S", "v", "p", ["Buy 1.5 100", "Sell 3 210"]);
        var details = found.GetProperty("okxOrders").EnumerateArray().Select(one => one.TryGetProperty("details", out var list) ? list[0] : one);
        AreTheTwo(JsonSerializer.SerializeToElement(details), "side", "sz", "bkPx", ["sell 1.5 100", "buy 3 210"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_binance_package_reads_funds_risk_errors_and_liquidations()
    {
        var found = await RunAsync("binance.mjs", static portal => portal.FollowedAsync<BinanceStreams>(1));

        Assert.Equal("1000.00", found.GetProperty("insuranceBalance").GetProperty("assets")[0].GetProperty("marginBalance").GetString());
        Assert.Equal(3, found.GetProperty("allBalances").GetArrayLength());
        Assert.Equal("low", found.GetProperty("symbolAdlRisk").GetProperty("adlRisk").GetString());
        Assert.Equal(-1121, found.GetProperty("error").GetProperty("code").GetInt32());
        AreTheTwo(found.GetProperty("orders"), "S", "q", "p", ["SELL 1.5 100", "BUY 3 210"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Binances_own_package_reads_funds_risk_and_liquidations()
    {
        var found = await RunAsync("binance-official.mjs", static portal => portal.FollowedAsync<BinanceStreams>(1));

        Assert.Equal("1000.00", found.GetProperty("insuranceBalance").GetProperty("assets")[0].GetProperty("marginBalance").GetString());
        Assert.Equal("low", found.GetProperty("symbolAdlRisk").GetProperty("adlRisk").GetString());
        AreTheTwo(found.GetProperty("orders"), "S", "q", "p", ["SELL 1.5 100", "BUY 3 210"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_bybit_package_reads_pools_alerts_and_liquidations()
    {
        var found = await RunAsync("bybit-api.mjs", static portal => portal.FollowedAsync<BybitStreams>(3));

        Assert.Equal("1000.00", found.GetProperty("insurance").GetProperty("result").GetProperty("list")[0].GetProperty("balance").GetString());
        Assert.Equal("BTCUSDT", found.GetProperty("adlAlert").GetProperty("result").GetProperty("list")[0].GetProperty("symbol").GetString());
        Assert.Equal("880.00", found.GetProperty("pool").GetProperty("balance").GetString());
        Assert.Equal("-0.3", found.GetProperty("alert").GetProperty("i_pr").GetString());
        AreTheTwo(found.GetProperty("liquidations"), "S", "v", "p", ["Buy 1.5 100", "Sell 3 210"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_okx_package_reads_the_fund_its_standing_and_liquidations()
    {
        var found = await RunAsync("okx-api.mjs", static portal => portal.FollowedAsync<OkxStreams>(2));

        Assert.Equal("1000.00", found.GetProperty("insuranceFund")[0].GetProperty("total").GetString());
        Assert.Equal(("880.00", "normal"), (found.GetProperty("standing").GetProperty("bal").GetString(), found.GetProperty("standing").GetProperty("state").GetString()));
        AreTheTwo(found.GetProperty("liquidations"), "side", "sz", "bkPx", ["sell 1.5 100", "buy 3 210"]);
    }

    /// <summary>Runs a script, settles two liquidations once it follows, and reads the one line it prints.</summary>
    private static async Task<JsonElement> RunAsync(string script, Func<LivePortal, Task> followed)
    {
        ToolRun.SkipWithout("node", "npm");
        await InstallAsync();
        var folder = Directory.CreateTempSubdirectory("portal-clients-");
        try
        {
            var (certificate, key) = WriteCertificate(folder.FullName);
            await using var portal = await CompatiblePortal.StartAsync(
                ("Kestrel:Endpoints:Plain:Url", "http://127.0.0.1:0"),
                ("Kestrel:Endpoints:Secure:Url", "https://127.0.0.1:0"),
                ("Kestrel:Endpoints:Secure:Certificate:Path", certificate),
                ("Kestrel:Endpoints:Secure:Certificate:KeyPath", key));
            var running = ToolRun.StartAsync(
                Folder, "node", [script, .. portal.Addresses.Order(StringComparer.Ordinal)], ("NODE_EXTRA_CA_CERTS", certificate));
            await Task.WhenAny(running, followed(portal));
            if (!running.IsCompleted)
            {
                await portal.SettleTwoAsync();
            }

            var run = await running;
            Assert.True(run.ExitCode == 0, run.Errors + run.Output);
            return JsonDocument.Parse(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Once is enough: what lies there is what the lock file names.
    private static async Task InstallAsync()
    {
        await Installing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!Directory.Exists(Path.Combine(Folder, "node_modules", "okx-api")))
            {
                var run = await ToolRun.StartAsync(Folder, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
                Assert.True(run.ExitCode == 0, run.Errors);
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(folder, "portal.pem"), Path.Combine(folder, "portal.key.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    private static void AreTheTwo(JsonElement found, string side, string quantity, string price, string[] expected) => Assert.Equal(
        expected,
        found.EnumerateArray().Select(one => string.Join(' ', new[] { side, quantity, price }.Select(name => one.GetProperty(name).GetString()))));
}
