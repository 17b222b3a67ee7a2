using System.Net;

namespace Portal.Web.Tests.Live;

/// <summary>One visitor can't take pages and API away from the others.</summary>
public sealed class RequestGuardTests
{
    [Fact]
    public async Task Whoever_asks_too_often_is_told_to_come_back()
    {
        await using var portal = await LivePortal.StartAsync(("Portal:Limits:RequestsPerAddress", "1"));
        await portal.ShownAsync();
        var statuses = new List<HttpStatusCode>();

        for (var count = 0; count < 50 && !statuses.Contains(HttpStatusCode.TooManyRequests); count++)
        {
            using var answer = await portal.GetAsync("/api/v1/funds");
            statuses.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode is HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        await portal.JsonAsync("/healthz");
        await portal.JsonAsync("/readyz");
    }
}
