using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>Why a key is believed to be the log's.</summary>
public enum KeyTrust
{
    /// <summary>It was given, and is known from elsewhere than the server.</summary>
    Given,

    /// <summary>It, or the key it goes back to, is the one of an earlier check.</summary>
    Saved,

    /// <summary>The server itself named it: trusted on first use.</summary>
    FirstUse,
}

/// <summary>A key handed the log over to another.</summary>
/// <param name="Number">Which handover, from 1.</param>
/// <param name="Last">The last checkpoint that the old key signed.</param>
/// <param name="Successor">The key that signs from there on.</param>
internal sealed record Handover(int Number, Checkpoint Last, VerifierKey Successor);

/// <summary>The beginning of a check: what the log commits to, and who signed that.</summary>
/// <param name="Checkpoint">Size and root.</param>
/// <param name="Note">The bytes that were signed, with the signatures.</param>
/// <param name="Key">The key that signs now.</param>
/// <param name="Trust">Why it is believed.</param>
/// <param name="Handovers">The handovers from the believed key to it.</param>
internal sealed record LogHead(Checkpoint Checkpoint, byte[] Note, VerifierKey Key, KeyTrust Trust, IReadOnlyList<Handover> Handovers);
