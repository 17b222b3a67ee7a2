using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Features.Feeds;

/// <summary>Writes events as Atom (RFC 4287).</summary>
internal static class AtomFeed
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    /// <summary>The feed.</summary>
    /// <param name="items">The newest first.</param>
    /// <param name="root">What links begin with.</param>
    public static string Write(ImmutableArray<EventItem> items, string root)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("feed", Namespace);
            Element(xml, "id", $"{root}/{FeedEndpoints.EventsPath}");
            Element(xml, "title", "Insurance funds: ADL events and fee share changes");
            Element(xml, "updated", ApiText.Of(items is [var newest, ..] ? newest.At : DateTimeOffset.UnixEpoch));
            Link(xml, "self", $"{root}/{FeedEndpoints.EventsPath}", "application/atom+xml");
            Link(xml, "alternate", $"{root}/", "text/html");
            foreach (var item in items)
            {
                WriteItem(xml, item, root);
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    // An entry of the ledger never changes, so its own address is the id for ever.
    private static void WriteItem(XmlWriter xml, EventItem item, string root)
    {
        var sequence = item.Sequence.ToString(CultureInfo.InvariantCulture);
        var entry = string.Create(CultureInfo.InvariantCulture, $"{root}/api/v1/entries?after={item.Sequence - 1}&limit=1");
        xml.WriteStartElement("entry", Namespace);
        Element(xml, "id", entry);
        Element(xml, "title", item.Title);
        Element(xml, "published", ApiText.Of(item.At));
        Element(xml, "updated", ApiText.Of(item.At));
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", item.Author);
        xml.WriteEndElement();
        Link(xml, "alternate", $"{root}/funds/{Uri.EscapeDataString(item.FundId)}", "text/html");
        Link(xml, "related", $"{root}/verify?entry={sequence}", "text/html");
        Link(xml, "via", entry, "application/json");
        Element(xml, "summary", item.Text);
        xml.WriteEndElement();
    }

    // Operators' own words may hold characters that XML has no place for.
    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Namespace, string.Concat(text.Where(static letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))));

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteAttributeString("type", type);
        xml.WriteEndElement();
    }

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
