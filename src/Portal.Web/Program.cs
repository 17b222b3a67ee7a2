using Portal.Web.Commands;
using Portal.Web.Hosting;

var arguments = CommandArguments.Read(args);
return arguments.Verb.Length > 0
    ? await PortalCommandLine.RunAsync(arguments)
    : await PortalServer.RunAsync(arguments.Settings);

/// <summary>The program: serves the portal, or runs a verb.</summary>
public partial class Program;
