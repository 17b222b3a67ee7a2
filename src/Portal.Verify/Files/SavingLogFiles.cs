namespace Portal.Verify.Files;

/// <summary>Keeps every file that is read in a folder of the same layout, so that the same can be checked again without the server.</summary>
internal sealed class SavingLogFiles(ILogFiles files, string folder) : ILogFiles
{
    private byte[]? _checkpoint;

    public string Name => files.Name;

    public async Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation)
    {
        var bytes = await files.ReadAsync(path, bytesMax, cancellation);
        if (path == LogPaths.Checkpoint)
        {
            // Kept last: a folder with a checkpoint is one with everything that the checkpoint covers.
            _checkpoint = bytes;
        }
        else if (bytes is not null)
        {
            await KeepAsync(path, bytes, cancellation);
        }

        return bytes;
    }

    /// <summary>Keeps the checkpoint, after everything else.</summary>
    public Task FinishAsync(CancellationToken cancellation) =>
        _checkpoint is null ? Task.CompletedTask : KeepAsync(LogPaths.Checkpoint, _checkpoint, cancellation);

    public void Dispose() => files.Dispose();

    private async Task KeepAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, bytes, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException($"{file} could not be written: {exception.Message}", exception);
        }
    }
}
