namespace Portal.Storage;

/// <summary>The databases that the portal runs on.</summary>
public enum SqlEngine
{
    /// <summary>Embedded: one file, no set-up. The default.</summary>
    Sqlite,

    /// <summary>SQL Server 2019 and later, Azure SQL, Babelfish.</summary>
    SqlServer,
}
