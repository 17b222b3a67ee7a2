using Portal.Storage.People;

namespace Portal.Admin.People;

/// <summary>A person as ASP.NET Core Identity handles one: the row, and what is to become of it.</summary>
public sealed class Person
{
    /// <summary>Takes a row that was read.</summary>
    public Person(PersonRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        (Row, SeenConcurrencyStamp) = (row, row.ConcurrencyStamp);
    }

    /// <summary>The row as it is to stand.</summary>
    public PersonRow Row { get; internal set; }

    /// <summary>What the person may do.</summary>
    public PersonRole Role => PersonRoleText.Read(Row.Role) ?? PersonRole.Viewer;

    /// <summary>The stamp that the row was read with.</summary>
    internal string SeenConcurrencyStamp { get; set; }
}
