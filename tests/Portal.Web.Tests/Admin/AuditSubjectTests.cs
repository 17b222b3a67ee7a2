using Portal.Admin.Audit;
using Portal.Storage.Audit;

namespace Portal.Web.Tests.Admin;

/// <summary>Where rows of the audit lead, and how a search is read and written.</summary>
public sealed class AuditSubjectTests
{
    [Theory]
    [InlineData("proposal.made", "proposal 17 (rate usdt)", "admin/proposals/17")]
    [InlineData("proposal.made", "proposal 17", "admin/proposals/17")]
    [InlineData("proposal.made", "proposal x", null)]
    [InlineData("source.paused", "engine", "admin/sources#source-engine-name")]
    [InlineData("source.resumed", "mirror:okx", "admin/sources#source-mirror-okx-name")]
    [InlineData("key.rotated", "engine/2", "admin/sources#source-engine-name")]
    [InlineData("fund.opened", "usdt", "admin/funds/usdt")]
    [InlineData("rate.set", "usdt", "admin/rates")]
    [InlineData("contract.listed", "BTCUSDT", "admin/contracts")]
    [InlineData("embeds.changed", "embeds", "admin/embeds")]
    [InlineData("event.named", "usdt/40", "/events/usdt/40")]
    [InlineData("event.named", "../40", null)]
    [InlineData("person.disabled", "bob", "admin/people")]
    [InlineData("account.passkey-added", "bob", "admin/people")]
    [InlineData("audit.exported", "csv", null)]
    public void A_subject_leads_to_its_page(string action, string subject, string? expected) => Assert.Equal(expected, AuditSubject.AddressOf(Row(action, subject)));

    [Theory]
    [InlineData("""{"sequence":204,"approvedBy":["bob"]}""", 204)]
    [InlineData("""{"sequence":"204"}""", null)]
    [InlineData("""{"sequence":-1}""", null)]
    [InlineData("""{"sequence":1.5}""", null)]
    [InlineData("[204]", null)]
    [InlineData("{}", null)]
    [InlineData("no json", null)]
    public void A_row_tells_of_an_entry_only_by_its_number(string details, int? expected) => Assert.Equal(expected, AuditSubject.EntryOf(Row("proposal.done", "proposal 1", details)));

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T18:05", "2026-01-31T18:05:00Z")]
    [InlineData(" 2026-01-31 18:05 ", "2026-01-31T18:05:00Z")]
    [InlineData("2026-01-31T18:05:09Z", "2026-01-31T18:05:09Z")]
    public void Times_are_read_in_utc(string typed, string expected)
    {
        var query = new AuditQuery { From = typed };

        Assert.Empty(query.Problems());
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), query.ToFilter().FromMs);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_with_its_field()
    {
        var query = new AuditQuery { Subject = new string('x', AuditFilter.SubjectMax + 1), From = "now", Until = "31.1.2026", Before = "-1" };

        Assert.Equal(["subject", "from", "until", "before"], query.Problems().Select(problem => problem.Field));
        Assert.Equal(["until"], new AuditQuery { From = "2026-01-31", Until = "2026-01-31" }.Problems().Select(problem => problem.Field));
    }

    [Fact]
    public void An_address_holds_what_is_given_and_nothing_else()
    {
        Assert.Equal("admin/audit", new AuditQuery { Person = " ", Subject = string.Empty }.AddressFrom("admin/audit"));
        Assert.Equal(
            "admin/audit?person=alice&subject=a%26b%20c&before=7", new AuditQuery { Person = "alice", Subject = "a&b c", Before = "7" }.AddressFrom("admin/audit"));
        Assert.True(new AuditQuery { Before = "7" }.IsAll);
        Assert.False(new AuditQuery { From = "2026-01-31" }.IsAll);
    }

    private static AuditRow Row(string action, string subject, string details = "{}") => new(1, 0, "alice", "::1", action, subject, details, []);
}
