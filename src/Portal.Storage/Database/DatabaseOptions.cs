using System.ComponentModel.DataAnnotations;

namespace Portal.Storage.Database;

/// <summary>Where the portal keeps what it knows.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Portal:Database";

    /// <summary>Which database it is.</summary>
    [EnumDataType(typeof(SqlEngine))]
    public SqlEngine Engine { get; set; } = SqlEngine.Sqlite;

    /// <summary>How to reach it. A relative SQLite file lies under the caller's directory.</summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/portal.db";
}
