namespace Portal.Verify.Files;

/// <summary>Where the files of a log are read from: a web server or a folder. Whoever keeps them is not trusted.</summary>
internal interface ILogFiles : IDisposable
{
    /// <summary>How they are called in a report.</summary>
    string Name { get; }

    /// <summary>Reads one file.</summary>
    /// <param name="path">Below the log's address, with slashes, for example <c>tile/0/x001/067</c>.</param>
    /// <param name="bytesMax">How long it may be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its bytes, unpacked; null when there is no such file.</returns>
    /// <exception cref="FileTooLongException">It is longer; no more than that was read.</exception>
    /// <exception cref="CouldNotRunException">It could not be read.</exception>
    Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation);
}

/// <summary>A file is longer than any honest one of its kind.</summary>
internal sealed class FileTooLongException(string path, int bytesMax)
    : Exception(FormattableString.Invariant($"{path} is longer than the {bytesMax} bytes that it can have."));
