using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Portal.Admin;
using Portal.Admin.Audit;
using Portal.Admin.Embeds;
using Portal.Admin.Events;
using Portal.Admin.People;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Quarantine;
using Portal.Admin.Rates;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Admin.Sources;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>Every action that a page can ask for, tried by everybody who may not: whatever is added has to be added here.</summary>
public sealed class EveryActionTests
{
    // What asks who is there, and the least role that may do it.
    private static readonly (Type Type, string Name, PersonRole Least)[] Actions =
    [
        (typeof(ProposalDesk), nameof(ProposalDesk.PreviewAsync), PersonRole.Proposer),
        (typeof(ProposalDesk), nameof(ProposalDesk.ProposeAsync), PersonRole.Proposer),
        (typeof(ProposalDesk), nameof(ProposalDesk.WithdrawAsync), PersonRole.Proposer),
        (typeof(ProposalDesk), nameof(ProposalDesk.ApproveAsync), PersonRole.Approver),
        (typeof(ProposalDesk), nameof(ProposalDesk.RefuseAsync), PersonRole.Approver),
        (typeof(ProposalDesk), nameof(ProposalDesk.FreezeAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.ReadAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.InviteAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.WithdrawAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.SetRoleAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.DisableAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.EnableAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.UnlockAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.ResetSignInAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.ConfirmAsync), PersonRole.Owner),
        (typeof(PeopleActions), nameof(PeopleActions.RefuseAsync), PersonRole.Owner),
        (typeof(SourceActions), nameof(SourceActions.AddKeyAsync), PersonRole.Owner),
        (typeof(SourceActions), nameof(SourceActions.RotateKeyAsync), PersonRole.Owner),
        (typeof(SourceActions), nameof(SourceActions.RevokeKeyAsync), PersonRole.Owner),
        (typeof(SourceActions), nameof(SourceActions.PauseAsync), PersonRole.Approver),
        (typeof(SourceActions), nameof(SourceActions.ResumeAsync), PersonRole.Approver),
        (typeof(EmbedActions), nameof(EmbedActions.ReadAsync), PersonRole.Owner),
        (typeof(EmbedActions), nameof(EmbedActions.SaveAsync), PersonRole.Owner),
        (typeof(EventActions), nameof(EventActions.ReadAsync), PersonRole.Viewer),
        (typeof(EventActions), nameof(EventActions.NameAsync), PersonRole.Proposer),
        (typeof(AccountActions), nameof(AccountActions.ChangePasswordAsync), PersonRole.Viewer),
        (typeof(AccountActions), nameof(AccountActions.SignOutEverywhereAsync), PersonRole.Viewer),
        (typeof(AccountActions), nameof(AccountActions.RenewRecoveryCodesAsync), PersonRole.Viewer),
        (typeof(AccountActions), nameof(AccountActions.AddPasskeyAsync), PersonRole.Viewer),
        (typeof(AccountActions), nameof(AccountActions.RemovePasskeyAsync), PersonRole.Viewer),
        (typeof(AuthenticatorChange), nameof(AuthenticatorChange.BeginAsync), PersonRole.Viewer),
        (typeof(AuthenticatorChange), nameof(AuthenticatorChange.FinishAsync), PersonRole.Viewer),
        (typeof(ProposalReading), nameof(ProposalReading.ReadOpenAsync), PersonRole.Viewer),
        (typeof(ProposalReading), nameof(ProposalReading.ReadPageAsync), PersonRole.Viewer),
        (typeof(ProposalReading), nameof(ProposalReading.FindAsync), PersonRole.Viewer),
        (typeof(ProposalReading), nameof(ProposalReading.ReadLedgerAsync), PersonRole.Viewer),
        (typeof(QuarantineReading), nameof(QuarantineReading.CountAsync), PersonRole.Viewer),
        (typeof(QuarantineReading), nameof(QuarantineReading.ReadPageAsync), PersonRole.Viewer),
        (typeof(QuarantineReading), nameof(QuarantineReading.ReadProposedAsync), PersonRole.Viewer),
        (typeof(QuarantineReading), nameof(QuarantineReading.FindAsync), PersonRole.Viewer),
        (typeof(RateReading), nameof(RateReading.ReadAsync), PersonRole.Viewer),
        (typeof(RateReading), nameof(RateReading.ReadEffectsAsync), PersonRole.Viewer),
        (typeof(SourceReading), nameof(SourceReading.ReadAsync), PersonRole.Viewer),
        (typeof(AuditReading), nameof(AuditReading.FindAsync), PersonRole.Viewer),
        (typeof(AuditReading), nameof(AuditReading.ReadChoicesAsync), PersonRole.Viewer),
        (typeof(AuditReading), nameof(AuditReading.FindBreakAsync), PersonRole.Viewer),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_that_acts_for_a_person_is_missing_from_these_tests()
    {
        var found = typeof(AdminArea).Assembly.GetTypes()
            .Where(static type => type.GetConstructors().Any(static made => made.GetParameters().Any(static given => given.ParameterType == typeof(CurrentPerson))))
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly), static (type, method) => $"{type.Name}.{method.Name}")

