using System.Globalization;
using Portal.Benchmarks.Measuring;
using Portal.Settlement;
using Portal.Settlement.Liquidations;

namespace Portal.Benchmarks.Checking;

/// <summary>Margin checks with their fund draws a second on one core.</summary>
/// <remarks>The clock is the processor time of this process: a second of it is a second of one core, whatever else the machine does.</remarks>
internal static class CheckBenchmark
{
    private const int Cases = 4_096;
    private const double AimPerSecond = 5_000_000;

    public static void Run(BenchmarkArguments arguments)
    {
        var rounds = arguments.Number("rounds", otherwise: 9, least: 1, most: 1_000);
        var time = arguments.Seconds("seconds", otherwise: 0.5);
        var cases = CheckMix.Make(Cases);
        var bare = cases.Select(static settled => new BareCheck(settled)).ToArray();
        for (var index = 0; index < Cases; index++)
        {
            Invariant.Holds(Settle(cases[index]) == bare[index].Settle(), "Rule and yardstick come to the same result.");
        }

        var kinds = cases.CountBy(static settled => (settled.Form.GetType().Name, settled.Contract.Kind, settled.Side)).OrderByDescending(static kind => kind.Value);
        Console.WriteLine($"{Cases:#,0} cases: {string.Join(", ", kinds.Select(static kind => $"{kind.Key.Name} {kind.Key.Kind} {kind.Key.Side} {kind.Value}"))}");

        var checks = new Comparison("Margin checks and draws", "the same in bare Int128", "a second");
        var best = 0d;
        for (var round = -2; round < rounds; round++)
        {
            var rules = RunFor(time, () => SettleAll(cases));
            var yardstick = RunFor(time, () => SettleAll(bare));
            if (round >= 0)
            {
                checks.Add(rules, yardstick);
                best = Math.Max(best, rules);
            }
        }

        checks.Print();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Aim {AimPerSecond:#,0} a second on one core: best round {best:#,0}, {(best >= AimPerSecond ? "reached" : "MISSED")}. Load afterwards: {Machine.Load()}"));
    }

    private static double RunFor(TimeSpan time, Func<long> settleAll)
    {
        long done = 0;
        long sum = 0;
        var started = Environment.CpuUsage.TotalTime;
        TimeSpan took;
        do
        {
            sum += settleAll();
            done += Cases;
            took = Environment.CpuUsage.TotalTime - started;
        }
        while (took < time);

        // The sum has to be made for this to be known.
        Invariant.Holds(sum != long.MinValue);
        return done / took.TotalSeconds;
    }

    private static long SettleAll(CheckCase[] cases)
    {
        long sum = 0;
        foreach (var settled in cases)
        {
            sum += Settle(settled);
        }

        return sum;
    }

    private static long SettleAll(BareCheck[] cases)
    {
        long sum = 0;
        foreach (ref readonly var settled in cases.AsSpan())
        {
            sum += settled.Settle();
        }

        return sum;
    }

    private static long Settle(CheckCase settled)
    {
        var check = MarginCheck.Of(settled.Form, settled.Contract, settled.Side, settled.Asset).Value;
        var draw = FundDraw.Of(check.Residual, cap: null, settled.Balance, settled.Floor, check.Fees);
        return draw.Surplus.Units - draw.Draw.Units - draw.Uncovered.Units + ((check.FillNotional?.Units ?? 1) & 1);
    }
}
