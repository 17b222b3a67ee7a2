using System.Text.Json;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Live.Streams;

/// <summary>Hears what the hub says and writes it as server-sent events: <c>event</c> is the hub's message, <c>data</c> an object of its arguments.</summary>
internal sealed class StreamWriter(JsonSerializerOptions json) : IFundClient
{
    /// <summary>The event that a connection begins with when it does not go on from somewhere: a <see cref="SubscriptionAnswer"/>.</summary>
    public const string Snapshot = "Snapshot";

    private readonly List<StreamEvent> _written = [];

    /// <summary>What was written so far, in order.</summary>
    public IReadOnlyList<StreamEvent> Written => _written;

    /// <summary>Writes how everything stands, or what was missed.</summary>
    /// <param name="answer">What the hub would answer.</param>
    /// <param name="fromSequence">What the reader has.</param>
    public async Task BeginAsync(SubscriptionAnswer answer, long fromSequence)
    {
        if (answer.IsSnapshot)
        {
            await Write(Snapshot, answer.Sequence, fromSequence, answer);
            return;
        }

        if (answer.Liquidations is { Count: > 0 } liquidations)
        {
            await LiquidationsSettled(answer.Sequence, liquidations, fromSequence);
        }

        if (answer.Funds is { Count: > 0 } funds)
        {
            await FundsChanged(answer.Sequence, funds, fromSequence);
        }

        if (answer.AdlChanges is { Count: > 0 } changes)
        {
            await AdlChanged(answer.Sequence, changes, fromSequence);
        }

        if (answer.Rates is { } rates)
        {
            await RatesChanged(answer.Sequence, rates, fromSequence);
        }

        if (answer.Fragments is { Count: > 0 } fragments)
        {
            await FragmentsChanged(answer.Sequence, fragments, fromSequence);
        }

        if (answer.Checkpoint is { } checkpoint)
        {
            await CheckpointPublished(checkpoint);
        }
    }

    /// <inheritdoc/>
    public Task FundsChanged(long sequence, IReadOnlyList<FundFigures> funds, long fromSequence) =>
        Write(nameof(FundsChanged), sequence, fromSequence, new { sequence, fromSequence, funds });

    /// <inheritdoc/>
    public Task LiquidationsSettled(long sequence, IReadOnlyList<RawJson> liquidations, long fromSequence) =>
        Write(nameof(LiquidationsSettled), sequence, fromSequence, new { sequence, fromSequence, liquidations });

    /// <inheritdoc/>
    public Task AdlChanged(long sequence, IReadOnlyList<RawJson> changes, long fromSequence) =>
        Write(nameof(AdlChanged), sequence, fromSequence, new { sequence, fromSequence, changes });

    /// <inheritdoc/>
    public Task RatesChanged(long sequence, IReadOnlyList<RateAnswer> rates, long fromSequence) =>
        Write(nameof(RatesChanged), sequence, fromSequence, new { sequence, fromSequence, rates });

    /// <inheritdoc/>
    public Task FragmentsChanged(long sequence, IReadOnlyList<Fragment> fragments, long fromSequence) =>
        Write(nameof(FragmentsChanged), sequence, fromSequence, new { sequence, fromSequence, fragments });

    /// <inheritdoc/>
    public Task CheckpointPublished(CheckpointFigures checkpoint) => Write(nameof(CheckpointPublished), sequence: null, fromSequence: 0, checkpoint);

    /// <inheritdoc/>
    public Task Freshness(long sequence, long serverTimeUnixMs) => Task.CompletedTask;

    private Task Write<T>(string name, long? sequence, long fromSequence, T data)
    {
        // JSON has no line break outside of strings and none unescaped inside, so it is one line.
        ReadOnlySpan<byte> body = [.. "event: "u8, .. System.Text.Encoding.ASCII.GetBytes(name), .. "\ndata: "u8, .. JsonSerializer.SerializeToUtf8Bytes(data, json), .. "\n\n"u8];
        _written.Add(new StreamEvent(sequence, fromSequence, body.ToArray()));
        return Task.CompletedTask;
    }
}
