using System.Net;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Entries;

/// <summary>A fund's ledger and single entries, over a real ledger.</summary>
public sealed class EntryPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Every_kind_of_entry_has_a_page_with_its_fields_in_words_and_its_bytes()
    {
        await using var portal = await StartAsync();
        var head = (await portal.ShownAsync()).Sequence;

        for (var sequence = 1L; sequence <= head; sequence++)
        {
            var page = await PageAsync(portal, $"/entries/{sequence}");
            Assert.Contains($"data-record-sequence=\"{sequence}\"", page, StringComparison.Ordinal);
            Assert.Contains($"&quot;sequence&quot;:{sequence}", page, StringComparison.Ordinal);
            Assert.Contains("Place in the one global order", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<td class=\"note\"></td>", page, StringComparison.Ordinal);
        }

        using var beyond = await portal.GetAsync($"/entries/{head + 1}");
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_reversal_leads_to_what_it_took_back_and_that_one_says_so()
    {
        await using var portal = await StartAsync();

        Assert.Contains("href=\"entries/3\"", await PageAsync(portal, "/entries/6"), StringComparison.Ordinal);
        Assert.Contains("This was taken back by", await PageAsync(portal, "/entries/3"), StringComparison.Ordinal);
        Assert.Contains("href=\"liquidations/3\"", await PageAsync(portal, "/entries/3"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_funds_ledger_is_newest_first_can_be_filtered_and_goes_on_by_address()
    {
        await using var portal = await StartAsync();
        for (var batch = 0; batch < 60; batch += 30)
        {
            await portal.Market.SettleAsync([.. Enumerable.Range(0, 30).Select(static _ => new TestLiquidation("2", "1"))]);
        }

        await portal.ShownAsync();
        var newest = await PageAsync(portal, "/funds/usdt/entries");

        Assert.Equal(50, Count(newest));
        var older = newest.Split("rel=\"next\" href=\"")[1].Split('"')[0].Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.Equal("funds/usdt/entries?before=16", older);
        Assert.Equal(15, Count(await PageAsync(portal, $"/{older}")));
        Assert.Equal(1, Count(await PageAsync(portal, "/funds/usdt/entries?kind=rate")));
        Assert.Equal(1, Count(await PageAsync(portal, "/funds/usdt/entries?kind=opening")));
        Assert.Equal(0, Count(await PageAsync(portal, "/funds/usdt/entries?kind=injection")));
        Assert.Equal(50, Count(await PageAsync(portal, "/funds/usdt/entries?kind=nonsense")));
        using var missing = await portal.GetAsync("/funds/nobody/entries");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_funds_ledger_can_be_exported_alone()
    {
        await using var portal = await StartAsync();
        await portal.Market.OpenAsync("eth", "ETH", "5");
        await portal.ShownAsync();

        using var answer = await portal.GetAsync("/api/v1/export/entries.ndjson?fund=eth");
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.Contains("\"fund\":\"eth\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"records\":1", lines[1], StringComparison.Ordinal);
    }

    private static int Count(string page) => page.Split("<tr id=\"entry-").Length - 1;

    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("50", "100"), new TestLiquidation("30", "10"));
        await portal.Market.SetRateAsync("usdt", 1_000, portal.Clock.Now);
        await portal.Market.ReverseAsync(3);
        await portal.ShownAsync();
        return portal;
    }

    private static async Task<string> PageAsync(LivePortal portal, string address)
    {
        using var answer = await portal.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
