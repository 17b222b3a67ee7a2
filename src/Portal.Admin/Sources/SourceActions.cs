using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.Intake;
using Portal.Storage.People;

namespace Portal.Admin.Sources;

/// <summary>What owners do with keys, and approvers with sources. Each action asks the database first who is acting.</summary>
public sealed class SourceActions(
    CurrentPerson current, SourceStore sources, IntakeKeyStore keys, SourcePauseStore pauses, IntakeSecrets secrets, TimeProvider clock)
{
    /// <summary>Makes the key of a source that has none in force.</summary>
    /// <returns>The key with its secret, which is shown this once, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Checked<NewKey>> AddKeyAsync(string? source, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var name = source?.Trim();
        if (SourceName.Problem(name) is { } problem)
        {
            return problem;
        }

        return await keys.AddAsync(name!, actor.Did(clock.GetUtcNow(), "key.added", name!), cancellation) is { } key
            ? new NewKey(key, secrets.Of(key.KeyId), Replaced: null)
            : new Problem("key-exists", "source", $"'{name}' has a key that works; replace or revoke that one.");
    }

    /// <summary>Makes a new key for a source and lets the old one work for a while.</summary>
    /// <returns>The key with its secret, which is shown this once, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Checked<NewKey>> RotateKeyAsync(string source, TimeSpan overlap, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        if (KeyOverlap.Check(overlap).Problem is { } problem)
        {
            return problem;
        }

        var now = clock.GetUtcNow();
        var rotation = await keys.RotateAsync(source, now + overlap, actor.Did(now, "key.rotated", source), cancellation);
        return ProblemOf(rotation.Outcome, source) is { } refused
            ? refused
            : new NewKey(rotation.Added!, secrets.Of(rotation.Added!.KeyId), rotation.Replaced);
    }

    /// <summary>Why a key could not be replaced; null when it was.</summary>
    public static Problem? ProblemOf(IntakeKeyRotationOutcome outcome, string source) => outcome switch
    {
        IntakeKeyRotationOutcome.Rotated => null,
        IntakeKeyRotationOutcome.NothingInForce => new Problem("unknown-key", "source", $"'{source}' has no key that works; make one."),
        _ => new Problem("still-rotating", "source", $"'{source}' has two keys that work: revoke one of them first, or wait for the end of the older one."),
    };

    /// <summary>Revokes a key, at once.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Problem?> RevokeKeyAsync(string source, string keyId, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var revoked = await keys.RevokeAsync(source, keyId, actor.Did(clock.GetUtcNow(), "key.revoked", keyId), cancellation);
        return revoked.Count > 0 ? null : new Problem("nothing-to-change", null, "The key has ended or was revoked meanwhile.");
    }

    /// <summary>Lets nothing of a source in until it is resumed, however it comes: what has a key or has ever sent anything can be paused.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an approver.</exception>
    public async Task<Problem?> PauseAsync(string source, string? reason, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Approver, cancellation);
        if (reason?.Trim() is not { Length: > 0 and <= SourcePauseStore.ReasonMax } why)
        {
            return new Problem("bad-reason", "reason", $"Say why, in 1 to {SourcePauseStore.ReasonMax} characters.");
        }

        if ((await keys.ReadAllAsync(cancellation)).All(key => key.Source != source) && (await sources.ReadAllAsync(cancellation)).All(row => row.Source != source))
        {
            return new Problem("unknown-source", null, $"'{source}' has never had a key and has never sent anything.");
        }

        var audit = actor.Did(clock.GetUtcNow(), "source.paused", source, System.Text.Json.JsonSerializer.Serialize(new { reason = why }));
        return await pauses.PauseAsync(source, why, audit, cancellation) ? null : new Problem("nothing-to-change", null, $"'{source}' is paused already.");
    }

    /// <summary>Lets a source send again.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an approver.</exception>
    public async Task<Problem?> ResumeAsync(string source, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Approver, cancellation);
        return await pauses.ResumeAsync(source, actor.Did(clock.GetUtcNow(), "source.resumed", source), cancellation)
            ? null
            : new Problem("nothing-to-change", null, $"'{source}' is not paused.");
    }
}
