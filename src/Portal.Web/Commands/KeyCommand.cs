using System.CommandLine;
using Portal.Settlement;
using Portal.Storage.Intake;
using Portal.Worker.Intake;

namespace Portal.Web.Commands;

/// <summary><c>key add</c> and <c>key revoke</c>: the keys with which sources sign what they send.</summary>
internal static class KeyCommand
{
    private const int SourceLengthMax = 64;

    public static Command Make(PortalCommandLine commands)
    {
        var source = new Argument<string>("source") { Description = "The source's name: letters, digits, '-', '_' and '.'." };
        var add = new Command("add", "Makes a key and shows its secret once, alone on the last line.") { source };
        add.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => AddAsync(services, parsed.GetRequiredValue(source), cancellation), cancellation));
        var revokedSource = new Argument<string>("source") { Description = "The source's name." };
        var revoke = new Command("revoke", "Revokes a source's key at once.") { revokedSource };
        revoke.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => RevokeAsync(services, parsed.GetRequiredValue(revokedSource), cancellation), cancellation));
        return new Command("key", "Makes and revokes intake keys.") { add, revoke };
    }

    private static async Task<int> AddAsync(IServiceProvider services, string source, CancellationToken cancellation)
    {
        if (source.Length is 0 or > SourceLengthMax || !source.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            return PortalCommandLine.Refuse(new Problem("bad-source", "source", $"'{source}' is not a name of 1 to {SourceLengthMax} letters, digits, '-', '_' and '.'."));
        }

        var master = services.GetRequiredService<MasterSecret>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await services.GetRequiredService<IntakeKeyStore>().AddAsync(source, now, cancellation) is not { } key)
        {
            return PortalCommandLine.Refuse(new Problem("key-exists", "source", $"'{source}' has a key; revoke it first."));
        }

        PortalCommandLine.Complain($"Key of the source [bold]{source}[/]. Its secret is shown this once:");
        Console.Out.WriteLine(master.IntakeSecret(key.KeyId));
        return 0;
    }

    private static async Task<int> RevokeAsync(IServiceProvider services, string source, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!await services.GetRequiredService<IntakeKeyStore>().RevokeAsync(source, now, cancellation))
        {
            return PortalCommandLine.Refuse(new Problem("unknown-key", "source", $"'{source}' has no key in force."));
        }

        PortalCommandLine.Say($"The key of [bold]{source}[/] is revoked.");
        return 0;
    }
}
