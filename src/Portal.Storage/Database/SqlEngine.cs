namespace Portal.Storage.Database;

/// <summary>The databases the portal runs on.</summary>
public enum SqlEngine
{
    /// <summary>One file beside the program; the default.</summary>
    Sqlite,

    /// <summary>SQL Server 2019 and later, Azure SQL, Babelfish for Aurora PostgreSQL.</summary>
    SqlServer,
}
