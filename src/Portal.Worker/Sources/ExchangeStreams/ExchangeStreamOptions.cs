namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>One public stream of liquidations to mirror.</summary>
public sealed class ExchangeStreamOptions
{
    /// <summary>What every mirror's source begins with, so that nobody takes its records for the exchange's own.</summary>
    public const string SourcePrefix = "mirror:";

    /// <summary>Whose stream: <c>binance</c>, <c>bybit</c> or <c>okx</c>.</summary>
    public string Exchange { get; set; } = string.Empty;

    /// <summary>Where it is, such as <c>wss://fstream.binance.com/ws</c>.</summary>
    public string Address { get; set; } = string.Empty;

    /// <summary>The symbols to take; none takes all that the stream tells. Bybit has no stream of all.</summary>
    public IList<string> Symbols { get; } = [];

    /// <summary>The demonstration fund of symbols that no fund lists; null lets their suffix decide.</summary>
    public string? Fund { get; set; }

    /// <summary>The source's name behind <see cref="SourcePrefix"/>; null takes the exchange's.</summary>
    public string? Source { get; set; }

    /// <summary>The name its records come under.</summary>
    public string SourceName => SourcePrefix + (Source ?? Exchange);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Check() =>
        !ExchangeStreamFormat.Names.Contains(Exchange) ? $"Exchange is one of {string.Join(", ", ExchangeStreamFormat.Names)}."
        : !Uri.TryCreate(Address, UriKind.Absolute, out var address) || address.Scheme is not ("ws" or "wss") ? "Address has to begin with wss:// (or ws://)."
        : Exchange == BybitStreamFormat.FormatName && Symbols.Count == 0 ? "Symbols has to name some: Bybit has no stream of all liquidations."
        : Exchange == OkxStreamFormat.FormatName && Fund is not null ? "Fund is not for OKX, whose sizes are in contracts: list the contracts instead, with their fund."
        : SourceName.Length > 64 || SourceName[SourcePrefix.Length..].AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 ? "Source has to be short and of plain letters."
        : null;
}
