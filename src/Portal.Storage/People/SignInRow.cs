namespace Portal.Storage.People;

/// <summary>One thing that happened at the door.</summary>
/// <param name="PersonId">To whom.</param>
/// <param name="AtMs">When, Unix ms.</param>
/// <param name="Entry">Random; keeps two of one millisecond apart.</param>
/// <param name="Address">From which network address; <c>unknown</c> when it has none.</param>
/// <param name="UserAgent">What the browser calls itself, shortened.</param>
/// <param name="Method"><c>password</c>, <c>authenticator</c>, <c>recovery-code</c>, <c>passkey</c> or <c>invitation</c>.</param>
/// <param name="Outcome"><c>signed-in</c>, <c>refused</c>, <c>locked</c> (refused, and with it too often) or <c>signed-out</c>.</param>
public sealed record SignInRow(string PersonId, long AtMs, long Entry, string Address, string UserAgent, string Method, string Outcome);

/// <summary>How it goes at the door for one person.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="LastSignedInAtMs">The last time that somebody came in as this person, Unix ms; 0 before the first.</param>
/// <param name="RefusedCount">Wrong attempts of the last days that did not lock.</param>
/// <param name="LockedCount">Those that did, each after five wrong ones.</param>
public sealed record SignInSummaryRow(string PersonId, long LastSignedInAtMs, long RefusedCount, long LockedCount);
