using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Web.Live;

/// <summary>Renders components to text, each once for the thing it shows and a language, however many look at it.</summary>
/// <remarks>
/// What is shown never changes (a fund as of one entry, a liquidation): its markup is kept as long as the thing itself. There is no request here, so
/// such components may ask for nothing that belongs to one, and write addresses relative to the page's base.
/// </remarks>
public sealed class FragmentRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly ConditionalWeakTable<object, ConcurrentDictionary<(Type Component, string Culture), Lazy<Task<string>>>> _rendered = [];
    private long _count;

    /// <summary>How many components were rendered so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The markup of a component that shows <paramref name="shown"/>.</summary>
    /// <param name="shown">What it shows: the same object, the same markup.</param>
    /// <param name="culture">The language.</param>
    /// <param name="parameters">The component's parameters, asked for when it has to be rendered.</param>
    public async Task<string> RenderAsync<TComponent>(object shown, string culture, Func<Dictionary<string, object?>> parameters)
        where TComponent : IComponent
    {
        var markups = _rendered.GetOrCreateValue(shown);
        var key = (typeof(TComponent), culture);
        var markup = markups.GetOrAdd(key, _ => new Lazy<Task<string>>(() => RenderNowAsync<TComponent>(culture, parameters())));
        try
        {
            return await markup.Value;
        }
        catch
        {
            markups.TryRemove(key, out _);
            throw;
        }
    }

    private async Task<string> RenderNowAsync<TComponent>(string culture, Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        Interlocked.Increment(ref _count);
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }
}
