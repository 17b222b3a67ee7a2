namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Whether the demo market runs.</summary>
public sealed class DemoOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Demo";

    /// <summary>Yes, no, or by default: in an empty database with no source configured, and from then on in the database it made.</summary>
    public bool? Enabled { get; set; }
}
