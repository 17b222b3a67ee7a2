namespace Portal.Storage.Schema;

/// <summary>The database was made by a newer version of the program, which this one would misread.</summary>
public sealed class SchemaTooNewException(int found, int known)
    : Exception(
        $"The database has schema version {found}, and this program knows versions up to {known}. "
        + "Run a newer version of the portal, or point it at another database.")
{
    /// <summary>The version in the database.</summary>
    public int Found => found;

    /// <summary>The newest version this program knows.</summary>
    public int Known => known;
}
