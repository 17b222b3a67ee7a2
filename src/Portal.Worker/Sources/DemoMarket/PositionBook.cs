namespace Portal.Worker.Sources.DemoMarket;

/// <summary>A leveraged position with isolated margin. Quantity, entry and margin are whole lots, ticks and units: they leave as exact decimals.</summary>
internal sealed class DemoPosition
{
    /// <summary>+1 long, -1 short.</summary>
    public required int D { get; init; }

    public required long Lots { get; set; }

    public required long EntryTicks { get; init; }

    public required int Trader { get; init; }

    public long MarginUnits { get; set; }

    /// <summary>Funding for one contract, added up since the market began, when it was last charged.</summary>
    public double FundingPaidUpTo { get; set; }

    public double LiquidationPrice { get; set; }

    /// <summary>Where it stands in the book; below zero when it is closed.</summary>
    public int Place { get; set; }
}

/// <summary>The open positions of one contract, the ones nearest to liquidation at hand.</summary>
internal sealed class PositionBook
{
    private readonly List<DemoPosition> _open = [];
    private PriorityQueue<DemoPosition, double> _longs = new();
    private PriorityQueue<DemoPosition, double> _shorts = new();

    public int Count => _open.Count;

    public IReadOnlyList<DemoPosition> Open => _open;

    public void Add(DemoPosition position)
    {
        position.Place = _open.Count;
        _open.Add(position);
        Queue(position);
    }

    /// <summary>Closes a position.</summary>
    public void Close(DemoPosition position)
    {
        // The last one takes its place; the queues forget it when they come to it.
        var last = _open[^1];
        _open[position.Place] = last;
        last.Place = position.Place;
        _open.RemoveAt(_open.Count - 1);
        position.Place = -1;
    }

    /// <summary>Takes out the next position that the price has liquidated; null when there is none.</summary>
    public DemoPosition? TakeLiquidated(double price) => Take(_longs, price, +1) ?? Take(_shorts, price, -1);

    /// <summary>Sorts anew after liquidation prices changed.</summary>
    public void Sort()
    {
        (_longs, _shorts) = (new(), new());
        _open.ForEach(Queue);
    }

    private DemoPosition? Take(PriorityQueue<DemoPosition, double> queue, double price, int d)
    {
        while (queue.TryPeek(out var position, out _) && (position.Place < 0 || d * (position.LiquidationPrice - price) >= 0))
        {
            queue.Dequeue();
            if (position.Place >= 0)
            {
                Close(position);
                return position;
            }
        }

        return null;
    }

    private void Queue(DemoPosition position) => (position.D > 0 ? _longs : _shorts).Enqueue(position, -position.D * position.LiquidationPrice);
}
