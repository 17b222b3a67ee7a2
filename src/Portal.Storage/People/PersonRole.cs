namespace Portal.Storage.People;

/// <summary>What a person may do. Each role may do everything that the ones before it may.</summary>
public enum PersonRole
{
    /// <summary>Looks at everything and changes nothing.</summary>
    Viewer,

    /// <summary>Proposes changes.</summary>
    Proposer,

    /// <summary>Approves or refuses what somebody else proposed.</summary>
    Approver,

    /// <summary>Invites people, gives them roles, handles keys and freezes.</summary>
    Owner,
}

/// <summary>How roles are written in the database and on the command line.</summary>
public static class PersonRoleText
{
    /// <summary>The role in lower case, for example <c>approver</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the four.</exception>
    public static string Of(PersonRole role) => role switch
    {
        PersonRole.Viewer => "viewer",
        PersonRole.Proposer => "proposer",
        PersonRole.Approver => "approver",
        PersonRole.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This is no role."),
    };

    /// <summary>Reads a role in any case; null when the text is none.</summary>
    public static PersonRole? Read(string? text) => text?.ToLowerInvariant() switch
    {
        "viewer" => PersonRole.Viewer,
        "proposer" => PersonRole.Proposer,
        "approver" => PersonRole.Approver,
        "owner" => PersonRole.Owner,
        _ => null,
    };
}
