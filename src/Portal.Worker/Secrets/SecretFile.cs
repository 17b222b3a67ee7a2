using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Worker.Secrets;

/// <summary>A file that nobody but its owner may read, made once.</summary>
internal static class SecretFile
{
    /// <summary>Makes the file with mode 600, unless it is there: of several processes that start at once, one makes it.</summary>
    /// <remarks>Written in full under another name, then given its own if nobody was faster: no process ever sees half a secret.</remarks>
    public static void Create(string file, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            GiveName(draft, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it in the meantime: its secret counts.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // On Unix, File.Move looks whether the name is free and then renames: two processes can both find it free. A hard link can't be made twice.
    private static void GiveName(string draft, string file)
    {
        if (OperatingSystem.IsWindows() || Link(Encoding.UTF8.GetBytes($"{draft}\0"), Encoding.UTF8.GetBytes($"{file}\0")) != 0)
        {
            File.Move(draft, file, overwrite: false);
        }
    }

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] name);
}
