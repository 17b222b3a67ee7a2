using System.Globalization;
using System.Text;

namespace Portal.Web.Live.Streams;

/// <summary>One server-sent event, written but for its id.</summary>
/// <param name="Sequence">It covers everything of its topic up to here; null when it tells nothing of the ledger's order.</param>
/// <param name="FromSequence">From here on.</param>
/// <param name="Body">Its lines, the empty one at the end included.</param>
internal sealed record StreamEvent(long? Sequence, long FromSequence, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Puts events together into what one connection is sent at once. The id of each is the sequence up to which a reader has everything of all its topics
    /// when that event arrived: whoever names it later gets exactly the rest, wherever between two events the connection ended.
    /// </summary>
    /// <param name="events">The events, in order.</param>
    /// <param name="from">Everything up to here was sent before.</param>
    public static byte[] Join(IReadOnlyList<StreamEvent> events, long from)
    {
        using var block = new MemoryStream(events.Sum(static one => one.Body.Length + 32));
        for (var index = 0; index < events.Count; index++)
        {
            if (events[index].Sequence is { } sequence)
            {
                var rest = events.Skip(index + 1).Where(static later => later.Sequence is not null).Select(later => Math.Max(from, later.FromSequence));
                var id = rest.Append(sequence).Min();
                block.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {id}\n")));
            }

            block.Write(events[index].Body.Span);
        }

        return block.ToArray();
    }

    /// <summary>A comment that keeps the connection open, and an id without an event: a reader whose topics were silent is up to date all the same.</summary>
    public static byte[] Heartbeat(long sequence) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $": heartbeat\nid: {sequence}\n\n"));
}
