namespace Portal.Verify.Files;

/// <summary>A log's files in a folder, laid out as they are served, nothing packed.</summary>
internal sealed class FolderLogFiles(string folder) : ILogFiles
{
    public string Name => folder;

    /// <summary>The folder that holds the files: the one named, or <c>log</c> in it.</summary>
    public static FolderLogFiles Open(string folder)
    {
        var path = Path.GetFullPath(folder);
        var below = Path.Combine(path, "log");
        return new FolderLogFiles(!File.Exists(Path.Combine(path, LogPaths.Checkpoint)) && Directory.Exists(below) ? below : path);
    }

    public async Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(
                Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return await BoundedReading.ReadAsync(file, file.Length, bytesMax, cancellation) ?? throw new FileTooLongException(path, bytesMax);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException($"{Path.Combine(folder, path)} could not be read: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
    }
}
