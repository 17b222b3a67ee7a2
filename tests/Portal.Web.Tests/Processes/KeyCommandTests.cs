namespace Portal.Web.Tests.Processes;

/// <summary>Keys from the command line.</summary>
public sealed class KeyCommandTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_key_is_made_replaced_and_revoked_and_every_secret_stands_alone_on_the_last_line()
    {
        using var folder = new ProcessFolder();

        var first = await SecretAsync(folder, "key", "add", "engine");
        var second = await SecretAsync(folder, "key", "rotate", "engine", "--overlap", "7d");
        Assert.NotEqual(first, second);
        Assert.Contains("two keys", await RefusedAsync(folder, "key", "rotate", "engine"), StringComparison.Ordinal);
        Assert.Contains("overlap", await RefusedAsync(folder, "key", "rotate", "engine", "--overlap", "0h"), StringComparison.Ordinal);

        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "key", "revoke", "engine");
        Assert.True(exit == 0, output);
        Assert.Contains("engine/1, engine/2", output, StringComparison.Ordinal);
        await RefusedAsync(folder, "key", "revoke", "engine");
    }

    private static async Task<string> SecretAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Single(static line => line.Length == 64 && line.All(char.IsAsciiHexDigitLower));
    }

    private static async Task<string> RefusedAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 1, output);
        return output;
    }
}
