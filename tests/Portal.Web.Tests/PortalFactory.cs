using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Portal.Web.Tests;

/// <summary>The portal as visitors get it, in this process, on an empty database of its own.</summary>
public class PortalFactory : WebApplicationFactory<Program>
{
    /// <summary>Holds the database and the keys; gone after the test.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("portal-web-test-").FullName;

    /// <summary>Settings of the configuration, set before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal) { ["Portal:Demo:Enabled"] = "false" };

    // The factory would choose Development, where assets are not cached and errors are shown in full.
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Portal:Database:ConnectionString", $"Data Source={Path.Combine(Folder, "portal.db")}");
        builder.UseSetting("Portal:Secrets:KeyFile", Path.Combine(Folder, "master.key"));
        builder.UseSetting("Portal:Log:KeyFile", Path.Combine(Folder, "log.key"));
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(Folder))
        {
            DataFolder.Remove(Folder);
        }
    }
}
