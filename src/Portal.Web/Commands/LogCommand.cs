using System.CommandLine;
using Microsoft.Extensions.Options;
using Portal.Storage.TransparencyLog;
using Portal.Worker.Publishing;

namespace Portal.Web.Commands;

/// <summary><c>log show</c> and <c>log rotate</c>: the transparency log's keys.</summary>
internal static class LogCommand
{
    public static Command Make(PortalCommandLine commands)
    {
        var show = new Command("show", "Prints the log's keys and its newest checkpoint.");
        show.SetAction((_, cancellation) => commands.WithServicesAsync(services => ShowAsync(services, cancellation), cancellation));
        var newKey = new Option<string>("--new-key") { Required = true, Description = "The file of the new key; made if it is not there." };
        var lost = new Option<bool>("--old-key-lost") { Description = "Goes on without the old key's word; everybody who checks the log will be told." };
        var rotate = new Command("rotate", "Hands the log over to a new key: the key in force signs a last checkpoint that names it.") { newKey, lost };
        rotate.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => RotateAsync(services, parsed.GetRequiredValue(newKey), parsed.GetValue(lost), cancellation), cancellation));
        return new Command("log", "Shows and replaces the key that signs the transparency log.") { show, rotate };
    }

    private static async Task<int> ShowAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var log = services.GetRequiredService<LogStore>();
        foreach (var key in await log.ReadKeysAsync(cancellation))
        {
            PortalCommandLine.Say($"Key {key.Generation}, from entry {key.FromSize + 1} on: {key.Vkey}");
        }

        if (await log.ReadCheckpointAsync(cancellation) is { } newest)
        {
            PortalCommandLine.Say($"The newest checkpoint covers {newest.Size} entries; root {Convert.ToBase64String(newest.Root)}.");
            return 0;
        }

        PortalCommandLine.Complain($"Nothing was signed yet: a worker signs the first checkpoint as soon as it settles.");
        return PortalCommandLine.Refused;
    }

    private static async Task<int> RotateAsync(IServiceProvider services, string newKey, bool lost, CancellationToken cancellation)
    {
        try
        {
            var successor = await services.GetRequiredService<LogRotation>().RotateAsync(newKey, lost, cancellation);
            var options = services.GetRequiredService<IOptions<LogOptions>>().Value;
            PortalCommandLine.Say($"The log is signed with {successor} from now on.");
            PortalCommandLine.Say($"Set Portal:Log:KeyFile to {Path.GetFullPath(newKey)}, or put that file in the place of {options.KeyFile}; a running worker sees it within seconds if it is put there. Keep the old key out of use.");
            return 0;
        }
        catch (LogKeyException exception)
        {
            PortalCommandLine.Complain($"[red]{exception.Message}[/]");
            return PortalCommandLine.Refused;
        }
    }
}
