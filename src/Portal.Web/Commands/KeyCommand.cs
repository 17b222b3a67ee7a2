using System.CommandLine;
using Portal.Admin.Shell;
using Portal.Admin.Sources;
using Portal.Settlement;
using Portal.Storage.Audit;
using Portal.Storage.Intake;
using Portal.Storage.People;
using Portal.Worker.Intake;

namespace Portal.Web.Commands;

/// <summary><c>key add</c>, <c>key rotate</c> and <c>key revoke</c>: the keys with which sources sign what they send.</summary>
internal static class KeyCommand
{
    public static Command Make(PortalCommandLine commands)
    {
        var source = new Argument<string>("source") { Description = "The source's name: letters, digits, '-', '_' and '.'." };
        var add = new Command("add", "Makes a key and shows its secret once, alone on the last line.") { source };
        add.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => AddAsync(services, parsed.GetRequiredValue(source), cancellation), cancellation));
        var rotatedSource = new Argument<string>("source") { Description = "The source's name." };
        var overlap = new Option<string>("--overlap")
        {
            Description = "How long the old key goes on working, such as 30m, 24h or 7d; 24h if not given.",
            DefaultValueFactory = static _ => "24h",
        };
        var rotate = new Command(
            "rotate", "Makes a new key, which works at once, and shows its secret once, alone on the last line. The old key works for a while yet and then ends by itself.")
        {
            rotatedSource,
            overlap,
        };
        rotate.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => RotateAsync(services, parsed.GetRequiredValue(rotatedSource), parsed.GetRequiredValue(overlap), cancellation), cancellation));
        var revokedSource = new Argument<string>("source") { Description = "The source's name." };
        var revoke = new Command("revoke", "Revokes every key of a source that works, at once.") { revokedSource };
        revoke.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => RevokeAsync(services, parsed.GetRequiredValue(revokedSource), cancellation), cancellation));
        return new Command("key", "Makes, replaces and revokes intake keys.") { add, rotate, revoke };
    }

    private static async Task<int> AddAsync(IServiceProvider services, string source, CancellationToken cancellation)
    {
        if (SourceName.Problem(source) is { } problem)
        {
            return PortalCommandLine.Refuse(problem);
        }

        if (await services.GetRequiredService<IntakeKeyStore>().AddAsync(source, Now(services), cancellation) is not { } key)
        {
            return PortalCommandLine.Refuse(new Problem("key-exists", "source", $"'{source}' has a key; replace it (key rotate) or revoke it first."));
        }

        PortalCommandLine.Complain($"Key of the source [bold]{source}[/]. Its secret is shown this once:");
        return ShowSecret(services, key);
    }

    private static async Task<int> RotateAsync(IServiceProvider services, string source, string overlapText, CancellationToken cancellation)
    {
        var overlap = KeyOverlap.Read(overlapText);
        if (overlap.Problem is { } problem)
        {
            return PortalCommandLine.Refuse(problem);
        }

        var now = Now(services);
        var rotation = await services.GetRequiredService<IntakeKeyStore>().RotateAsync(
            source, now + overlap.Value, Audit(now, "key.rotated", source), cancellation);
        if (SourceActions.ProblemOf(rotation.Outcome, source) is { } refused)
        {
            return PortalCommandLine.Refuse(refused);
        }

        PortalCommandLine.Complain(
            $"New key of the source [bold]{source}[/]. The old one ({rotation.Replaced!.KeyId}) works until {TimeOf.Second(rotation.Replaced.EndsAtMs!.Value)}. The new secret is shown this once:");
        return ShowSecret(services, rotation.Added!);
    }

    private static async Task<int> RevokeAsync(IServiceProvider services, string source, CancellationToken cancellation)
    {
        var revoked = await services.GetRequiredService<IntakeKeyStore>().RevokeAsync(
            source, keyId: null, Audit(Now(services), "key.revoked", source), cancellation);
        if (revoked.Count == 0)
        {
            return PortalCommandLine.Refuse(new Problem("unknown-key", "source", $"'{source}' has no key in force."));
        }

        PortalCommandLine.Say($"Revoked: [bold]{string.Join(", ", revoked.Select(static key => key.KeyId))}[/].");
        return 0;
    }

    private static int ShowSecret(IServiceProvider services, IntakeKeyRow key)
    {
        Console.Out.WriteLine(services.GetRequiredService<MasterSecret>().IntakeSecret(key.KeyId));
        return 0;
    }

    private static DateTimeOffset Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow();

    private static AuditDraft Audit(DateTimeOffset now, string action, string source) => new(now, InvitationStore.CommandLine, "local", action, source);
}
