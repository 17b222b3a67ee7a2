using Microsoft.Playwright;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>An owner makes, replaces and revokes a key, pauses a source and lists who may embed, at a desk and on a phone.</summary>
public sealed class OperatorsSourcesTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private OperatorAtWork? _owner;

    [Fact(Timeout = 5 * TimeoutMs)]
    public async Task An_owner_does_with_sources_and_embeds_what_there_is_to_do()
    {
        using var folder = new ProcessFolder();
        await using (var portal = await PortalProcess.ServeAsync(folder.Path))
        {
            _owner = await OperatorAtWork.FirstOwnerAsync(Page, folder, portal.Address!);

            await Page.GotoAsync(new Uri(portal.Address!, "admin/sources").ToString());
            await _owner!.LookAsync("sources-none");
            await MakeKeyAsync();
            var secret = await Page.Locator("[data-secret]").InnerTextAsync();
            await _owner!.LookAsync("sources-made");

            // There is no fund yet, so the record is refused; the open page shows it by itself.
            Assert.Equal("rejected", await new ProcessIntake(secret).SendAsync(portal.Address!, "1"));
            await Assertions.Expect(Page.GetByText("1 rejected")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
            await _owner.PictureAsync("sources");
            await LookAtQuarantineAsync();
            await ReplaceAndPauseAsync();
            await AuditAsync(portal.Address!);
            await EmbedsAsync(portal.Address!);
            Assert.Empty(Complaints);
        }

        // The portal is gone, and the open page says so.
        await Assertions.Expect(Page.GetByText("The connection to the portal is lost.")).ToBeVisibleAsync();
        await _owner.PictureAsync("connection-lost");
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

    private async Task LookAtQuarantineAsync()
    {
        await _owner!.OpenAsync("admin/quarantine");
        await _owner.LookAsync("quarantine");
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Record 1" }).ClickAsync();
        await Assertions.Expect(Page.Locator(".admin-payload")).ToBeVisibleAsync();
        await _owner.LookAsync("quarantine-record");
        await _owner.OpenAsync("admin/sources");
    }

    private async Task ReplaceAndPauseAsync()
    {
        await Button("Replace the key of engine").ClickAsync();
        await _owner!.LookAsync("sources-replace");
        await Button("Make the new key").ClickAsync();
        await Assertions.Expect(Page.GetByText("engine/1 goes on working until")).ToBeVisibleAsync();
        await Button("I have stored it").ClickAsync();

        await Button("Revoke engine/1").ClickAsync();
        await Assertions.Expect(Page.GetByText("engine/2 goes on working.")).ToBeVisibleAsync();
        await _owner!.LookAsync("sources-revoke");
        await Button("Revoke engine/1 now").ClickAsync();
        await Assertions.Expect(Page.GetByText("Keys that no longer work: 1")).ToBeVisibleAsync();

        await Button("Pause engine…").ClickAsync();
        await Button("Pause engine").ClickAsync();
        await Assertions.Expect(Page.GetByText("Say why, in 1 to 200 characters.")).ToBeVisibleAsync();
        await _owner!.LookAsync("sources-pause");
        await Page.Locator("input[name=source-engine-reason]").FillAsync("It sends the prices of another exchange");
        await Page.Locator("input[name=source-engine-reason]").BlurAsync();
        await Button("Pause engine").ClickAsync();
        await Assertions.Expect(Page.GetByText("Paused by alice")).ToBeVisibleAsync();
        await _owner!.LookAsync("sources-paused");
        await Button("Resume engine").ClickAsync();
        await Assertions.Expect(Page.GetByText("Paused by alice")).ToBeHiddenAsync();
    }

    private async Task AuditAsync(Uri address)
    {
        await _owner!.OpenAsync("admin/audit?subject=engine");
        await Assertions.Expect(Page.Locator("tbody tr")).ToHaveCountAsync(5);
        await _owner!.LookAsync("audit-subject");
        await _owner!.TypeAsync("audit-from", "2030-01-01T00:00");
        await _owner!.TypeAsync("audit-until", "2029-01-01T00:00");
        await Button("Search").ClickAsync();
        await Assertions.Expect(Page.Locator("#audit-until-problem")).ToContainTextAsync("has to lie after");
        await _owner!.LookAsync("audit-wrong");
        await _owner!.ChooseAsync("audit-action", "source.paused");
        await _owner!.TypeAsync("audit-from", string.Empty);
        await _owner!.TypeAsync("audit-until", string.Empty);
        await Button("Search").ClickAsync();
        await Assertions.Expect(Page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.EndsWith("/admin/audit?action=source.paused&subject=engine", Page.Url, StringComparison.Ordinal);
        await Page.Locator("tbody a").ClickAsync();
        await Assertions.Expect(Page.Locator("#source-engine-name")).ToBeInViewportAsync();
        Assert.StartsWith(new Uri(address, "admin/sources").ToString(), Page.Url, StringComparison.Ordinal);
    }

    private async Task EmbedsAsync(Uri address)
    {
        await Page.GotoAsync(new Uri(address, "admin/embeds").ToString());
        await _owner!.LookAsync("embeds");
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
        await _owner!.LookAsync("embeds-wrong");
        await sites.FillAsync("https://www.example.com\nhttps://*.example.org");
        await sites.BlurAsync();
        await Button("Save").ClickAsync();
        await Assertions.Expect(Page.GetByText("frame-ancestors 'self' https://www.example.com https://*.example.org")).ToBeVisibleAsync();
        await _owner!.LookAsync("embeds-saved");
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
