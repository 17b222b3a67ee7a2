namespace Portal.Web.Features.Home;

/// <summary>The first page: all funds at a glance.</summary>
public sealed partial class HomePage;
