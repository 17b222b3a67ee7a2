using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Ledger;

/// <summary>Writes one JSON object in the canonical form of RFC 8785: UTF-8, keys sorted, no white space, the shortest escapes.</summary>
/// <remarks>Fields may be added in any order and are sorted at the end. Not for two threads at once; made to be reused.</remarks>
public sealed class CanonicalObject
{
    /// <summary>The largest JSON number: RFC 8785 numbers are doubles, and beyond 2^53 they would not be exact.</summary>
    public const long IntegerMax = 1L << 53;

    private readonly List<Slot> _slots = new(48);
    private byte[] _values = new byte[2048];
    private int _length;

    /// <summary>Forgets all fields.</summary>
    public void Clear()
    {
        _slots.Clear();
        _length = 0;
    }

    /// <summary>Adds a string; null is left out, since an input not given is absent.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            var start = Begin((value.Length * 6) + 2);
            WriteString(value);
            End(name, start);
        }
    }

    /// <summary>Adds an amount with exactly its asset's decimals, as a string.</summary>
    public void Add(string name, Money? value)
    {
        if (value is { } amount)
        {
            AddNumber(name, amount.Units, amount.Asset.Scale);
        }
    }

    /// <summary>Adds a number in its shortest plain form, as a string.</summary>
    public void Add(string name, DecimalNumber? value)
    {
        if (value is { } number)
        {
            AddNumber(name, number.Mantissa, number.Scale);
        }
    }

    /// <summary>Adds a whole number as a JSON number; null is left out.</summary>
    public void Add(string name, long? value)
    {
        if (value is { } number)
        {
            Invariant.Holds(number is >= -IntegerMax and <= IntegerMax);
            var start = Begin(20);
            number.TryFormat(_values.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
            _length += written;
            End(name, start);
        }
    }

    /// <summary>Adds <c>true</c>; a false flag is left out.</summary>
    public void AddFlag(string name, bool value)
    {
        if (value)
        {
            var start = Begin(4);
            "true"u8.CopyTo(_values.AsSpan(_length));
            _length += 4;
            End(name, start);
        }
    }

    /// <summary>Adds a time: RFC 3339, UTC, milliseconds.</summary>
    public void Add(string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            var start = Begin(26);
            _values[_length++] = (byte)'"';
            time.UtcDateTime.TryFormat(_values.AsSpan(_length), out var written, TimeText.Format, CultureInfo.InvariantCulture);
            _length += written;
            _values[_length++] = (byte)'"';
            End(name, start);
        }
    }

    /// <summary>Adds a list of strings.</summary>
    public void Add(string name, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var start = Begin(2 + values.Sum(static value => (value.Length * 6) + 3));
        _values[_length++] = (byte)'[';
        for (var index = 0; index < values.Count; index++)
        {
            if (index > 0)
            {
                _values[_length++] = (byte)',';
            }

            WriteString(values[index]);
        }

        _values[_length++] = (byte)']';
        End(name, start);
    }

    /// <summary>Adds a list of strings, which is left out when it is empty.</summary>
    public void AddUnlessEmpty(string name, ImmutableArray<string> values)
    {
        if (!values.IsDefaultOrEmpty)
        {
            Add(name, values);
        }
    }

    /// <summary>The object's bytes.</summary>
    public byte[] ToBytes()
    {
        _slots.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var bytes = new byte[_slots.Sum(static slot => slot.Name.Length + 4 + slot.Length) + (_slots.Count == 0 ? 2 : 1)];
        bytes[0] = (byte)'{';
        var position = 1;
        for (var index = 0; index < _slots.Count; index++)
        {
            var slot = _slots[index];
            Invariant.Holds(index == 0 || slot.Name != _slots[index - 1].Name);
            if (index > 0)
            {
                bytes[position++] = (byte)',';
            }

            bytes[position++] = (byte)'"';
            position += Encoding.ASCII.GetBytes(slot.Name, bytes.AsSpan(position));
            bytes[position++] = (byte)'"';
            bytes[position++] = (byte)':';
            _values.AsSpan(slot.Start, slot.Length).CopyTo(bytes.AsSpan(position));
            position += slot.Length;
        }

        bytes[position] = (byte)'}';
        return bytes;
    }

    private void AddNumber(string name, Int128 mantissa, int scale)
    {
        Span<char> text = stackalloc char[64];
        var length = DecimalNumber.Format(mantissa, scale, text);
        var start = Begin(length + 2);
        _values[_length++] = (byte)'"';
        _length += Encoding.ASCII.GetBytes(text[..length], _values.AsSpan(_length));
        _values[_length++] = (byte)'"';
        End(name, start);
    }

    private int Begin(int lengthMax)
    {
        if (_values.Length - _length < lengthMax)
        {
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _length + lengthMax));
        }

        return _length;
    }

    private void End(string name, int start) => _slots.Add(new Slot(name, start, _length - start));

    private void WriteString(string value)
    {
        _values[_length++] = (byte)'"';
        if (value.AsSpan().ContainsAnyInRange('\0', '\u001f') || value.AsSpan().ContainsAny('"', '\\'))
        {
            foreach (var letter in value.EnumerateRunes())
            {
                WriteEscaped(letter);
            }
        }
        else
        {
            _length += Encoding.UTF8.GetBytes(value, _values.AsSpan(_length));
        }

        _values[_length++] = (byte)'"';
    }

    private void WriteEscaped(Rune letter)
    {
        ReadOnlySpan<byte> escaped = letter.Value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };
        if (!escaped.IsEmpty)
        {
            escaped.CopyTo(_values.AsSpan(_length));
            _length += escaped.Length;
        }
        else if (letter.Value < 0x20)
        {
            _length += Encoding.ASCII.GetBytes($"\\u{letter.Value:x4}", _values.AsSpan(_length));
        }
        else
        {
            _length += letter.EncodeToUtf8(_values.AsSpan(_length));
        }
    }

    private readonly record struct Slot(string Name, int Start, int Length);
}
