using Portal.Settlement.TransparencyLog;
using Portal.Worker.Publishing;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Publishing;

public sealed class LogIdentityTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_new_log_makes_a_key_that_only_its_owner_reads_and_keeps_it()
    {
        await using var settlement = await MigratedAsync();

        var made = await settlement.Identity.OpenAsync(Cancellation);
        var again = await settlement.Identity.OpenAsync(Cancellation);

        Assert.Equal(1, made.Generation);
        Assert.Equal("fund.test/log", made.Key.Verifier.Name);
        Assert.Equal(made.Key.Verifier, again.Key.Verifier);
        Assert.Equal(made.Key.Verifier.ToString(), Assert.Single(await settlement.Log.ReadKeysAsync(Cancellation)).Vkey);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(settlement.LogOptions.KeyFile));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_log_without_a_given_name_gets_one_that_no_other_has()
    {
        await using var settlement = await MigratedAsync();
        settlement.LogOptions.Origin = null;

        var name = (await settlement.Identity.OpenAsync(Cancellation)).Key.Verifier.Name;

        Assert.Matches("^insurance-fund-log/[0-9a-f]{8}$", name);
        Assert.NotEqual(name, LogKeyFile.FindOrCreate(Path.Combine(_folder.Path, "other.key"), origin: null).Verifier.Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_key_is_never_replaced_by_a_second_identity()
    {
        await using var settlement = await MigratedAsync();
        await settlement.Identity.OpenAsync(Cancellation);
        File.Delete(settlement.LogOptions.KeyFile);

        var problem = await Assert.ThrowsAsync<LogKeyException>(() => settlement.Identity.OpenAsync(Cancellation));

        Assert.Contains("is not there", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(settlement.LogOptions.KeyFile));
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_key_than_the_log_s_own_is_refused()
    {
        await using var settlement = await MigratedAsync();
        await settlement.Identity.OpenAsync(Cancellation);
        var own = await File.ReadAllTextAsync(settlement.LogOptions.KeyFile, Cancellation);
        File.Delete(settlement.LogOptions.KeyFile);
        LogKeyFile.FindOrCreate(settlement.LogOptions.KeyFile, "fund.test/log");

        var problem = await Assert.ThrowsAsync<LogKeyException>(() => settlement.Identity.OpenAsync(Cancellation));

        Assert.Contains("but this log is signed with", problem.Message, StringComparison.Ordinal);
        Assert.NotEqual(own, await File.ReadAllTextAsync(settlement.LogOptions.KeyFile, Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_log_can_t_be_given_another_name()
    {
        await using var settlement = await MigratedAsync();
        await settlement.Identity.OpenAsync(Cancellation);
        settlement.LogOptions.Origin = "fund.test/other";

        var problem = await Assert.ThrowsAsync<LogKeyException>(() => settlement.Identity.OpenAsync(Cancellation));

        Assert.Contains("keeps its name for ever", problem.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("PRIVATE+KEY+fund.test/log+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_file_that_is_no_key_is_refused_and_left_as_it_is(string content)
    {
        await using var settlement = await MigratedAsync();
        await File.WriteAllTextAsync(settlement.LogOptions.KeyFile, content, Cancellation);

        var problem = await Assert.ThrowsAsync<LogKeyException>(() => settlement.Identity.OpenAsync(Cancellation));

        Assert.Contains("It was not changed", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AQAAAA", problem.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(settlement.LogOptions.KeyFile, Cancellation));
        Assert.Empty(await settlement.Log.ReadKeysAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Processes_that_start_at_once_with_keys_of_their_own_agree_on_one()
    {
        await using var settlement = await MigratedAsync();
        var others = Enumerable.Range(0, 4).Select(number =>
        {
            var other = new TestSettlement(_folder.Path);
            other.LogOptions.KeyFile = Path.Combine(_folder.Path, $"{number}.key");
            return other;
        }).ToArray();

        var opened = await Task.WhenAll(others.Select(other => Task.Run(async () =>
        {
            try
            {
                return (await other.Identity.OpenAsync(Cancellation)).Key.Verifier;
            }
            catch (LogKeyException)
            {
                return null;
            }
        })));

        Assert.Equal(Assert.Single(opened.OfType<VerifierKey>()).ToString(), Assert.Single(await settlement.Log.ReadKeysAsync(Cancellation)).Vkey);
    }

    private async Task<TestSettlement> MigratedAsync()
    {
        var settlement = new TestSettlement(_folder.Path);
        await settlement.MigrateAsync();
        return settlement;
    }
}
