using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Settling;
using Portal.Storage.Intake;
using Portal.Worker.Intake;

namespace Portal.Benchmarks.Pushing;

/// <summary>A portal as operators run it, in a process of its own, with funds that never run dry and a key for one sender.</summary>
/// <param name="Child">Its process.</param>
/// <param name="Secret">The sender's secret.</param>
internal sealed record ServedPortal(ChildProcess Child, string Secret) : IAsyncDisposable
{
    /// <summary>Makes its database and starts it.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="cancellation">Ends the wait for its first answer.</param>
    /// <param name="settings">More settings, as on a command line.</param>
    public static Task<ServedPortal> StartAsync(ScratchFolder folder, CancellationToken cancellation, params IEnumerable<string> settings) =>
        StartAsync(folder, "Portal.Web.dll", [], cancellation, settings);

    /// <summary>Makes its database and starts it in an assembly that stands for it.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="assembly">The assembly beside this program.</param>
    /// <param name="first">What that is told before the settings.</param>
    /// <param name="cancellation">Ends the wait for its first answer.</param>
    /// <param name="settings">More settings, as on a command line.</param>
    public static async Task<ServedPortal> StartAsync(
        ScratchFolder folder, string assembly, IReadOnlyList<string> first, CancellationToken cancellation, params IEnumerable<string> settings)
    {
        var (database, keyFile) = (folder.File("portal.db"), folder.File("master.key"));
        await SettlingPortal.MakeAsync(database, DateTimeOffset.UtcNow, cancellation);
        var master = MasterSecret.LoadOrCreate(keyFile);
        var key = await new IntakeKeyStore(SettlingPortal.Open(database)).AddAsync(SettlingPortal.Source, DateTimeOffset.UtcNow, cancellation);
        var child = await ChildProcess.StartAsync(
            assembly,
            folder.Path,
            address =>
            [
                .. first, "--urls", address.ToString(), $"--Portal:Database:ConnectionString=Data Source={database}", $"--Portal:Secrets:KeyFile={keyFile}",
                $"--Portal:Log:KeyFile={keyFile}.log", "--Portal:Demo:Enabled=false", "--Logging:LogLevel:Default=Warning", .. settings,
            ],
            "/readyz",
            cancellation);
        return new ServedPortal(child, master.IntakeSecret(key!.KeyId));
    }

    public ValueTask DisposeAsync() => Child.DisposeAsync();
}
