using Portal.Storage.Intake;

namespace Portal.Admin.Sources;

/// <summary>A key that has just been made, with its secret, which is shown this once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What requests are signed with.</param>
/// <param name="Replaced">The key whose place it takes, with its end; null for a first one.</param>
public sealed record NewKey(IntakeKeyRow Key, string Secret, IntakeKeyRow? Replaced);
