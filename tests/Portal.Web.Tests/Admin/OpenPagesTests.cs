using Portal.Admin.Sessions;

namespace Portal.Web.Tests.Admin;

/// <summary>How many pages one person may keep open on the server.</summary>
public sealed class OpenPagesTests
{
    [Fact]
    public void One_person_opens_so_many_and_no_more_until_one_is_closed_and_others_are_not_counted()
    {
        var pages = new OpenPages();

        Assert.All(Enumerable.Range(0, OpenPages.OfOneMax), _ => Assert.True(pages.TryOpen("alice")));
        Assert.False(pages.TryOpen("alice"));
        Assert.False(pages.TryOpen("alice"));
        Assert.True(pages.TryOpen("bob"));
        pages.Close("alice");

        Assert.True(pages.TryOpen("alice"));
        Assert.False(pages.TryOpen("alice"));
    }

    [Fact(Timeout = 60_000)]
    public async Task However_they_are_opened_and_closed_at_once_the_count_is_right()
    {
        var pages = new OpenPages();

        await Parallel.ForAsync(0, 20_000, TestContext.Current.CancellationToken, (_, _) =>
        {
            if (pages.TryOpen("alice"))
            {
                pages.Close("alice");
            }

            return ValueTask.CompletedTask;
        });

        Assert.All(Enumerable.Range(0, OpenPages.OfOneMax), _ => Assert.True(pages.TryOpen("alice")));
        Assert.False(pages.TryOpen("alice"));
    }
}
