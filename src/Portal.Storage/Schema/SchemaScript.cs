using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Storage.Database;

namespace Portal.Storage.Schema;

/// <summary>One numbered step of the schema, from the files beside this one.</summary>
internal sealed partial record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>Every step for an engine, in order and without gaps.</summary>
    public static IReadOnlyList<SchemaScript> AllOf(SqlEngine engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"Schema/{engine}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[prefix.Length..^".sql".Length]))];
    }

    /// <summary>The pieces to send one by one: T-SQL wants a trigger or a type alone in its batch, and GO on a line of its own ends one.</summary>
    public IEnumerable<string> Batches() =>
        BatchEnd().Split(Text).Select(static batch => batch.Trim()).Where(static batch => batch.Length > 0);

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return new SchemaScript(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }

    [GeneratedRegex(@"^GO\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex BatchEnd();
}
