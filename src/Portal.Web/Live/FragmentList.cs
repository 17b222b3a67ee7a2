using Microsoft.AspNetCore.Components;

namespace Portal.Web.Live;

/// <summary>Collects the parts of a view that changed, rendered in one language.</summary>
/// <param name="renderer">Renders each once.</param>
/// <param name="culture">The language.</param>
public sealed class FragmentList(FragmentRenderer renderer, string culture)
{
    private readonly List<Fragment> _found = [];

    /// <summary>What was collected, in order.</summary>
    public IReadOnlyList<Fragment> Found => _found;

    /// <summary>A part in the place of the earlier one, unless it looks the same.</summary>
    public Task AddAsync<TComponent>(string target, LiveFund? earlier, LiveFund fund, Func<LiveFund, Dictionary<string, object?>> parameters)
        where TComponent : IComponent => AddAsync<TComponent, LiveFund>(target, earlier, fund, parameters);

    /// <summary>A part that shows more than one fund.</summary>
    public async Task AddAsync<TComponent>(string target, LiveSnapshot snapshot, Func<LiveSnapshot, Dictionary<string, object?>> parameters)
        where TComponent : IComponent =>
        _found.Add(new Fragment(target, await renderer.RenderAsync<TComponent>(snapshot, culture, () => parameters(snapshot)), FragmentPlace.Replace));

    /// <summary>A part that shows a view of its own in the place of the earlier one, unless it looks the same; where no earlier one is known it is told.</summary>
    public async Task AddAsync<TComponent, TView>(string target, TView? earlier, TView view, Func<TView, Dictionary<string, object?>> parameters)
        where TComponent : IComponent
        where TView : class
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var html = await renderer.RenderAsync<TComponent>(view, culture, () => parameters(view));
        if (earlier is null || html != await renderer.RenderAsync<TComponent>(earlier, culture, () => parameters(earlier)))
        {
            _found.Add(new Fragment(target, html, FragmentPlace.Replace));
        }
    }

    /// <summary>A part that differs from the earlier one, for a thing that is shown with it alone.</summary>
    public async Task PutAsync<TComponent>(string target, object shown, Func<Dictionary<string, object?>> parameters)
        where TComponent : IComponent =>
        _found.Add(new Fragment(target, await renderer.RenderAsync<TComponent>(shown, culture, parameters), FragmentPlace.Replace));

    /// <summary>New rows, the newest first.</summary>
    public async Task PrependAsync<TComponent, TShown>(
        string target, int keep, int? skipped, IEnumerable<TShown> rows, Func<TShown, Dictionary<string, object?>> parameters)
        where TComponent : IComponent
        where TShown : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(parameters);
        var html = new System.Text.StringBuilder();
        foreach (var row in rows)
        {
            html.Append(await renderer.RenderAsync<TComponent>(row, culture, () => parameters(row)));
        }

        if (html.Length > 0)
        {
            _found.Add(new Fragment(target, html.ToString(), FragmentPlace.Prepend, keep, skipped));
        }
    }
}
