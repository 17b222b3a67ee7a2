using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Storage.Audit;
using Portal.Storage.Intake;
using Portal.Worker.Intake;

namespace Portal.Web.Tests.Intake;

/// <summary>What a sender meets while its keys are replaced, revoked or its source is paused, over a real connection.</summary>
public sealed class SourceKeysTests : IAsyncLifetime
{
    private readonly PortalFactory _portal = new();
    private IntakeClient _client = null!;
    private int _records;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IntakeKeyStore Keys => _portal.Services.GetRequiredService<IntakeKeyStore>();

    public async ValueTask InitializeAsync()
    {
        _portal.UseKestrel(0);
        _portal.StartServer();
        _client = await IntakeClient.StartAsync(_portal);
    }

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task While_a_key_is_replaced_both_secrets_are_taken_and_a_third_is_not()
    {
        var rotation = await RotateAsync(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(_client.Secret));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(SecretOf(rotation.Added!)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(SecretOf(rotation.Added! with { KeyId = "engine/3" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("wrong"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_whose_end_has_come_is_refused_and_the_new_one_goes_on()
    {
        var rotation = await RotateAsync(TimeSpan.FromMilliseconds(-1));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(_client.Secret));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(SecretOf(rotation.Added!)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_revoked_key_is_refused_from_the_next_request_on_though_another_process_revoked_it()
    {
        var rotation = await RotateAsync(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_client.Secret));
        var elsewhere = new IntakeKeyStore(new(new() { ConnectionString = $"Data Source={Path.Combine(_portal.Folder, "portal.db")}" }));

        await elsewhere.RevokeAsync(IntakeClient.Source, "engine/1", Did("key.revoked"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(_client.Secret));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(SecretOf(rotation.Added!)));

        await elsewhere.RevokeAsync(IntakeClient.Source, null, Did("key.revoked"), Cancellation);
        var (status, body) = await _client.SendAsync(Sign(SecretOf(rotation.Added!)));
        Assert.Equal((HttpStatusCode.Unauthorized, "unknown-key"), (status, body.GetProperty("code").GetString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task When_a_key_was_last_used_is_written_down_and_of_two_it_is_the_one_that_signed()
    {
        var rotation = await RotateAsync(TimeSpan.FromHours(1));
        await SendAsync(SecretOf(rotation.Added!));

        await _portal.Services.GetRequiredService<IntakeKeyUses>().WriteAsync(Cancellation);

        Assert.Equal([false, true], (await Keys.ReadAllAsync(Cancellation)).Select(key => key.LastUsedAtMs is not null));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_paused_source_keeps_its_records_and_settles_them_once_it_is_resumed()
    {
        var pauses = _portal.Services.GetRequiredService<SourcePauseStore>();
        await pauses.PauseAsync(IntakeClient.Source, "wrong prices", Did("source.paused"), Cancellation);
        var before = await _client.ReadLedgerAsync();

        using var client = _portal.CreateClient();
        using var answer = await client.SendAsync(Sign(_client.Secret, "kept"), Cancellation);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("paused", problem.GetProperty("code").GetString());
        Assert.Contains("paused by the operator", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await _client.ReadLedgerAsync());
        Assert.Empty((await _portal.Services.GetRequiredService<QuarantineStore>().ReadPageAsync(new QuarantineFilter(), null, 10, Cancellation)).Rows);

        await pauses.ResumeAsync(IntakeClient.Source, Did("source.resumed"), Cancellation);
        var (status, body) = await _client.SendAsync(Sign(_client.Secret, "kept"));
        Assert.Equal((HttpStatusCode.OK, "settled"), (status, body.GetProperty("results")[0].GetProperty("status").GetString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_but_the_source_is_told_by_intake_that_it_is_paused_and_the_public_status_says_it_without_a_reason()
    {
        await SendAsync(_client.Secret);
        await _portal.Services.GetRequiredService<SourcePauseStore>().PauseAsync(IntakeClient.Source, "wrong prices", Did("source.paused"), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("wrong"));
        using var client = _portal.CreateClient();
        var status = await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), Cancellation);
        while (!JsonElement.Parse(status).GetProperty("sources")[0].GetProperty("paused").GetBoolean())
        {
            // The answer may be kept for a second.
            await Task.Delay(100, Cancellation);
            status = await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), Cancellation);
        }

        Assert.DoesNotContain("wrong prices", status, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_came_is_counted_with_its_lag_and_the_last_problem()
    {
        await SendAsync(_client.Secret);
        await _client.SendAsync($"[{IntakeClient.Record("bad", margin: "-1")}]");
        var sources = _portal.Services.GetRequiredService<SourceStore>();

        var state = Assert.Single(await sources.ReadAllAsync(Cancellation));
        Assert.Equal(DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), state.LastOccurredAtMs);
        Assert.True(state.LastSettledAtMs > state.LastOccurredAtMs);
        Assert.Equal(("margin", true), (state.LastProblemField, state.LastProblemAtMs >= state.LastSettledAtMs));
        Assert.NotNull(state.LastProblemCode);
        var (rows, _, _) = await sources.ReadFlowAsync(TimeProvider.System.GetUtcNow(), Cancellation);
        Assert.Equal(2, Assert.Single(rows).HourRecords);
    }

    private static AuditDraft Did(string action) => new(TimeProvider.System.GetUtcNow(), "alice", "::1", action, IntakeClient.Source);

    private string SecretOf(IntakeKeyRow key) => _portal.Services.GetRequiredService<MasterSecret>().IntakeSecret(key.KeyId);

    private Task<IntakeKeyRotation> RotateAsync(TimeSpan overlap) =>
        Keys.RotateAsync(IntakeClient.Source, TimeProvider.System.GetUtcNow() + overlap, Did("key.rotated"), Cancellation);

    private async Task<HttpStatusCode> SendAsync(string secret) => (await _client.SendAsync(Sign(secret))).Status;

    private HttpRequestMessage Sign(string secret, string? id = null) =>
        _client.Sign(IntakeClient.Liquidations, Encoding.UTF8.GetBytes($"[{IntakeClient.Record(id ?? $"{++_records}")}]"), secret: secret);
}
