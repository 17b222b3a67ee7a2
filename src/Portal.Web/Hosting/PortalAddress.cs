namespace Portal.Web.Hosting;

/// <summary>Where the portal listens when nobody says where.</summary>
internal static class PortalAddress
{
    private const string Default = "http://localhost:5080";

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
}
