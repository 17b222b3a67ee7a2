using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>What axe says of a page.</summary>
public static class Accessibility
{
    /// <summary>Fails with each rule that the page breaks, where, and by what.</summary>
    public static async Task HoldsAsync(IPage page, string where)
    {
        var found = await page.RunAxe();

        // An equality would cut the words short.
        var complaints = found.Violations.SelectMany(violation => violation.Nodes.Take(3).Select(node =>
            $"{where}: {violation.Id} {node.Html}: {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(static check => check.Message))}"));
        Assert.True(found.Violations.Length == 0, string.Join('\n', complaints));
    }
}
