namespace Portal.Verify.Files;

/// <summary>Finds out what a location on a command line means: a portal's address, or a folder.</summary>
internal static class LogLocation
{
    /// <exception cref="CouldNotRunException">It is neither.</exception>
    public static ILogFiles Open(string location, TimeProvider time)
    {
        if (Uri.TryCreate(location, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            return HttpLogFiles.Open(address, time);
        }

        return Directory.Exists(location)
            ? FolderLogFiles.Open(location)
            : throw new CouldNotRunException($"'{location}' is neither an address that begins with http:// or https:// nor a folder.");
    }
}
