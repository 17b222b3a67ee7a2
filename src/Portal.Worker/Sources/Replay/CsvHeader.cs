using Portal.Settlement;

namespace Portal.Worker.Sources.Replay;

/// <summary>Where a file's columns stand. A name that stands twice is the first of the two.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public CsvHeader(IReadOnlyList<string> names)
    {
        Count = names.Count;
        for (var index = 0; index < names.Count; index++)
        {
            _indexes.TryAdd(names[index], index);
        }
    }

    /// <summary>How many columns there are.</summary>
    public int Count { get; }

    public bool Has(string name) => _indexes.ContainsKey(name);

    /// <summary>The column of that name; the line must have as many columns as the header.</summary>
    public string Of(string[] columns, string name) => columns[_indexes[name]];

    /// <summary>The first of the columns that the header does not have, as a problem; null when it has all.</summary>
    public Problem? FindMissing(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(name))
            {
                return new Problem("unknown-column", name, $"is no column of the file, which has: {string.Join(", ", _indexes.Keys.Take(40))}.");
            }
        }

        return null;
    }
}
