using System.Text;
using Portal.Admin.SecondFactors;

namespace Portal.Web.Tests.Admin;

public sealed class TotpTests
{
    // RFC 6238, appendix B, the last six of its eight digits.
    private const string RfcKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_vectors_of_the_standard_hold(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeOf(RfcKey, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void The_key_of_the_standard_is_its_text_in_base_32() =>
        Assert.Equal("12345678901234567890", Encoding.ASCII.GetString(Base32.Decode(RfcKey)));

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base_32_is_that_of_its_standard(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded)));
    }

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void A_code_is_taken_one_step_early_and_one_late(int secondsOff, bool taken)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var step = Totp.StepAt(start);

        Assert.Equal(taken ? step : null, Totp.FindStep(RfcKey, Totp.CodeOf(RfcKey, step), start.AddSeconds(secondsOff)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("abcdef")]
    [InlineData("１２３４５６")]
    public void What_is_no_code_is_refused(string typed) => Assert.Null(Totp.FindStep(RfcKey, typed, DateTimeOffset.UnixEpoch.AddYears(50)));

    [Fact]
    public void Recovery_codes_differ_and_are_read_in_any_spelling()
    {
        var codes = RecoveryCodes.Make();

        Assert.Equal(RecoveryCodes.Count, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.Matches("^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$", code));
        Assert.Equal(
            RecoveryCodes.HashOf(codes[0]), RecoveryCodes.HashOf($" {codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}"));
    }
}
