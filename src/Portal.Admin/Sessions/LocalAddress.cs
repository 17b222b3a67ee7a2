namespace Portal.Admin.Sessions;

/// <summary>Where somebody may be sent after signing in: to a page of the operators' half and nowhere else.</summary>
public static class LocalAddress
{
    /// <summary>The address if it is one of ours, else the first page.</summary>
    public static string Of(string? address) => IsOurs(address) ? address! : AdminArea.Path;

    private static bool IsOurs(string? address) =>
        address is not null
        && address.StartsWith(AdminArea.Path, StringComparison.Ordinal)
        && (address.Length == AdminArea.Path.Length || address[AdminArea.Path.Length] is '/' or '?')
        && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Contains("//", StringComparison.Ordinal)
        && !address.Contains("/.", StringComparison.Ordinal)
        && !address.Any(char.IsControl);
}
