using System.Reflection;
using Portal.Storage.Database;

namespace Portal.Storage.Tests.Database;

/// <summary>Every query text of the product.</summary>
internal static class SqlTexts
{
    public static IReadOnlyDictionary<string, SqlText> All { get; } = typeof(SqlText).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(SqlText))
        .ToDictionary(field => $"{field.DeclaringType!.Name}.{field.Name}", field => (SqlText)field.GetValue(null)!, StringComparer.Ordinal);

    public static TheoryData<string> ForSqlite { get; } = [.. All.Where(text => text.Value.Sqlite is not null).Select(text => text.Key)];

    public static TheoryData<string> ForSqlServer { get; } = [.. All.Where(text => text.Value.SqlServer is not null).Select(text => text.Key)];
}
