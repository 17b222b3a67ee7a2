namespace Portal.Benchmarks.Measuring;

/// <summary>A folder of this run alone, on a disk with enough room; deleted afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private ScratchFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes it below a parent folder, or below the temporary one.</summary>
    /// <exception cref="IOException">The disk has not enough room, or is none: memory has no flushes to wait for.</exception>
    public static ScratchFolder Make(string? parent, long bytesNeeded)
    {
        var below = System.IO.Path.GetFullPath(parent ?? System.IO.Path.GetTempPath());
        Directory.CreateDirectory(below);
        var drive = new DriveInfo(below);
        if (drive.DriveFormat is "tmpfs" or "ramfs")
        {
            throw new IOException($"'{below}' lies in memory: name a folder on a disk with --folder.");
        }

        // Twice over, so that whoever shares the disk does not run out of it.
        if (drive.AvailableFreeSpace < 2 * bytesNeeded)
        {
            throw new IOException($"'{below}' has {Gigabytes(drive.AvailableFreeSpace)} free; this needs {Gigabytes(bytesNeeded)} and as much again to spare.");
        }

        var path = System.IO.Path.Combine(below, $"portal-bench-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        Console.WriteLine($"Disk: {drive.DriveFormat}, {Gigabytes(drive.AvailableFreeSpace)} free, up to {Gigabytes(bytesNeeded)} used for the time of the run.");
        return new ScratchFolder(path);
    }

    /// <summary>A file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Gives back the room of a database that is no longer needed.</summary>
    public void Delete(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Path, $"{name}*"))
        {
            System.IO.File.Delete(file);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Gigabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e9:0.0} GB");
}
