using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.DataKeys;
using Portal.Admin.Passwords;
using Portal.Admin.People;
using Portal.Admin.Sessions;

namespace Portal.Web.Tests.Admin;

/// <summary>What passwords, handles, addresses and sealed keys have to be.</summary>
public sealed class PersonRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("mauve otter")]
    [InlineData("Password1234")]
    [InlineData("P@ssw0rd2024!")]
    [InlineData("passwordpassword")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("!!!football!!!")]
    [InlineData("987654321098")]
    [InlineData("alice-and-others")]
    [InlineData("the-handle-and-more")]
    public void A_short_one_and_one_that_is_tried_first_are_refused(string password) =>
        Assert.NotNull(PasswordRules.Problem(password, "alice@example.org", "the-handle"));

    [Theory]
    [InlineData("mauve otter plinth")]
    [InlineData("zbxnqpwmrtkf")]
    [InlineData("Ein langer Satz über Pferde")]
    public void A_long_one_is_taken_whatever_it_is_made_of(string password) =>
        Assert.Null(PasswordRules.Problem(password, "alice@example.org", "the-handle"));

    [Fact]
    public void One_that_takes_long_to_hash_is_refused()
    {
        var password = string.Concat(Enumerable.Range(0, 40).Select(static number => $"{number * 7919 % 997:D4}"));

        Assert.Null(PasswordRules.Problem(password[..PasswordRules.LengthMax], "alice@example.org", "the-handle"));
        Assert.NotNull(PasswordRules.Problem(password[..(PasswordRules.LengthMax + 1)], "alice@example.org", "the-handle"));
    }

    [Fact]
    public void The_list_holds_some_thousands() => Assert.InRange(CommonPasswords.Count, 5_000, 50_000);

    [Theory]
    [InlineData("alice", true)]
    [InlineData("fund-desk-7", true)]
    [InlineData("ab", false)]
    [InlineData("-alice", false)]
    [InlineData("alice-", false)]
    [InlineData("al ice", false)]
    [InlineData("älice", false)]
    [InlineData("Operator", false)]
    [InlineData("system", false)]
    [InlineData("a23456789012345678901234567890123", false)]
    public void A_handle_is_short_plain_and_not_the_portals_own(string handle, bool taken) => Assert.Equal(taken, PersonHandle.Problem(handle) is null);

    [Theory]
    [InlineData("alice@example.org", true)]
    [InlineData("alice", false)]
    [InlineData("Alice <alice@example.org>", false)]
    [InlineData("alice@example.org ", false)]
    [InlineData("a@b@c", false)]
    public void An_address_is_one_address(string email, bool taken) => Assert.Equal(taken, PersonEmail.Problem(email) is null);

    [Theory]
    [InlineData("/admin/people", "/admin/people")]
    [InlineData("/admin?tab=1", "/admin?tab=1")]
    [InlineData(null, "/admin")]
    [InlineData("", "/admin")]
    [InlineData("/", "/admin")]
    [InlineData("/administrator", "/admin")]
    [InlineData("//evil.example/admin", "/admin")]
    [InlineData("https://evil.example/admin", "/admin")]
    [InlineData("/admin//evil.example", "/admin")]
    [InlineData("/admin/../..//evil.example", "/admin")]
    [InlineData("/admin/..", "/admin")]
    [InlineData("/\\evil.example", "/admin")]
    [InlineData("/admin\\evil.example", "/admin")]
    [InlineData("/admin/\r\nSet-Cookie: a=b", "/admin")]
    public void Nobody_is_sent_elsewhere_after_signing_in(string? asked, string sentTo) => Assert.Equal(sentTo, LocalAddress.Of(asked));

    [Fact]
    public void A_sealed_key_is_opened_with_the_same_secret_alone()
    {
        var key = XElement.Parse("<masterKey>very secret</masterKey>");
        var sealing = new SealingXmlEncryptor(new DataKeySeal(new byte[32])).Encrypt(key);

        Assert.DoesNotContain("secret", sealing.EncryptedElement.ToString(), StringComparison.Ordinal);
        Assert.Equal(key.ToString(), OpenedWith(0, sealing.EncryptedElement).ToString());
        Assert.ThrowsAny<CryptographicException>(() => OpenedWith(1, sealing.EncryptedElement));
    }

    private static XElement OpenedWith(byte secret, XElement element)
    {
        var key = new byte[32];
        key[0] = secret;
        using var services = new ServiceCollection().AddSingleton(new DataKeySeal(key)).BuildServiceProvider();
        return new SealingXmlDecryptor(services).Decrypt(element);
    }
}
