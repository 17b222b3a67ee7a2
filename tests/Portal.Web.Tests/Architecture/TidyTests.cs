namespace Portal.Web.Tests.Architecture;

/// <summary>Files stay short and folders say what lies in them.</summary>
public sealed class TidyTests
{
    private static readonly string[] SaysNothing = ["Helpers", "Utils", "Common", "Managers"];

    private const int LinesMax = 300;

    [Theory]
    [InlineData("src", "*.cs")]
    [InlineData("src", "*.razor")]
    [InlineData("tests", "*.cs")]
    [InlineData("wwwroot-assets", "*.css")]
    [InlineData("wwwroot-assets", "*.ts")]
    public void No_file_is_too_long(string folder, string pattern)
    {
        var files = Repository.Files(folder, pattern).ToArray();
        var tooLong = files
            .Select(file => (File: file, Lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count()))
            .Where(file => file.Lines > LinesMax);

        Assert.NotEmpty(files);

        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("wwwroot-assets")]
    public void No_folder_is_a_drawer_for_anything(string folder)
    {
        var drawers = Repository.Files(folder, "*")
            .Select(file => Path.GetDirectoryName(file)!)
            .Distinct(StringComparer.Ordinal)
            .Where(path => path.Split('/', '\\').Intersect(SaysNothing, StringComparer.OrdinalIgnoreCase).Any());

        Assert.Empty(drawers);
    }
}
