namespace Portal.Web;

/// <summary>Under which address the public reaches the portal: what absolute links begin with.</summary>
/// <remarks>Named in the setting <c>Portal:Address</c>. Unnamed, it is what the visitor asked for; answers are then kept for each such name apart.</remarks>
public sealed class PublicAddress(IConfiguration configuration)
{
    private const string Key = "Portal:Address";

    private readonly string? _named = configuration[Key] is { Length: > 0 } named ? named.TrimEnd('/') : null;

    /// <summary>Whether it is the same for everybody.</summary>
    public bool IsNamed => _named is not null;

    /// <summary>The address, without a slash at the end.</summary>
    /// <param name="asked">The portal's root as the visitor asked for it.</param>
    public string Of(string asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return _named ?? asked.TrimEnd('/');
    }

    /// <summary>The same of a request.</summary>
    public string Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of($"{request.Scheme}://{request.Host}{request.PathBase}");
    }
}
