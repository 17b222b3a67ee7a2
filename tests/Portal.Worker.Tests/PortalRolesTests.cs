namespace Portal.Worker.Tests;

public sealed class PortalRolesTests
{
    [Theory]
    [InlineData("web", PortalRoles.Web)]
    [InlineData("worker", PortalRoles.Worker)]
    [InlineData("web, worker", PortalRoles.Both)]
    public void Roles_are_read_as_an_operator_writes_them(string written, PortalRoles meant)
    {
        Assert.Equal(meant, Enum.Parse<PortalRoles>(written, ignoreCase: true));
    }
}
