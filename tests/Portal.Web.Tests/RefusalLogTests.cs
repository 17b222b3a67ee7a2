using System.Net;
using Microsoft.Extensions.Logging;

namespace Portal.Web.Tests;

/// <summary>Whom a limit holds is said, and nobody fills the log by coming back.</summary>
public sealed class RefusalLogTests : IDisposable
{
    private static readonly IPAddress Somebody = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress SomebodyElse = IPAddress.Parse("192.0.2.2");

    private readonly SettableTime _time = new();
    private readonly KeptLog _kept = new();
    private readonly LoggerFactory _loggers;
    private readonly RefusalLog _refusals;

    public RefusalLogTests()
    {
        _loggers = new LoggerFactory([_kept]);
        _refusals = new RefusalLog(_time, _loggers.CreateLogger<RefusalLog>());
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _kept.Dispose();
    }

    [Fact]
    public void An_address_and_a_limit_are_said_once_however_often_they_meet()
    {
        for (var time = 0; time < 1_000; time++)
        {
            _refusals.Note(Somebody, "exports at a time");
        }

        Assert.Contains("192.0.2.1 was held to a limit: exports at a time.", Assert.Single(_kept.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_address_and_another_limit_are_said_too()
    {
        _refusals.Note(Somebody, "exports at a time");
        _refusals.Note(Somebody, "requests a second");
        _refusals.Note(SomebodyElse, "exports at a time");

        Assert.Equal(3, _kept.Lines.Count);
    }

    [Fact]
    public void Who_goes_on_is_said_again_after_a_while_with_how_often_it_was()
    {
        for (var time = 0; time < 5; time++)
        {
            _refusals.Note(Somebody, "exports at a time");
        }

        _time.Passed += RefusalLog.Silence;
        _refusals.Note(Somebody, "exports at a time");

        Assert.Equal(2, _kept.Lines.Count);
        Assert.Contains("4 more times", _kept.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_without_number_take_no_memory_without_bound_and_are_forgotten_in_time()
    {
        for (var number = 0; number < 20_000; number++)
        {
            _refusals.Note(new IPAddress(number), "exports at a time");
        }

        var named = _kept.Lines.Count;
        _time.Passed += RefusalLog.Silence;
        _refusals.Note(Somebody, "exports at a time");

        Assert.InRange(named, 1_000, 19_999);
        Assert.Equal(named + 1, _kept.Lines.Count);
    }

    private sealed class SettableTime : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
