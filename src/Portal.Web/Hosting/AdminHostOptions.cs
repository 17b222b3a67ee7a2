namespace Portal.Web.Hosting;

/// <summary>How operators reach their pages.</summary>
public sealed class AdminHostOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Admin";

    /// <summary>Whether the pages are answered over http to other machines too: passwords and sessions can then be read on the way.</summary>
    public bool AllowHttp { get; set; }
}
