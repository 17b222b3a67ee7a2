using System.Globalization;
using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Embeds;
using Portal.Admin.Pages.Embeds;
using Portal.Storage.Audit;
using Portal.Storage.Settings;
using Radzen;

namespace Portal.Web.Tests.Admin;

/// <summary>Who may embed: what can be decided, where it is decided, and what browsers are told.</summary>
public sealed class EmbedRulesTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://www.example.com", "https://www.example.com")]
    [InlineData("  HTTPS://WWW.Example.COM/ ", "https://www.example.com")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("https://*.example.com:08443", "https://*.example.com:8443")]
    [InlineData("https://münchen.example", "https://xn--mnchen-3ya.example")]
    public void A_site_is_taken_in_one_spelling(string typed, string taken) => Assert.Equal(taken, EmbedOrigin.Read(typed).Value);

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("*")]
    [InlineData("https:")]
    [InlineData("https://")]
    [InlineData("https://*")]
    [InlineData("https://*.com")]
    [InlineData("https://www.*.com")]
    [InlineData("https://example.com/path")]
    [InlineData("https://example.com//")]
    [InlineData("https://example.com?x")]
    [InlineData("https://example.com#x")]
    [InlineData("https://user@example.com")]
    [InlineData("https://example.com:0")]
    [InlineData("https://example.com:65536")]
    [InlineData("https://example.com:*")]
    [InlineData("https://[::1]")]
    [InlineData("https://-a.example.com")]
    [InlineData("https://a..example.com")]
    [InlineData("https://example.com; script-src *")]
    [InlineData("https://example.com 'unsafe-inline'")]
    [InlineData("https://example.com,https://other.example")]
    [InlineData("https://exam\tple.com")]
    [InlineData("https://example.com\0")]
    [InlineData("data:")]
    [InlineData("javascript:alert(1)")]
    [InlineData("'self'")]
    public void What_is_no_site_is_refused_with_its_line(string typed)
    {
        var read = EmbedRules.Read(EmbedAudience.Listed, $"https://good.example\n\n{typed}\nalso wrong", EmbedTheme.Auto);

        Assert.Equal("origins", read.Problem?.Field);
        Assert.StartsWith("Line 3: ", read.Problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_input_puts_anything_but_sites_into_the_header()
    {
        // The seed is fixed so that a failure can be repeated; change it freely.
        var random = new Random(20_260_301);
        const string Letters = "abz09.-*:/ ;,'\"\r\n\t\0\\%<>éĀ／。";
        for (var trial = 0; trial < 20_000; trial++)
        {
            var text = new StringBuilder("https://");
            for (var letter = random.Next(1, 12); letter > 0; letter--)
            {
                text.Append(Letters[random.Next(Letters.Length)]);
            }

            var read = EmbedOrigin.Read(text.ToString());

            Assert.True(read.Problem is not null || read.Value.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '*' or ':' or '/'), text.ToString());
        }
    }

    [Fact]
    public void The_list_is_bounded_and_the_header_stays_below_four_kilobytes()
    {
        static string Sites(int count, int length) => string.Join(
            '\n', Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"https://s{number:000}{new string('x', length - 16)}.com")));

        Assert.Equal("no-origins", EmbedRules.Read(EmbedAudience.Listed, " \n ", EmbedTheme.Auto).Problem?.Code);
        Assert.Equal(100, EmbedRules.Read(EmbedAudience.Listed, Sites(100, 20), EmbedTheme.Auto).Value.Origins.Length);
        Assert.Equal("too-many-origins", EmbedRules.Read(EmbedAudience.Listed, Sites(101, 20), EmbedTheme.Auto).Problem?.Code);
        Assert.Equal("too-long", EmbedRules.Read(EmbedAudience.Listed, Sites(100, 30), EmbedTheme.Auto).Problem?.Code);
        Assert.Single(EmbedRules.Read(EmbedAudience.Listed, "https://a.example\nHTTPS://A.example/", EmbedTheme.Auto).Value.Origins);
        Assert.True(EmbedRules.Read(EmbedAudience.Listed, Sites(100, 29), EmbedTheme.Auto).Value.FrameAncestors.Length < 3_500);
    }

    [Theory]
    [InlineData("{\"audience\":\"listed\",\"origins\":[\"https://a.example; script-src *\"],\"theme\":\"auto\"}")]
    [InlineData("{\"audience\":\"listed\",\"origins\":[null],\"theme\":\"auto\"}")]
    [InlineData("{\"audience\":\"7\",\"origins\":[],\"theme\":\"auto\"}")]
    [InlineData("{\"audience\":\"everyone\",\"theme\":\"auto\"}")]
    [InlineData("null")]
    [InlineData("{")]
    public void What_somebody_wrote_past_the_portal_is_not_believed(string json) => Assert.Null(EmbedRules.ReadJson(json));

    [Fact]
    public void What_is_stored_is_read_back()
    {
        var rules = EmbedRules.Read(EmbedAudience.Listed, "https://*.example.com\nhttp://b.example:81", EmbedTheme.Dark).Value;
        var read = EmbedRules.ReadJson(rules.ToJson())!;

        Assert.Equal(("'self' https://*.example.com http://b.example:81", EmbedTheme.Dark), (read.FrameAncestors, read.Theme));
        Assert.Equal("'none'", EmbedRules.Closed.FrameAncestors);
    }

    [Fact(Timeout = 120_000)]
    public async Task Embeds_follow_the_setting_within_seconds_and_nothing_else_can_ever_be_framed()
    {
        await using var admin = await AdminPortal.StartAsync();
        await AncestorsAsync(admin, "*");
        var settings = admin.Get<PortalSettingStore>();

        await settings.SetAsync(EmbedRules.SettingName, EmbedRules.Read(EmbedAudience.Listed, "https://*.example.com", EmbedTheme.Dark).Value.ToJson(), Cancellation);
        await AncestorsAsync(admin, "'self' https://*.example.com");
        Assert.Equal(EmbedTheme.Dark, admin.Get<EmbedSettings>().Current.Theme);

        foreach (var path in (string[])["/", "/embedded", "/api/v1/funds", "/admin/sign-in"])
        {
            using var answer = await admin.Portal.GetAsync(path);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }

        await settings.SetAsync(EmbedRules.SettingName, "{\"audience\":\"listed\",\"origins\":[\"https://a.example\\r\\nSet-Cookie: a=b\"],\"theme\":\"auto\"}", Cancellation);
        await AncestorsAsync(admin, "'none'");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_owner_lists_sites_is_told_the_wrong_line_and_the_audit_has_before_and_after()
    {
        await using var admin = await AdminPortal.StartAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(new EmbedActions(await admin.OpenPageAsync(await admin.AddAsync("alice")), admin.Get<PortalSettingStore>(), admin.Portal.Clock));
        var page = Render<EmbedsPage>();

        await page.WaitForElements(".rz-radio-btn")[1].ClickAsync(new());
        await page.WaitForElement("textarea").ChangeAsync("https://www.example.com\nexample.org");
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Save").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("Line 2: 'example.org' is no site", page.Find("#embed-origins-problem").TextContent, StringComparison.Ordinal));
        Assert.Null(await admin.Get<PortalSettingStore>().ReadAsync(EmbedRules.SettingName, Cancellation));

        await page.Find("textarea").ChangeAsync("https://www.example.com");
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Save").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("frame-ancestors 'self' https://www.example.com", page.Markup, StringComparison.Ordinal));
        var row = (await admin.Get<AuditStore>().ReadPageAsync("alice", null, null, 1, Cancellation))[0];
        Assert.Equal("embeds.changed", row.Action);
        Assert.Contains("\"from\":{\"audience\":\"everyone\"", row.Details, StringComparison.Ordinal);
        Assert.Contains("\"to\":{\"audience\":\"listed\",\"origins\":[\"https://www.example.com\"]", row.Details, StringComparison.Ordinal);
    }

    private static async Task AncestorsAsync(AdminPortal admin, string wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await admin.Portal.GetAsync("/embed/v1/balance");
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            if (policy.Split("; ").Contains($"frame-ancestors {wanted}"))
            {
                return;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
