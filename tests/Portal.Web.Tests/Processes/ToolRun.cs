using System.Diagnostics;

namespace Portal.Web.Tests.Processes;

/// <summary>A program of the system, run to its end.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Skips the test when a program is not installed.</summary>
    public static void SkipWithout(params string[] tools)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var tool in tools)
        {
            Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, tool))), $"'{tool}' is not installed.");
        }
    }

    public static async Task<ToolRun> StartAsync(string folder, string tool, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What is asked lies on this machine, whatever its owner uses for the rest of the world.
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "*";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new ToolRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
