using Microsoft.AspNetCore.Components;

namespace Portal.Web.Live;

/// <summary>Collects the parts of a view that changed, rendered in one language.</summary>
internal sealed class FragmentList(FragmentRenderer renderer, string culture)
{
    public List<Fragment> Found { get; } = [];

    /// <summary>A part in the place of the earlier one, unless it looks the same.</summary>
    public async Task AddAsync<TComponent>(string target, LiveFund? earlier, LiveFund fund, Func<LiveFund, Dictionary<string, object?>> parameters)
        where TComponent : IComponent
    {
        var html = await renderer.RenderAsync<TComponent>(fund, culture, () => parameters(fund));
        if (earlier is null || html != await renderer.RenderAsync<TComponent>(earlier, culture, () => parameters(earlier)))
        {
            Found.Add(new Fragment(target, html, FragmentPlace.Replace));
        }
    }

    /// <summary>A part that shows more than one fund.</summary>
    public async Task AddAsync<TComponent>(string target, LiveSnapshot snapshot, Func<LiveSnapshot, Dictionary<string, object?>> parameters)
        where TComponent : IComponent =>
        Found.Add(new Fragment(target, await renderer.RenderAsync<TComponent>(snapshot, culture, () => parameters(snapshot)), FragmentPlace.Replace));

    /// <summary>A part that shows a view of its own in the place of the earlier one, unless it looks the same.</summary>
    public async Task AddAsync<TComponent, TView>(string target, TView earlier, TView view, Func<TView, Dictionary<string, object?>> parameters)
        where TComponent : IComponent
        where TView : class
    {
        var html = await renderer.RenderAsync<TComponent>(view, culture, () => parameters(view));
        if (html != await renderer.RenderAsync<TComponent>(earlier, culture, () => parameters(earlier)))
        {
            Found.Add(new Fragment(target, html, FragmentPlace.Replace));
        }
    }

    /// <summary>A part that differs from the earlier one, for a thing that is shown with it alone.</summary>
    public async Task PutAsync<TComponent>(string target, object shown, Func<Dictionary<string, object?>> parameters)
        where TComponent : IComponent =>
        Found.Add(new Fragment(target, await renderer.RenderAsync<TComponent>(shown, culture, parameters), FragmentPlace.Replace));

    /// <summary>New rows, the newest first.</summary>
    public async Task PrependAsync<TComponent, TShown>(
        string target, int keep, int? skipped, IEnumerable<TShown> rows, Func<TShown, Dictionary<string, object?>> parameters)
        where TComponent : IComponent
        where TShown : class
    {
        var html = new System.Text.StringBuilder();
        foreach (var row in rows)
        {
            html.Append(await renderer.RenderAsync<TComponent>(row, culture, () => parameters(row)));
        }

        if (html.Length > 0)
        {
            Found.Add(new Fragment(target, html.ToString(), FragmentPlace.Prepend, keep, skipped));
        }
    }
}
