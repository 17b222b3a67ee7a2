using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Storage.Schema;
using Portal.Verify;
using Portal.Web.Hosting;
using Spectre.Console;

namespace Portal.Web.Commands;

/// <summary>The verbs of the portal (contract: "Commands"). Exit codes: 0 done, 1 refused, 2 could not run.</summary>
internal sealed class PortalCommandLine(string[] settings)
{
    /// <summary>Refused, or partly refused.</summary>
    public const int Refused = 1;

    /// <summary>Could not run at all.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Messages for people; answers for machines go to standard output.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    /// <summary>Runs a verb.</summary>
    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        if (Console.IsOutputRedirected)
        {
            // A file or a pipe gets plain text, and tables as wide as they want to be.
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Width = 240;
        }

        var commands = new PortalCommandLine(arguments.Settings);
        var root = new RootCommand("The Insurance Fund Transparency Portal. Without a verb it serves the portal on http://localhost:5080.")
        {
            ReplayCommand.Make(commands),
            FundCommand.Make(commands),
            ContractCommand.Make(commands),
            RateCommand.Make(commands),
            KeyCommand.Make(commands),
            LogCommand.Make(commands),
            VerifyCommand.MakeVerb(),
            commands.Migrate(),
        };
        var parsed = root.Parse(arguments.Verb);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? CouldNotRun : exit;
    }

    /// <summary>Runs the body of a verb with the portal's services, the schema applied; what fails outside becomes exit code 2 and one line.</summary>
    public async Task<int> WithServicesAsync(Func<IServiceProvider, Task<int>> run, CancellationToken cancellation)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
            builder.Logging.ClearProviders();
            builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
            builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Logging.AddFilter("Portal", LogLevel.Warning);
            builder.Services.AddPortalStorage(builder.Configuration).AddPortalSettling(builder.Configuration);
            using var host = builder.Build();
            await host.Services.GetRequiredService<SchemaMigration>().ApplyAsync(cancellation);
            return await run(host.Services);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Error.MarkupLine("[yellow]Stopped.[/]");
            return CouldNotRun;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or SchemaTooNewException
            or System.Data.Common.DbException or TransientStorageException or OptionsValidationException or TimeoutException or ArgumentException
            or HttpRequestException or Worker.Settling.NotSettledException)
        {
            Complain($"[red]{exception.Message}[/]");
            return CouldNotRun;
        }
    }

    /// <summary>Tells a person how it went.</summary>
    public static void Say(FormattableString message) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, message);

    /// <summary>Tells a person what is wrong, on standard error.</summary>
    public static void Complain(FormattableString message) => Error.MarkupLineInterpolated(CultureInfo.InvariantCulture, message);

    /// <summary>Says why something was refused.</summary>
    public static int Refuse(Settlement.Problem problem)
    {
        Complain($"[red]{(problem.Field is null ? problem.Detail : $"{problem.Field}: {problem.Detail}")}[/]");
        return Refused;
    }

    /// <summary>Says why something could not run at all.</summary>
    public static int CouldNot(Settlement.Problem problem)
    {
        Refuse(problem);
        return CouldNotRun;
    }

    private Command Migrate()
    {
        var command = new Command("migrate", "Applies the schema and stops.");
        command.SetAction((_, cancellation) => WithServicesAsync(
            services =>
            {
                Say($"The schema is at version {services.GetRequiredService<SchemaMigration>().KnownVersion}.");
                return Task.FromResult(0);
            },
            cancellation));
        return command;
    }
}
