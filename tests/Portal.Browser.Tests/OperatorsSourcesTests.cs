using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portal.Admin.SecondFactors;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>An owner makes, replaces and revokes a key, pauses a source and lists who may embed, at a desk and on a phone.</summary>
public sealed class OperatorsSourcesTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private const string Password = "mauve otter plinth";

    private string _look = string.Empty;

    [Fact(Timeout = 3 * TimeoutMs)]
    public async Task An_owner_does_with_sources_and_embeds_what_there_is_to_do()
    {
        using var folder = new ProcessFolder();
        await using var portal = await PortalProcess.ServeAsync(folder.Path);
        await SignInAsync(folder, portal.Address!);

        await Page.GotoAsync(new Uri(portal.Address!, "admin/sources").ToString());
        await LookAsync("sources-none");
        await MakeKeyAsync();
        var secret = await Page.Locator("[data-secret]").InnerTextAsync();
        await LookAsync("sources-made");

        // There is no fund yet, so the record is refused; the open page shows it by itself.
        Assert.Equal("rejected", await new ProcessIntake(secret).SendAsync(portal.Address!, "1"));
        await Assertions.Expect(Page.GetByText("1 rejected")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        await ReplaceAndPauseAsync();
        await EmbedsAsync(portal.Address!);
        Assert.Empty(Complaints);
    }

    private async Task SignInAsync(ProcessFolder folder, Uri address)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "admin", "add", "alice@example.org", "--role", "Owner", $"--Portal:Address={address}");
        Assert.True(exit == 0, output);
        await Page.GotoAsync(output.Split('\n').Single(static line => line.Contains("/admin/invitation/", StringComparison.Ordinal)).Trim());
        var key = await Page.Locator("form code").InnerTextAsync();
        await Page.FillAsync("#handle", "alice");
        await Page.FillAsync("#password", Password);
        await Page.FillAsync("#code", Totp.CodeOf(key, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await Button("Accept").ClickAsync();
        await Page.GetByText("I have written them down").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" })).ToBeVisibleAsync();
    }

    // The page answers to clicks once its circuit is there.
    private Task MakeKeyAsync() => PortalProcess.WaitAsync(
        async () =>
        {
            if (await Page.Locator("[data-secret]").CountAsync() == 1)
            {
                return true;
            }

            await Page.Locator("input[name=new-source]").FillAsync("engine");
            await Page.Locator("input[name=new-source]").BlurAsync();
            await Button("Make a key").ClickAsync();
            await Page.WaitForTimeoutAsync(500);
            return await Page.Locator("[data-secret]").CountAsync() == 1;
        },
        "the key");

    private async Task ReplaceAndPauseAsync()
    {
        await Button("I have stored it").ClickAsync();
        await Button("Replace the key of engine").ClickAsync();
        await LookAsync("sources-replace");
        await Button("Make the new key").ClickAsync();
        await Assertions.Expect(Page.GetByText("engine/1 goes on working until")).ToBeVisibleAsync();
        await Button("I have stored it").ClickAsync();

        await Button("Revoke engine/1").ClickAsync();
        await Assertions.Expect(Page.GetByText("engine/2 goes on working.")).ToBeVisibleAsync();
        await LookAsync("sources-revoke");
        await Button("Revoke engine/1 now").ClickAsync();
        await Assertions.Expect(Page.GetByText("Keys that no longer work: 1")).ToBeVisibleAsync();

        await Button("Pause engine…").ClickAsync();
        await Button("Pause engine").ClickAsync();
        await Assertions.Expect(Page.GetByText("Say why, in 1 to 200 characters.")).ToBeVisibleAsync();
        await LookAsync("sources-pause");
        await Page.Locator("input[name=source-engine-reason]").FillAsync("It sends the prices of another exchange");
        await Page.Locator("input[name=source-engine-reason]").BlurAsync();
        await Button("Pause engine").ClickAsync();
        await Assertions.Expect(Page.GetByText("Paused by alice")).ToBeVisibleAsync();
        await LookAsync("sources-paused");
        await Button("Resume engine").ClickAsync();
        await Assertions.Expect(Page.GetByText("Paused by alice")).ToBeHiddenAsync();
    }

    private async Task EmbedsAsync(Uri address)
    {
        await Page.GotoAsync(new Uri(address, "admin/embeds").ToString());
        await LookAsync("embeds");
        var sites = Page.Locator("textarea");
        await PortalProcess.WaitAsync(
            async () =>
            {
                await Page.GetByText("Only the sites listed here").ClickAsync();
                await Page.WaitForTimeoutAsync(500);
                return await sites.CountAsync() == 1;
            },
            "the list");
        await sites.FillAsync("https://www.example.com\nhttps://*.example.org/path");
        await sites.BlurAsync();
        await Button("Save").ClickAsync();
        await Assertions.Expect(Page.GetByText("Line 2:")).ToBeVisibleAsync();
        await LookAsync("embeds-wrong");
        await sites.FillAsync("https://www.example.com\nhttps://*.example.org");
        await sites.BlurAsync();
        await Button("Save").ClickAsync();
        await Assertions.Expect(Page.GetByText("frame-ancestors 'self' https://www.example.com https://*.example.org")).ToBeVisibleAsync();
        await LookAsync("embeds-saved");
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>Looks at the page as it stands, wide and narrow.</summary>
    private async Task LookAsync(string name)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            _look = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}");
            await Page.SetViewportSizeAsync(width, 900);
            var found = await Page.RunAxe();
            Assert.Empty(found.Violations.Select(violation => $"{_look}: {violation.Id} {violation.Nodes[0].Html}"));
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{_look} is wider than the window.");
            if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{_look}.png"), FullPage = true });
            }
        }
    }
}
