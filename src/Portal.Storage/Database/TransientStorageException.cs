namespace Portal.Storage.Database;

/// <summary>The database gave up for a reason that passes: nothing was written. Run the whole piece of work again, from its first read.</summary>
public sealed class TransientStorageException(Exception cause)
    : Exception($"The database could not do this now; nothing was written. {cause.Message}", cause);
