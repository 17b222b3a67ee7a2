namespace Portal.Storage.Intake;

/// <summary>What came of replacing a key.</summary>
public enum IntakeKeyRotationOutcome
{
    /// <summary>There is a new key beside the old one, which has an end now.</summary>
    Rotated,

    /// <summary>The source has no key in force that could be replaced.</summary>
    NothingInForce,

    /// <summary>Two keys are in force already: one is still running out.</summary>
    StillRotating,
}

/// <summary>A key and the one that takes its place.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Added">The new key; null when nothing was done.</param>
/// <param name="Replaced">The old key with its end; null when nothing was done.</param>
public sealed record IntakeKeyRotation(IntakeKeyRotationOutcome Outcome, IntakeKeyRow? Added, IntakeKeyRow? Replaced);
