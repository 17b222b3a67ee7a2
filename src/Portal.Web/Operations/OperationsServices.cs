using Microsoft.Extensions.Options;

namespace Portal.Web.Operations;

/// <summary>Registers what operators see of this process from outside: samples, telemetry, the form of its log.</summary>
internal static class OperationsServices
{
    private const string FormatKey = "Portal:Logs:Format";

    /// <summary>Samples always; telemetry if somebody named a collector.</summary>
    public static IServiceCollection AddPortalOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SampleOptions>().Bind(configuration.GetSection(SampleOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SampleOptions>, SampleOptionsValidator>();
        services.AddSingleton<LedgerFigures>();
        services.AddHostedService<ProcessSampler>();
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection(TelemetryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        if (!string.IsNullOrEmpty(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.OtlpEndpoint)}"])
            || !string.IsNullOrEmpty(configuration[TelemetryOptions.StandardEndpoint]))
        {
            services.AddHostedService<TelemetryExport>();
        }

        return services;
    }

    /// <summary>One JSON object a line for <c>json</c>, lines for people for <c>text</c>.</summary>
    public static void UsePortalFormat(this ILoggingBuilder logging, IConfiguration configuration)
    {
        switch (configuration[FormatKey])
        {
            case null or "" or "text":
                break;
            case "json":
                logging.AddJsonConsole(static format =>
                {
                    // Scopes hold the address of each request, and that of an invitation is a secret.
                    format.IncludeScopes = false;
                    format.UseUtcTimestamp = true;
                    format.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                });
                break;
            default:
                throw new OptionsValidationException(FormatKey, typeof(string), [$"{FormatKey} is 'json' or 'text'."]);
        }
    }
}
