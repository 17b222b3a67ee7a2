using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Admin.SecondFactors;
using Portal.Admin.SignIn;
using Portal.Storage.Database;
using Portal.Storage.People;
using Portal.Web.Tests.Admin;
using Portal.Web.Tests.Intake;

namespace Portal.Web.Tests.Operations;

/// <summary>What a portal writes into its log, whoever reads it.</summary>
public sealed class LogsTests
{
    private const string Password = "mauve otter plinth";
    private const string WrongPassword = "amber heron trellis";
    private const string Email = "vera.valentina@example.org";
    private const string Account = "account-of-a-trader";
    private const string ExternalId = "engine-order-4711";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task No_secret_and_nothing_personal_gets_into_the_log_whatever_goes_wrong()
    {
        await using var portal = new LoggedPortal();
        var intake = await IntakeClient.StartAsync(portal);
        var master = await File.ReadAllBytesAsync(Path.Combine(portal.Folder, "master.key"), Cancellation);
        var logKey = await File.ReadAllBytesAsync(Path.Combine(portal.Folder, "log.key"), Cancellation);

        var (token, session, code) = await SignInAsync(portal);
        await SendAsync(intake);
        await LoseDatabaseAsync(portal, intake);

        var log = portal.Written;
        Assert.Contains("Settling begins", log, StringComparison.Ordinal);
        Assert.Contains("no such table", log, StringComparison.Ordinal);
        string[] secrets =
        [
            Password, WrongPassword, Email, Email.ToUpperInvariant(), "vera.valentina", Account, ExternalId, intake.Secret, token, session, code,
            Convert.ToHexStringLower(master), Convert.ToBase64String(master), Convert.ToHexString(master), Convert.ToBase64String(logKey), Encoding.UTF8.GetString(logKey).Trim(),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    // A link, a wrong password, a wrong code, the right ones, signing out.
    private static async Task<(string Token, string Session, string Code)> SignInAsync(LoggedPortal portal)
    {
        using var browser = new AdminBrowser(portal.ClientOptions.BaseAddress);
        var desk = portal.Services.GetRequiredService<InvitationDesk>();
        var token = (await desk.InviteAsync(Email, PersonRole.Owner, InvitationStore.CommandLine, "local", Cancellation))!.Split('/')[^1];
        await browser.GetAsync($"/admin/invitation/{token}");
        var invitation = await desk.FindAsync(token, Cancellation);
        var (key, now) = (Totp.NewKey(), TimeProvider.System.GetUtcNow());
        var made = await portal.Services.GetRequiredService<Enrolment>().AcceptAsync(
            invitation!, new EnrolmentForm("vera", Password, key, Totp.CodeOf(key, Totp.StepAt(now) - 1)), new Visitor("test", "test"), Cancellation);
        Assert.Null(made.Problem);
        await browser.PasswordAsync(Email, WrongPassword);
        await browser.PasswordAsync(Email, Password);
        await browser.CodeAsync("000000");
        var code = Totp.CodeOf(key, Totp.StepAt(now));
        Assert.Equal("/admin", (await browser.CodeAsync(code)).Location);
        var session = browser.SessionCookie!;
        await browser.GetAsync("/admin");
        await browser.GetAsync("/admin/no-such-page");
        return (token, session, code);
    }

    // What is settled, what is refused, what is not signed as it should be, what is no JSON.
    private static async Task SendAsync(IntakeClient intake)
    {
        var mine = $",\"account\":\"{Account}\"";
        await intake.SendAsync($"[{IntakeClient.Record(ExternalId, more: mine)},{IntakeClient.Record(ExternalId, loss: "9", more: mine)},{IntakeClient.Record($"{ExternalId}-b", margin: "-1", more: mine)}]");
        var body = Encoding.UTF8.GetBytes($"[{IntakeClient.Record(ExternalId)}]");
        await intake.SendAsync(intake.Sign(IntakeClient.Liquidations, body, secret: "another"));
        await intake.SendAsync(intake.Sign(IntakeClient.Liquidations, Encoding.UTF8.GetBytes($"[{{\"externalId\":\"{ExternalId}\"")));
    }

    private static async Task LoseDatabaseAsync(LoggedPortal portal, IntakeClient intake)
    {
        await using (var connection = new SqliteConnection(portal.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE admin_session RENAME TO admin_session_away; ALTER TABLE process_sample RENAME TO process_sample_away; ALTER TABLE settled_record RENAME TO settled_record_away;";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        var sending = intake.SendAsync($"[{IntakeClient.Record($"{ExternalId}-c", more: $",\"account\":\"{Account}\"")}]");
        for (var wait = 0; !portal.Written.Contains("settled_record", StringComparison.Ordinal); wait++)
        {
            Assert.True(wait < 600, "The lost table was never noticed.");
            await Task.Delay(50, Cancellation);
        }

        using var browser = new AdminBrowser(portal.ClientOptions.BaseAddress);
        await browser.PasswordAsync(Email, Password);
        await portal.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>().StopAsync(Cancellation);
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(40), Cancellation));
    }

    /// <summary>A portal on a real port whose log, more of it than is written by default, is kept with every value and every fault.</summary>
    private sealed class LoggedPortal : PortalFactory
    {
        private readonly KeptLog _log = new();

        public LoggedPortal()
        {
            UseKestrel(0);
            StartServer();
        }

        public string Written => string.Join('\n', _log.Lines);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.AddProvider(_log).AddFilter<KeptLog>("Portal", LogLevel.Trace));
        }
    }
}
