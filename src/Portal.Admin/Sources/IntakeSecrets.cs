namespace Portal.Admin.Sources;

/// <summary>Derives the secret of an intake key from the key's id. The host brings it: the master secret is out of reach here.</summary>
/// <param name="Of">From key id to the secret as it is printed.</param>
public sealed record IntakeSecrets(Func<string, string> Of);
