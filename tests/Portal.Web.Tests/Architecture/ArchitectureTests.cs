using System.Reflection;
using System.Xml.Linq;

namespace Portal.Web.Tests.Architecture;

/// <summary>Dependencies run one way. README says which.</summary>
public sealed class ArchitectureTests
{
    private const string StandIn = "Microsoft.SqlServer.Server";

    /// <summary>What each project may see, directly or through another.</summary>
    private static readonly Dictionary<string, string[]> MaySee = new(StringComparer.Ordinal)
    {
        ["Microsoft.SqlServer.Server"] = [],
        ["Portal.Settlement"] = [],
        ["Portal.Storage"] = ["Portal.Settlement", StandIn],
        ["Portal.Worker"] = ["Portal.Settlement", "Portal.Storage"],
        ["Portal.Admin"] = ["Portal.Settlement", "Portal.Storage"],
        ["Portal.Web"] = ["Portal.Settlement", "Portal.Storage", "Portal.Worker", "Portal.Admin", "Portal.Verify"],
        ["Portal.Verify"] = ["Portal.Settlement"],
    };

    public static TheoryData<string> Projects { get; } = [.. MaySee.Keys];

    [Fact]
    public void Every_project_has_its_place()
    {
        var projects = Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(MaySee.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_sees_only_what_lies_before_it(string project)
    {
        var seen = Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!).Where(MaySee.ContainsKey);

        Assert.Empty(seen.Except(MaySee[project], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_what_lies_before_it(string project)
    {
        // The compiler drops a reference that no code uses, so the assembly alone does not tell.
        var named = ItemsOf(project, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

        Assert.Empty(named.Except(MaySee[project], StringComparer.Ordinal));
    }

    [Fact]
    public void The_rules_of_settlement_refer_to_no_package_and_no_framework_but_the_base()
    {
        Assert.Empty(ItemsOf("Portal.Settlement", "PackageReference"));
        Assert.Empty(ItemsOf("Portal.Settlement", "FrameworkReference"));
    }

    [Theory]
    [InlineData("Dapper")]
    [InlineData("Microsoft.Data.SqlClient")]
    [InlineData("Microsoft.Data.Sqlite")]
    public void Only_storage_talks_to_a_database(string package)
    {
        var users = MaySee.Keys.Where(project =>
            ItemsOf(project, "PackageReference").Contains(package)
            || Assembly.Load(project).GetReferencedAssemblies().Any(reference => reference.Name == package));

        Assert.Equal(["Portal.Storage"], users);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Components")]
    [InlineData("Radzen.Blazor")]
    public void What_happens_by_itself_does_not_know_that_pages_exist(string framework)
    {
        string[] below = ["Portal.Settlement", "Portal.Storage", "Portal.Worker", "Portal.Verify"];
        var users = below.Where(project => Assembly.Load(project).GetReferencedAssemblies()
            .Any(reference => reference.Name!.StartsWith(framework, StringComparison.Ordinal)));

        Assert.Empty(users);
    }

    private static string[] ItemsOf(string project, string item) =>
        [.. XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"))
            .Descendants(item)
            .Select(element => element.Attribute("Include")!.Value)];
}
