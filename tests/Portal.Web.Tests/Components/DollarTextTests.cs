using System.Globalization;
using Portal.Web.Components.Figures;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class DollarTextTests
{
    [Theory]
    [InlineData("en", "0.00", "$ 0.00")]
    [InlineData("en", "999999.99", "$ 999,999.99")]
    [InlineData("en", "1000000.00", "$ 1.00 M")]
    [InlineData("en", "12349999.99", "$ 12.34 M")]
    [InlineData("en", "-12349999.99", "$ −12.34 M")]
    [InlineData("en", "2953820777.57", "$ 2.95 B")]
    [InlineData("en", "7000000000000.00", "$ 7.00 T")]
    [InlineData("zh-Hans", "9999.99", "9,999.99 美元")]
    [InlineData("zh-Hans", "12345678.00", "1,234.56 万美元")]
    [InlineData("zh-Hans", "2953820777.57", "29.53 亿美元")]
    public void Dollars_are_cut_off_at_the_largest_word_that_fits(string culture, string dollars, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

        Assert.Equal(text, DollarText.Brief(Sample.Dollars(dollars)).ToString().Replace('\u00a0', ' '));
    }
}
