namespace Microsoft.SqlServer.Server;

/// <summary>Whether a function of the database reads its data.</summary>
public enum DataAccessKind
{
    None = 0,
    Read = 1,
}

/// <summary>Whether a function of the database reads its system catalogue.</summary>
public enum SystemDataAccessKind
{
    None = 0,
    Read = 1,
}
