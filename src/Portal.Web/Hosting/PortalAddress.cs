namespace Portal.Web.Hosting;

/// <summary>Where the portal listens when nobody says where.</summary>
internal static class PortalAddress
{
    private const string Default = "http://localhost:5080";

    /// <summary>The setting that says under which address people reach the portal, when that is not where it listens.</summary>
    private const string PublicKey = "Portal:Address";

    private static readonly string[] Keys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    /// <summary>Takes the default unless the command line, the environment or appsettings name an address.</summary>
    /// <remarks>An address in our own appsettings would hide the usual <c>ASPNETCORE_URLS</c>, which ranks below it.</remarks>
    public static void UsePortalAddress(this WebApplicationBuilder builder)
    {
        if (Keys.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>Under which address people reach the portal, without a slash at the end, as far as the settings tell.</summary>
    public static string ForPeople(IConfiguration configuration)
    {
        var listening = configuration[WebHostDefaults.ServerUrlsKey] ?? configuration["ASPNETCORE_URLS"];
        var address = configuration[PublicKey] ?? listening?.Split(';')[0];
        return (string.IsNullOrWhiteSpace(address) ? Default : address).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .TrimEnd('/');
    }
}
