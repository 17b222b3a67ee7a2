using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>A portal with one fund and people of every role, each at a desk of their own.</summary>
internal sealed class ProposalPortal : IAsyncDisposable
{
    private ProposalPortal(AdminPortal admin) => Admin = admin;

    public AdminPortal Admin { get; }

    public TestClock Clock => Admin.Portal.Clock;

    public TestPerson Proposer { get; private set; } = null!;

    public ProposalDesk Alice { get; private set; } = null!;

    public ProposalDesk Bob { get; private set; } = null!;

    public ProposalDesk Carol { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Alice proposes, Bob and Carol approve; the fund holds 1000.00 USDT with a floor of 100.00.</summary>
    public static async Task<ProposalPortal> StartAsync(params (string Name, string Value)[] settings)
    {
        var portal = new ProposalPortal(await AdminPortal.StartAsync(settings));
        await portal.Admin.Portal.Market.OpenAsync("usdt", "USDT", "1000", floor: "100");
        portal.Proposer = await portal.Admin.AddAsync("alice", PersonRole.Proposer);
        portal.Alice = await portal.DeskOfAsync(portal.Proposer);
        portal.Bob = await portal.DeskOfAsync(await portal.Admin.AddAsync("bob", PersonRole.Approver));
        portal.Carol = await portal.DeskOfAsync(await portal.Admin.AddAsync("carol", PersonRole.Owner));
        return portal;
    }

    /// <summary>The desk in a page that somebody has open.</summary>
    public async Task<ProposalDesk> DeskOfAsync(TestPerson person)
    {
        var current = await Admin.OpenPageAsync(person);
        return ActivatorUtilities.CreateInstance<ProposalDesk>(Admin.Portal.Services, current, ActivatorUtilities.CreateInstance<ProposalReading>(Admin.Portal.Services, current));
    }

    public async Task<ProposalReading> ReadingOfAsync(TestPerson person) =>
        ActivatorUtilities.CreateInstance<ProposalReading>(Admin.Portal.Services, await Admin.OpenPageAsync(person));

    public Injection Injection(string amount = "50") => new() { FundId = "usdt", Amount = amount, Reason = "Topped up.", Reference = "wire 7" };

    public Withdrawal Withdrawal(string amount) => new() { FundId = "usdt", Amount = amount, Reason = "Surplus of the quarter." };

    public RateChange Rate(TimeSpan ahead, long ppm = 20_000) => new() { FundId = "usdt", SharePpm = ppm, EffectiveAt = Clock.Now + ahead, Reason = "More cover." };

    public async Task<long> ProposeAsync(ProposedChange change)
    {
        var made = await Alice.ProposeAsync(change, Cancellation);
        Assert.Null(made.Problem);
        return made.Value;
    }

    public async Task<LedgerState> LedgerAsync() => (await Admin.Get<LedgerPositions>().ReadAsync(Cancellation)).State;

    public ValueTask DisposeAsync() => Admin.DisposeAsync();
}
