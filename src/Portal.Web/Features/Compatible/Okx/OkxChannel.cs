using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>A channel as a client asks for it.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Type">Kind of contract.</param>
/// <param name="Family">The one family; empty for all.</param>
internal sealed record OkxChannel(string Name, string Type, string Family)
{
    /// <summary>Liquidations.</summary>
    public const string Liquidations = "liquidation-orders";

    /// <summary>Where funds stand against auto-deleveraging.</summary>
    public const string Warnings = "adl-warning";

    private const char Separator = '|';

    /// <summary>Whether it can show anything: every contract of the ledger is shown as a SWAP.</summary>
    public bool ShowsSwaps => Type == OkxInstrument.Swap;

    /// <summary>The topic that its followers share.</summary>
    public string Topic => string.Join(Separator, Name, Type, Family);

    /// <summary>Finds a channel; null when there is none of this kind.</summary>
    public static OkxChannel? Find(string? name, string? type, string? family) =>
        name is Liquidations or Warnings && OkxInstrument.IsType(type) && family is null or { Length: <= TopicName.LengthMax }
            ? new OkxChannel(name!, type!, family ?? string.Empty)
            : null;

    /// <summary>The channel of a topic.</summary>
    public static OkxChannel OfTopic(string topic)
    {
        var parts = topic.Split(Separator, 3);
        return new OkxChannel(parts[0], parts[1], parts[2]);
    }
}
