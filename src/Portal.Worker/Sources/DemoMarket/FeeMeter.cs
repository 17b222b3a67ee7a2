using Portal.Settlement.FeeAllocation;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Adds up the fees of one contract over a period, in the margin asset.</summary>
internal sealed class FeeMeter
{
    private readonly double[] _amounts = new double[Enum.GetValues<FeeKind>().Length];

    public void Add(FeeKind kind, double amount) => _amounts[(int)kind] += amount;

    /// <summary>What was added since the last time.</summary>
    public IEnumerable<(FeeKind Kind, double Amount)> Take()
    {
        for (var kind = 0; kind < _amounts.Length; kind++)
        {
            yield return ((FeeKind)kind, _amounts[kind]);
            _amounts[kind] = 0;
        }
    }
}
