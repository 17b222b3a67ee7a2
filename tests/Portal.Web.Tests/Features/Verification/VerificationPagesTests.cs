using Bunit;
using Portal.Web.Features.Verification;

namespace Portal.Web.Tests.Features.Verification;

public sealed class VerificationPagesTests : PageContext
{
    [Fact]
    public void Nothing_is_judged_before_the_browser_has_checked()
    {
        var page = Render<VerifyPage>();

        Assert.All(page.FindAll("[data-check]"), static check => Assert.Equal("waiting", check.GetAttribute("data-state")));
        Assert.Equal("idle", page.Find("[data-log-verifier]").GetAttribute("data-state"));
        Assert.Empty(page.FindAll("[data-slot='funds'] tr"));
    }

    [Fact]
    public void Without_script_the_page_tells_the_command_that_checks_the_same()
    {
        var page = Render<VerifyPage>();

        Assert.Contains("dotnet run --project src/Portal.Verify -- http", page.Find("pre.command").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("[data-slot='controls']"), static controls => Assert.True(controls.HasAttribute("hidden")));
        Assert.NotEmpty(page.FindAll("noscript"));
    }

    [Fact]
    public void What_is_typed_into_the_receipts_form_can_not_be_sent_even_without_script()
    {
        var page = Render<ReceiptPage>();

        Assert.All(page.FindAll("input"), static input => Assert.False(input.HasAttribute("name")));
        Assert.True(page.Find("form").HasAttribute("hidden"));
        Assert.Contains("openssl dgst -sha256", page.Find("pre.command").TextContent, StringComparison.Ordinal);
    }
}
