using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.HowItWorks;

/// <summary>Every term in plain words, each with an anchor of its own.</summary>
public sealed partial class GlossaryPage : ComponentBase;
