using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Verification;

/// <summary>What is checked and how, and what can't be told, for readers with and without script.</summary>
public sealed partial class VerifyGuide : ComponentBase;
