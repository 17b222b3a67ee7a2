namespace Portal.Settlement.Ledger;

/// <summary>Names of enumeration values as records and answers write them: the first letter small.</summary>
public static class ChoiceText
{
    /// <summary>The name of a value, for example <c>long</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The value of a name; null when there is none.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out var value) ? value : null;

    /// <summary>All names.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Names<T>.ByName.Keys;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(static value => value, static value => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..]);

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);
    }
}
