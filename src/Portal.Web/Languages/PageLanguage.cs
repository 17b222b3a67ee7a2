using System.Globalization;

namespace Portal.Web.Languages;

/// <summary>A language that the public's pages are written in.</summary>
/// <param name="Name">Its BCP 47 name: in addresses, topics, <c>lang</c> and <c>hreflang</c>, and at the end of its resource files.</param>
/// <param name="OwnName">What its readers call it.</param>
/// <param name="OpenGraphName">Its name in <c>og:locale</c>: language and territory.</param>
/// <param name="SentenceGap">What stands between two sentences.</param>
public sealed record PageLanguage(string Name, string OwnName, string OpenGraphName, string SentenceGap = " ")
{
    /// <summary>How its readers write numbers and dates.</summary>
    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(Name);

    /// <summary><c>rtl</c> where it is written from right to left, else <c>ltr</c>.</summary>
    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>What the addresses of its pages begin with, after the portal's root: nothing for the default.</summary>
    public string AddressPrefix => this == PageLanguages.Default ? string.Empty : $"{Name}/";
}
