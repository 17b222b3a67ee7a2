using Portal.Web;
using Portal.Web.Components;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,

    // Settings and pages are found beside the program, whichever folder it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});

builder.UsePortalAddress();
builder.WebHost.UseStaticWebAssets();
builder.Services.AddRazorComponents();
builder.Services.AddSignalR();

var app = builder.Build();

app.UseAntiforgery();
app.MapStaticAssets();

// The public root: no render mode, so no script of the framework, no cookie, nothing that forbids caching.
app.MapRazorComponents<App>();

await app.RunAsync();

/// <summary>The host: wires every role of the portal.</summary>
public partial class Program;
