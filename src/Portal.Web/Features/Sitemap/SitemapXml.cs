using System.Globalization;
using System.Text;
using System.Xml;
using Portal.Web.Languages;

namespace Portal.Web.Features.Sitemap;

/// <summary>Writes addresses by the sitemap protocol (sitemaps.org, 0.9), each in every language and naming the others.</summary>
internal static class SitemapXml
{
    /// <summary>The protocol's limit is 50,000 addresses in a file; each page has one for every language.</summary>
    public static readonly int PagesMax = 50_000 / PageLanguages.All.Length;

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Html = "http://www.w3.org/1999/xhtml";

    /// <summary>The file.</summary>
    /// <param name="pages">Addresses in the default language, relative to the root.</param>
    /// <param name="root">What absolute addresses begin with, without a slash at the end.</param>
    public static string Write(IEnumerable<string> pages, string root)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true }))
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "xhtml", null, Html);
            foreach (var page in pages)
            {
                foreach (var language in PageLanguages.All)
                {
                    WritePage(xml, page, root, language);
                }
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WritePage(XmlWriter xml, string page, string root, PageLanguage language)
    {
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, $"{root}/{language.AddressPrefix}{page}");
        foreach (var other in PageLanguages.All)
        {
            WriteAlternate(xml, other.Name, $"{root}/{other.AddressPrefix}{page}");
        }

        WriteAlternate(xml, "x-default", $"{root}/{page}");
        xml.WriteEndElement();
    }

    private static void WriteAlternate(XmlWriter xml, string language, string address)
    {
        xml.WriteStartElement("link", Html);
        xml.WriteAttributeString("rel", "alternate");
        xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
