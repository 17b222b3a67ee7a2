using Bunit;
using Portal.Web.Components.Figures;

namespace Portal.Web.Tests.Components;

public sealed class TimeStampTests : PageContext
{
    private static readonly DateTimeOffset InTokyo = new(2026, 11, 23, 8, 4, 5, 678, TimeSpan.FromHours(9));

    [Theory]
    [InlineData(TimeFormat.Recent, "recent", "22 Nov 23:04:05 UTC")]
    [InlineData(TimeFormat.Full, "full", "22 Nov 2026, 23:04:05 UTC")]
    [InlineData(TimeFormat.Day, "day", "22 Nov 2026")]
    public void Without_script_a_time_is_in_UTC_and_with_it_the_script_knows_how_to_write_it(TimeFormat format, string name, string text)
    {
        var shown = Render<TimeStamp>(parameters => parameters.Add(stamp => stamp.At, InTokyo).Add(stamp => stamp.Format, format));

        shown.MarkupMatches($"""<time datetime="2026-11-22T23:04:05.678Z" data-format="{name}" title="2026-11-22 23:04:05.678 UTC">{text}</time>""");
    }
}
