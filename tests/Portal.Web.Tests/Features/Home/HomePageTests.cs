using Bunit;
using Portal.Web.Features.Home;

namespace Portal.Web.Tests.Features.Home;

public sealed class HomePageTests : BunitContext
{
    [Fact]
    public void The_page_has_one_heading_and_says_that_nothing_is_there_yet()
    {
        var page = Render<HomePage>();

        page.MarkupMatches(
            """
            <h1>Insurance Fund Transparency Portal</h1>
            <p>No fund is shown here yet.</p>
            """);
    }
}
