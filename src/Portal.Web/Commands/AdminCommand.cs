using System.CommandLine;
using Portal.Admin.People;
using Portal.Admin.SignIn;
using Portal.Settlement;
using Portal.Storage.People;
using Portal.Web.Hosting;

namespace Portal.Web.Commands;

/// <summary><c>admin add</c>: an invitation by whoever has the machine: for the first owner, or for somebody who has lost every way in.</summary>
internal static class AdminCommand
{
    public static Command Make(PortalCommandLine commands)
    {
        var email = new Argument<string>("email") { Description = "The person's e-mail address. Nothing is sent to it." };
        var role = new Option<string>("--role") { Description = "Viewer, Proposer, Approver or Owner; Owner if not given.", DefaultValueFactory = static _ => "Owner" };
        var add = new Command(
            "add", "Prints a link, alone on the last line, by which one person sets a password and a second factor. It is good once, for 24 hours.") { email, role };
        add.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => AddAsync(services, parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), cancellation), cancellation));
        return new Command("admin", "Invites people to the operators' pages.") { add };
    }

    private static async Task<int> AddAsync(IServiceProvider services, string email, string roleText, CancellationToken cancellation)
    {
        if (PersonEmail.Problem(email) is { } problem)
        {
            return PortalCommandLine.Refuse(new Problem("bad-email", "email", problem));
        }

        if (PersonRoleText.Read(roleText) is not { } role)
        {
            return PortalCommandLine.Refuse(new Problem("bad-role", "role", $"'{roleText}' is not Viewer, Proposer, Approver or Owner."));
        }

        var known = await services.GetRequiredService<PersonStore>().FindByEmailAsync(PersonEmail.Normalize(email), cancellation);
        var path = await services.GetRequiredService<InvitationDesk>().InviteAsync(email, role, InvitationStore.CommandLine, "local", cancellation);
        if (known is not null)
        {
            PortalCommandLine.Complain($"[bold]{known.Handle}[/] has this address: whoever opens the link replaces that person's password, second factor, passkeys and role.");
        }

        PortalCommandLine.Complain($"Link for [bold]{email}[/] ({PersonRoleText.Of(role)}), good once and for 24 hours. It is shown this once:");
        Console.Out.WriteLine($"{PortalAddress.ForPeople(services.GetRequiredService<IConfiguration>())}{path}");
        return 0;
    }
}