            // The badge in the navigation: whoever may not decide has nothing waiting.
            .Except([$"{nameof(ProposalReading)}.{nameof(ProposalReading.CountWaitingAsync)}"], StringComparer.Ordinal);

        Assert.Equal(found.Order(StringComparer.Ordinal), Actions.Select(static action => $"{action.Type.Name}.{action.Name}").Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Each_is_refused_to_every_lower_role_and_to_no_other()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("root");
        foreach (var role in Enum.GetValues<PersonRole>())
        {
            var person = await admin.AddAsync($"person-{PersonRoleText.Of(role)}", role);
            foreach (var (type, name, least) in Actions)
            {
                await using var page = await admin.OpenScopeAsync(person);
                var seen = await SeenAsync(admin);

                var refusal = await TryAsync(page, type, name);

                if (role < least)
                {
                    Assert.True(refusal is { IsSignedIn: true } && refusal.Needed == least, $"{type.Name}.{name} by {role}: {refusal?.Message ?? "not refused"}");
                    Assert.Equal(seen, await SeenAsync(admin));
                }
                else
                {
                    Assert.True(refusal is null, $"{type.Name}.{name} by {role}: {refusal?.Message}");
                }
            }
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData("signed out")]
    [InlineData("shut out")]
    [InlineData("another role")]
    public async Task None_is_done_in_a_page_that_was_opened_before_its_owner_lost_the_session(string how)
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("root");
        var person = await admin.AddAsync("alice");
        await using var page = await admin.OpenScopeAsync(person);
        Assert.Null(await TryAsync(page, typeof(SourceReading), nameof(SourceReading.ReadAsync)));
        await EndAsync(admin, person, how);
        var seen = await SeenAsync(admin);

        foreach (var (type, name, _) in Actions)
        {
            Assert.True(await TryAsync(page, type, name) is { IsSignedIn: false }, $"{type.Name}.{name}");
        }

        Assert.Equal(0, await ((ProposalReading)page.Services.GetService(typeof(ProposalReading))!).CountWaitingAsync(Cancellation));
        Assert.Equal(seen, await SeenAsync(admin));
    }

    private static async Task EndAsync(AdminPortal admin, TestPerson person, string how)
    {
        var people = admin.Get<PersonStore>();
        var change = new PersonChange(person.PersonId, "another-stamp", new AuditDraft(admin.Portal.Clock.Now, "root", "test", "person.changed", person.Handle));
        switch (how)
        {
            case "shut out":
                Assert.Equal(PersonChangeOutcome.Changed, await people.DisableAsync(change, Cancellation));
                break;
            case "another role":
                Assert.Equal(PersonChangeOutcome.Changed, await people.SetRoleAsync(change, PersonRole.Viewer, Cancellation));
                break;
            default:
                await admin.EndSessionsAsync(person);
                break;
        }
    }

    // What matters is whether it was refused: with these arguments hardly any of them can be done.
    private static async Task<NotAllowedException?> TryAsync(AdminScope page, Type type, string name)
    {
        var method = type.GetMethod(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)!;
        var arguments = method.GetParameters().Select(given => ArgumentOf(given, page)).ToArray();
        try
        {
            await (Task)method.Invoke(page.Services.GetService(type), arguments)!;
            return null;
        }
        catch (NotAllowedException refusal)
        {
            return refusal;
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is NotAllowedException refusal)
        {
            return refusal;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return null;
        }
    }

    private static object? ArgumentOf(ParameterInfo given, AdminScope page) => given.ParameterType switch
    {
        { } type when type == typeof(string) => "x",
        { } type when type == typeof(CancellationToken) => Cancellation,
        { } type when type == typeof(HttpContext) => new DefaultHttpContext { RequestServices = page.Services },
        { } type when type == typeof(ProposedChange) => new Injection { FundId = "usdt", Amount = "1", Reason = "x" },
        { } type when type == typeof(byte[]) => new byte[] { 1 },
        { IsValueType: true } type => Activator.CreateInstance(type),
        { IsAbstract: true } => null,
        { } type => RuntimeHelpers.GetUninitializedObject(type),
    };

    private static async Task<(long Sequence, long Audited)> SeenAsync(AdminPortal admin) =>
        ((await admin.Get<Portal.Storage.Ledger.LedgerStore>().ReadHeadAsync(Cancellation)).Sequence,
            (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation)).Select(static row => row.Sequence).FirstOrDefault());
}
