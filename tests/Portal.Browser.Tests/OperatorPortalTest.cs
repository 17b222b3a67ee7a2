namespace Portal.Browser.Tests;

/// <summary>A test with a visitor and a portal of its own, to which it sends what an exchange would.</summary>
public abstract class OperatorPortalTest(PortalBrowser chromium) : BrowserTest(chromium)
{
    protected PortalOfOperator Portal { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Portal.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
