[assembly: Trait("Category", "Browser")]
[assembly: AssemblyFixture(typeof(Portal.Browser.Tests.PortalBrowser))]
