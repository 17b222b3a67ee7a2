using System.Diagnostics;
using Portal.Benchmarks.Settling;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Benchmarks.Growing;

/// <summary>A ledger that the product itself makes longer, at the pace of a recording: so much time between two events, twenty a minute where nothing is said, however fast they are settled.</summary>
internal sealed class GrowingLedger(string file, LiquidationMix mix, TimeSpan? pace = null)
{
    private const int SubmissionRecords = 2_000;
    private const int BatchRecords = 10_000;

    private readonly TimeSpan _pace = pace ?? TimeSpan.FromSeconds(3);

    /// <summary>The event's time of the last entry.</summary>
    public DateTimeOffset Reached { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes the file, with funds and contracts.</summary>
    public Task BeginAsync(CancellationToken cancellation) => SettlingPortal.MakeAsync(file, Reached, cancellation);

    /// <summary>Goes on to about so many entries.</summary>
    public async Task GrowAsync(long entries, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await using var portal = await SettlingPortal.StartAsync(file, BatchRecords, new ShiftedClock(Reached.AddYears(3)), cancellation);
        var missing = entries - (await portal.Ledger.ReadHeadAsync(cancellation)).Sequence;

        // By parts, so that what is settled is not kept until the end.
        for (var left = missing; left > 0; left -= 50 * SubmissionRecords)
        {
            await portal.SettleAsync(Submissions(Math.Min(left, 50 * SubmissionRecords)), cancellation);
        }

        Console.WriteLine(
            $"Grown to {entries:#,0} entries in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; the file has {new FileInfo(file).Length / 1e6:#,0} MB.");
    }

    /// <summary>Lets time pass that live records took.</summary>
    public void Skip(TimeSpan time) => Reached += time;

    private IEnumerable<IntakeSubmission> Submissions(long events)
    {
        for (var left = events; left > 0; left -= SubmissionRecords)
        {
            yield return new IntakeSubmission(SettlingPortal.Source, [.. Enumerable.Range(0, (int)Math.Min(left, SubmissionRecords)).Select(_ => Next())], isReplay: true);
        }
    }

    private IntakeRecord Next()
    {
        Reached += _pace;
        return RecordReader.Seal(mix.Next(Reached), [], SettlingPortal.Source, SettlingPortal.Master);
    }
}
