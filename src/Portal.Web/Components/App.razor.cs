namespace Portal.Web.Components;

/// <summary>The root of every public page: static, without a circuit.</summary>
public sealed partial class App;
