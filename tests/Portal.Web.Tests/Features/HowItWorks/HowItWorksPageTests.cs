using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Components.Terms;
using Portal.Web.Features.HowItWorks;

namespace Portal.Web.Tests.Features.HowItWorks;

/// <summary>What strangers ask.</summary>
public sealed class HowItWorksPageTests : PageContext
{
    [Fact]
    public void The_example_of_one_bitcoin_is_worked_out_by_the_rules()
    {
        var page = Open("how-it-works");

        Assert.Contains("The margin of 1.00 BTC did not cover the loss of 1.20 BTC. The fund paid the missing 0.20 BTC.", PlainText.Of(page.Find(".verdict")), StringComparison.Ordinal);
        Assert.Contains("10.00 BTC before, 9.80 BTC after", PlainText.Of(page.Find(".case-fund")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin=1&loss=1.2&balance=0.15", "0.05 BTC stayed uncovered")]
    [InlineData("margin=2&loss=1.5", "The fund received the 0.50 BTC left over.")]
    [InlineData("margin=1&loss=-1", "Closing the position earned 1.00 BTC")]
    [InlineData("margin=0.00000001&loss=0.00000002&balance=1", "The fund paid the missing 0.00000001 BTC.")]
    public void Other_numbers_are_worked_out_too(string query, string verdict) =>
        Assert.Contains(verdict, PlainText.Of(Open($"how-it-works?{query}").Find(".verdict")), StringComparison.Ordinal);

    [Theory]
    [InlineData("margin=much")]
    [InlineData("margin=-1")]
    [InlineData("loss=1e9")]
    [InlineData("loss=99999999999999999999")]
    [InlineData("balance=-5")]
    [InlineData("balance=0.000000001")]
    [InlineData("margin=0&loss=92233720368.54775807&balance=0")]
    public void What_is_no_amount_is_said_and_nothing_breaks(string query)
    {
        var page = Open($"how-it-works?{query}");

        Assert.NotEmpty(page.FindAll(".verdict"));
    }

    [Fact]
    public void Every_question_of_the_contents_is_answered_with_live_figures()
    {
        var page = Open("how-it-works");

        Assert.All(page.FindAll(".guide-contents a"), link => Assert.NotEmpty(page.FindAll($"#{link.GetAttribute("href")!.Split('#')[1]}")));
        Assert.Contains("USDT perpetuals", page.Find("section[aria-labelledby='what']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Received from liquidations", page.Find("section[aria-labelledby='funding']").TextContent, StringComparison.Ordinal);
        Assert.Contains("ADL off", page.Find("section[aria-labelledby='runs-out']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_term_says_what_it_means_and_leads_to_the_glossary_where_it_stands()
    {
        var terms = Open("how-it-works").FindAll("a.glossary-term");
        var glossary = Render<GlossaryPage>();

        Assert.NotEmpty(terms);
        Assert.All(terms, term =>
        {
            Assert.False(string.IsNullOrEmpty(term.GetAttribute("title")));
            Assert.NotEmpty(glossary.FindAll($"#{term.GetAttribute("href")!.Split('#')[1]}"));
        });
        Assert.Equal(GlossaryTerm.All.Length, GlossaryTerm.All.Select(term => term.Id).Distinct(StringComparer.Ordinal).Count());
    }

    private IRenderedComponent<HowItWorksPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<HowItWorksPage>();
    }
}
