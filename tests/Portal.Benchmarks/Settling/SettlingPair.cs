using Portal.Benchmarks.Measuring;
using Portal.Settlement;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Benchmarks.Settling;

/// <summary>Two files that grow alike: the product settles into one, then the yardstick writes the same rows into the other.</summary>
internal sealed class SettlingPair(string productFile, string yardstickFile, LiquidationMix mix, int batchRecords, TimeProvider clock)
{
    /// <summary>How much disk an event takes in one file, indexes, log and room for both included.</summary>
    public const long BytesPerEvent = 1_800;

    /// <summary>Rounds before the first that counts, in which the programs are compiled for what they do.</summary>
    public const int WarmUpRounds = 2;

    /// <summary>Rounds in turns: product, yardstick, product, yardstick.</summary>
    /// <param name="settling">Takes the events a second by the clock on the wall.</param>
    /// <param name="processor">Takes the events a second of processor time, which other work on the machine disturbs less.</param>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="events">How many events a round has.</param>
    /// <param name="readsBodies">Whether bodies of NDJSON are read within the time, or records sealed before it.</param>
    /// <param name="cancellation">Ends it between two rounds.</param>
    public async Task MeasureAsync(Comparison settling, Comparison processor, int rounds, int events, bool readsBodies, CancellationToken cancellation)
    {
        using var yardstick = new BareInserts(yardstickFile);
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var product = await SettleAsync(events, readsBodies, cancellation);
            var rows = BareRows.Read(productFile, product.AfterSequence);
            Invariant.Holds(rows.Events == events, "Every event is in the ledger.");
            CollectGarbage();
            var stopwatch = Lap.Start();
            yardstick.Write(rows, batchRecords);
            var bare = stopwatch.Stop();
            if (round >= 0)
            {
                settling.Add(events / product.Took.Wall.TotalSeconds, events / bare.Wall.TotalSeconds);
                processor.Add(events / product.Took.Processor.TotalSeconds, events / bare.Processor.TotalSeconds);
            }
        }
    }

    private async Task<(LapTime Took, long AfterSequence)> SettleAsync(int events, bool readsBodies, CancellationToken cancellation)
    {
        await using var portal = await SettlingPortal.StartAsync(productFile, batchRecords, clock, cancellation);
        var after = (await portal.Ledger.ReadHeadAsync(cancellation)).Sequence;
        var bodies = MakeBodies(events);
        var sealedBefore = readsBodies ? [] : bodies.Select(Read).ToList();
        CollectGarbage();
        var lap = Lap.Start();
        await portal.SettleAsync(readsBodies ? bodies.Select(Read) : sealedBefore, cancellation);
        return (lap.Stop(), after);
    }

    private List<byte[]> MakeBodies(int events) => MakeBodies(mix, events, batchRecords, clock);

    /// <summary>Bodies of NDJSON as a source sends them, a transaction's worth each.</summary>
    public static List<byte[]> MakeBodies(LiquidationMix mix, int events, int batchRecords, TimeProvider clock)
    {
        var bodies = new List<byte[]>();
        using var body = new MemoryStream();
        for (var made = 0; made < events;)
        {
            body.SetLength(0);
            for (var end = Math.Min(made + batchRecords, events); made < end; made++)
            {
                body.Write(RecordWriter.Write(mix.Next(clock.GetUtcNow())));
                body.WriteByte((byte)'\n');
            }

            bodies.Add(body.ToArray());
        }

        return bodies;
    }

    /// <summary>Reads such a body.</summary>
    public static IntakeSubmission Read(byte[] body)
    {
        var read = RecordReader.ReadBody(RecordKind.Liquidation, body, isNdjson: true, SettlingPortal.Source, SettlingPortal.Master, int.MaxValue);
        return new IntakeSubmission(SettlingPortal.Source, read.Value, isReplay: false);
    }

    /// <summary>So that neither side pays for what was made before its clock started.</summary>
    public static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
