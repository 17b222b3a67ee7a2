namespace Portal.Admin.Dashboard;

/// <summary>How soon somebody is needed.</summary>
public enum AlertLevel
{
    /// <summary>Today.</summary>
    Warning,

    /// <summary>Now.</summary>
    Critical,
}

/// <summary>Something that needs a person.</summary>
/// <param name="Code">Its stable name.</param>
/// <param name="Level">How soon.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Detail">The figures behind it.</param>
/// <param name="Advice">What to do.</param>
public sealed record Alert(string Code, AlertLevel Level, string Title, string Detail, string Advice);
