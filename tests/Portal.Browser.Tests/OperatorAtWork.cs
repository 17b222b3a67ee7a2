using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Admin.SecondFactors;
using Portal.Web.Tests.Live;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>One person's browser in the operators' half.</summary>
internal sealed class OperatorAtWork(IPage page, Uri address, TimeProvider clock)
{
    public const string Password = "mauve otter plinth";

    public IPage Page => page;

    /// <summary>The portal's root.</summary>
    public Uri Address => address;

    /// <summary>An owner of a portal that runs as a process, the first one mostly, inside after the command line's link was followed.</summary>
    public static async Task<OperatorAtWork> FirstOwnerAsync(IPage page, ProcessFolder folder, Uri address, string handle = "alice")
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "admin", "add", $"{handle}@example.org", "--role", "Owner", $"--Portal:Address={address}");
        Assert.True(exit == 0, output);
        var owner = new OperatorAtWork(page, address, TimeProvider.System);
        await owner.AcceptAsync(output.Split('\n').Single(static line => line.Contains("/admin/invitation/", StringComparison.Ordinal)).Trim(), handle);
        return owner;
    }

    /// <summary>Follows an invitation's link to the first page inside.</summary>
    /// <returns>The key of the authenticator app.</returns>
    public async Task<string> AcceptAsync(string link, string handle)
    {
        await page.GotoAsync(link);
        var key = await page.Locator("form code").InnerTextAsync();
        await page.FillAsync("#handle", handle);
        await page.FillAsync("#password", Password);
        await page.FillAsync("#code", Code(key));
        await ClickAsync("Accept");
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(RecoveryCodes.Count);
        await page.GetByText("I have written them down").ClickAsync();
        await Assertions.Expect(page.Locator(".admin-signout")).ToContainTextAsync(handle);

        // Who signs out while the page still opens its circuit is refused that.
        await ReadyAsync();
        return key;
    }

    /// <summary>Out and in again, with password and code, as on every other day. The clock goes on, since no code is good twice.</summary>
    public async Task ComeBackAsync(string handle, string key, TestClock ahead)
    {
        await ClickAsync("Sign out");
        await SignInAsync(handle, key, ahead);
    }

    /// <summary>In, with password and code, from the page that asks for them.</summary>
    public async Task SignInAsync(string handle, string key, TestClock ahead)
    {
        await page.FillAsync("#email", $"{handle}@example.org");
        await page.FillAsync("#password", Password);
        await ClickAsync("Continue");
        ahead.Now += TimeSpan.FromSeconds(Totp.StepSeconds);
        await page.FillAsync("#code", Code(key));
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".admin-signout")).ToContainTextAsync(handle);
    }

    /// <summary>Opens a page and waits until it answers to clicks.</summary>
    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(new Uri(address, path).ToString());
        await ReadyAsync();
    }

    public Task ReadyAsync() => Assertions.Expect(page.Locator("main[data-interactive]")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 20_000 });

    public Task ClickAsync(string button) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    /// <summary>Types into a field, and leaves it.</summary>
    public async Task TypeAsync(string name, string text)
    {
        var field = page.Locator($"input[name='{name}'], textarea[name='{name}']");
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    /// <summary>Chooses in a list of one.</summary>
    public async Task ChooseAsync(string name, string option)
    {
        var list = page.Locator($"[name={name}]").Locator("xpath=ancestor::*[contains(@class,'rz-dropdown')]").First;
        await list.ClickAsync();
        await page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = option, Exact = true }).ClickAsync();
        await Assertions.Expect(list).ToContainTextAsync(option);
    }

    /// <summary>Previews what was typed, proposes it, and returns the proposal's number.</summary>
    public async Task<long> ProposeAsync(string form)
    {
        await ClickAsync($"Preview: {form}");
        await Assertions.Expect(page.Locator(".admin-facts-table")).ToBeVisibleAsync();
        return await ProposeSeenAsync(form);
    }

    /// <summary>Proposes what is previewed on the page already, and returns the proposal's number. A second preview would race the click: the first one's table is there until the second has come.</summary>
    public async Task<long> ProposeSeenAsync(string form)
    {
        await ClickAsync($"Propose: {form}");
        await page.WaitForURLAsync("**/admin/proposals/*");
        await Assertions.Expect(page.GetByText("Somebody else decides on it.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Approve" })).ToHaveCountAsync(0);
        return long.Parse(new Uri(page.Url).Segments[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>Approves what somebody else proposed.</summary>
    public async Task ApproveAsync(long proposal)
    {
        await OpenAsync($"admin/proposals/{proposal}");
        await TypeAsync("comment", "Seen and checked.");
        await ClickAsync("Approve");
    }

    /// <summary>Looks at a page, wide in light and narrow in dark: nothing that axe complains of, nothing wider than the window.</summary>
    public async Task LookAsync(string name)
    {
        await SettleAsync();

        // Each look costs a second or two, and every pair of colours is compared in both themes by the front end's own tests.
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await TurnAsync(width, scheme);
            await Accessibility.HoldsAsync(page, $"{name} at {width}, {scheme}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{name} is wider than {width}.");
        }

        await TurnAsync(1440, ColorScheme.Light);
        await PictureAsync(name);
    }

    /// <summary>Keeps pictures of a page where somebody wants pictures: at both widths, light and dark.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        await SettleAsync();
        foreach (var (width, scheme) in new[] { (390, ColorScheme.Dark), (390, ColorScheme.Light), (1440, ColorScheme.Dark), (1440, ColorScheme.Light) })
        {
            await TurnAsync(width, scheme);
            var file = string.Create(CultureInfo.InvariantCulture, $"admin-{name}-{width}-{(scheme is ColorScheme.Dark ? "dark" : "light")}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file), FullPage = true });
        }
    }

    private async Task SettleAsync()
    {
        // While a circuit takes a page over, the page has no title for a moment.
        if (await page.Locator("script[src*='blazor.web']").CountAsync() > 0)
        {
            await ReadyAsync();
        }

        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("."));
    }

    // The component library fades from one colour to another.
    private async Task TurnAsync(int width, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, 900);
        await page.WaitForTimeoutAsync(300);
    }

    private string Code(string key) => Totp.CodeOf(key, Totp.StepAt(clock.GetUtcNow()));
}
