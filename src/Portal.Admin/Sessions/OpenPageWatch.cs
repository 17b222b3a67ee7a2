using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Admin.Sessions;

/// <summary>Counts a circuit among its person's, from its beginning to its end, and opens none beyond the limit.</summary>
public sealed class OpenPageWatch(OpenPages pages, AuthenticationStateProvider authentication) : CircuitHandler
{
    private string? _counted;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The person has too many pages open.</exception>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var person = (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? string.Empty;
        if (!pages.TryOpen(person))
        {
            throw new InvalidOperationException($"More than {OpenPages.OfOneMax} operators' pages of one person are open.");
        }

        _counted = person;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _counted, null) is { } person)
        {
            pages.Close(person);
        }

        return Task.CompletedTask;
    }
}
