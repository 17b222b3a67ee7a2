using Portal.Web.Features.PublicApi;

namespace Portal.Web;

/// <summary>How an address says no before anything of its own was asked. Metadata of an endpoint; the portal's own form where there is none.</summary>
internal abstract class Refusals
{
    private static readonly Refusals Own = new OwnForm();

    /// <summary>The form of the address that is asked.</summary>
    public static Refusals Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Refusals>() ?? Own;

    /// <summary>Come back later and less often.</summary>
    public abstract IResult TooManyRequests();

    /// <summary>Come back.</summary>
    public abstract IResult Unavailable(string detail);

    private sealed class OwnForm : Refusals
    {
        public override IResult TooManyRequests() => ApiProblems.TooManyRequests();

        public override IResult Unavailable(string detail) => ApiProblems.Unavailable(detail);
    }
}
