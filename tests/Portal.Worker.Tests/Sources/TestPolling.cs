using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Sources;

/// <summary>Waits for what another thread or process brings about: looks often, and not for ever.</summary>
internal static class TestPolling
{
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < 2 * TestSettlement.Limit, $"It did not come about: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);
}
