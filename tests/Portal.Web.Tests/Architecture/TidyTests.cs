namespace Portal.Web.Tests.Architecture;

/// <summary>Files stay short and folders say what lies in them.</summary>
public sealed class TidyTests
{
    private static readonly string[] SaysNothing = ["Helpers", "Utils", "Common", "Managers"];

    [Theory]
    [InlineData("src", 300)]
    [InlineData("tests", 400)]
    public void No_file_is_too_long(string folder, int linesMax)
    {
        var tooLong = Repository.Files(folder, "*.cs")
            .Select(file => (File: file, Lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count()))
            .Where(file => file.Lines > linesMax);

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
