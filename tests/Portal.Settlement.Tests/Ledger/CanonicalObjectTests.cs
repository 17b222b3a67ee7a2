using System.Text;
using System.Text.Json;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>The canonical form of RFC 8785, as far as entries use it.</summary>
public sealed class CanonicalObjectTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("\"\\/", "\\\"\\\\/")]
    [InlineData("\b\f\n\r\t", "\\b\\f\\n\\r\\t")]
    [InlineData("\0\u0001\u000b\u000f\u001f", "\\u0000\\u0001\\u000b\\u000f\\u001f")]
    [InlineData("\u007f\u0080\u2028\u2029", "\u007f\u0080\u2028\u2029")]
    [InlineData("€$\u000f\nA'B\"\\\\\"/", "€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/")]
    [InlineData("<&>'+", "<&>'+")]
    [InlineData("日本 😀 é", "日本 😀 é")]
    [InlineData("😀\n", "😀\\n")]
    public void Strings_have_the_shortest_escapes(string value, string written)
    {
        var bytes = Of(writer => writer.Add("a", value));

        Assert.Equal($$"""{"a":"{{written}}"}""", Encoding.UTF8.GetString(bytes));
        Assert.Equal(value, JsonDocument.Parse(bytes).RootElement.GetProperty("a").GetString());
    }

    [Fact]
    public void Names_are_sorted_and_what_is_not_given_is_absent()
    {
        var bytes = Of(static writer =>
        {
            writer.Add("b", "2");
            writer.Add("aa", 3);
            writer.Add("B", "1");
            writer.Add("a", (string?)null);
            writer.Add("c", (long?)null);
            writer.Add("d", (Money?)null);
            writer.Add("e", (DecimalNumber?)null);
            writer.Add("f", (DateTimeOffset?)null);
            writer.AddFlag("g", value: false);
            writer.AddFlag("a1", value: true);
            writer.Add("list", new[] { "y", "\"", "" });
            writer.Add("empty", Array.Empty<string>());
        });

        Assert.Equal("""{"B":"1","a1":true,"aa":3,"b":"2","empty":[],"list":["y","\"",""]}""", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void An_object_without_fields_is_written_too() => Assert.Equal("{}"u8.ToArray(), Of(static _ => { }));

    [Theory]
    [InlineData("1.500", 2, "\"1.50\"", "\"1.5\"")]
    [InlineData("0", 8, "\"0.00000000\"", "\"0\"")]
    [InlineData("-0.01", 2, "\"-0.01\"", "\"-0.01\"")]
    [InlineData("100", 0, "\"100\"", "\"100\"")]
    [InlineData("-12", 12, "\"-12.000000000000\"", "\"-12\"")]
    public void Amounts_have_exactly_their_assets_decimals_and_prices_no_trailing_zeros(string number, int scale, string amount, string price)
    {
        var asset = new Asset("XYZ", scale);

        var bytes = Of(writer =>
        {
            writer.Add("amount", Money.Read(number, asset, "amount").Value);
            writer.Add("price", TestLedger.Number(number));
        });

        Assert.Equal($$"""{"amount":{{amount}},"price":{{price}}}""", Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(-1L, "-1")]
    public void The_largest_amounts_are_written_in_full(long units, string written) =>
        Assert.Equal($$"""{"a":"{{written}}"}""", Encoding.UTF8.GetString(Of(writer => writer.Add("a", new Money(units, new Asset("XYZ", 0))))));

    [Fact]
    public void Times_are_in_utc_with_milliseconds()
    {
        var time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 8, TimeSpan.FromHours(2)).AddTicks(9_999);

        Assert.Equal("""{"t":"2026-03-04T03:06:07.008Z"}"""u8.ToArray(), Of(writer => writer.Add("t", time)));
    }

    [Theory]
    [InlineData(1L << 53, true)]
    [InlineData(-(1L << 53), true)]
    [InlineData((1L << 53) + 1, false)]
    [InlineData(long.MinValue, false)]
    public void A_number_that_readers_would_round_is_never_written(long number, bool isExact)
    {
        var thrown = Record.Exception(() => Of(writer => writer.Add("n", number)));

        Assert.Equal(isExact ? null : typeof(InvariantBrokenException), thrown?.GetType());
    }

    [Fact]
    public void A_name_given_twice_is_a_fault_of_the_program() =>
        Assert.Throws<InvariantBrokenException>(static () => Of(static writer =>
        {
            writer.Add("a", "1");
            writer.Add("a", "2");
        }));

    [Fact]
    public void A_writer_used_again_remembers_nothing()
    {
        var writer = new CanonicalObject();
        writer.Add("long", new string('x', 20_000));
        _ = writer.ToBytes();
        writer.Clear();
        writer.Add("a", "1");

        Assert.Equal("""{"a":"1"}"""u8.ToArray(), writer.ToBytes());
    }

    private static byte[] Of(Action<CanonicalObject> add)
    {
        var writer = new CanonicalObject();
        add(writer);
        return writer.ToBytes();
    }
}
