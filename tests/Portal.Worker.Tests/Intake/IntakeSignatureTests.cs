using Portal.Settlement;
using Portal.Worker.Intake;

namespace Portal.Worker.Tests.Intake;

public sealed class IntakeSignatureTests
{
    // The worked example of src/Portal.Worker/README.md. It was computed with openssl, not with this program.
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Timestamp = "1769860800250";
    private const string Path = "/api/intake/v1/liquidations";
    private const string Signature = "63910fe118f737dfc236eaa7871f4e77c441c66a8166bbeedd2a71c5654a9d2a";

    private static readonly byte[] Body = """[{"externalId":"L-1","symbol":"BTCUSDT","occurredAt":"2026-01-31T12:00:00.250Z","positionSide":"long","asset":"USDT","margin":"1","totalLoss":"1.2"}]"""u8.ToArray();

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_769_860_800_250);

    [Fact]
    public void The_worked_example_of_the_documentation_holds()
    {
        Assert.Equal(Signature, IntakeSignature.Compute(Secret, Timestamp, "POST", Path, Body));
        Assert.Null(IntakeSignature.Verify(Secret, Timestamp, Signature, "POST", Path, Body, Now));
    }

    [Fact]
    public void Whatever_is_changed_the_signature_no_longer_fits()
    {
        string? Check(string secret = Secret, string timestamp = Timestamp, string? signature = Signature, string method = "POST", string path = Path, string? body = null) =>
            IntakeSignature.Verify(secret, timestamp, signature, method, path, body is null ? Body : TestIntake.Bytes(body), Now)?.Code;

        Assert.Null(Check());
        Assert.Equal("bad-signature", Check(secret: Secret.ToUpperInvariant()));
        Assert.Equal("bad-signature", Check(timestamp: "1769860800251"));
        Assert.Equal("bad-signature", Check(timestamp: "01769860800250"));
        Assert.Equal("bad-signature", Check(method: "PUT"));
        Assert.Equal("bad-signature", Check(path: "/api/intake/v1/fees"));
        Assert.Equal("bad-signature", Check(body: "[]"));
        Assert.Equal("bad-signature", Check(signature: null));
        Assert.Equal("bad-signature", Check(signature: ""));
        Assert.Equal("bad-signature", Check(signature: Signature[..63]));
        Assert.Equal("bad-signature", Check(signature: Signature.ToUpperInvariant()));
        Assert.Equal("bad-signature", Check(signature: $"{Signature}\u00e9"));
    }

    [Theory]
    [InlineData(30_000, null)]
    [InlineData(-30_000, null)]
    [InlineData(30_001, "stale-timestamp")]
    [InlineData(-30_001, "stale-timestamp")]
    public void The_clocks_may_differ_by_half_a_minute(int milliseconds, string? code) =>
        Assert.Equal(code, IntakeSignature.Verify(Secret, Timestamp, Signature, "POST", Path, Body, Now.AddMilliseconds(milliseconds))?.Code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1")]
    [InlineData("1769860800.25")]
    [InlineData("99999999999999999999999")]
    public void A_timestamp_is_a_number_of_milliseconds(string? timestamp) =>
        Assert.Equal("bad-timestamp", IntakeSignature.Verify(Secret, timestamp, Signature, "POST", Path, Body, Now)!.Code);

    [Fact]
    public void While_two_secrets_hold_either_of_them_fits_and_which_one_is_told()
    {
        Checked<int> Check(params string[] secrets) => IntakeSignature.Verify(secrets, Timestamp, Signature, "POST", Path, Body, Now);

        Assert.Equal(0, Check(Secret, "another").Value);
        Assert.Equal(1, Check("another", Secret).Value);
        Assert.Equal("bad-signature", Check("another", "a third").Problem?.Code);
        Assert.Equal("bad-signature", Check().Problem?.Code);
    }
}
