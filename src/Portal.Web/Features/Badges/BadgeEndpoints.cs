using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Web.Caching;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Badges;

/// <summary>Pictures of a fund for readmes, forums and link previews.</summary>
internal static class BadgeEndpoints
{
    private const string SvgType = "image/svg+xml; charset=utf-8";

    // How long shields.io keeps an answer.
    private const int ShieldsSeconds = 60;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var badges = routes.MapGroup("/badge").ExcludeFromDescription();
        badges.AddEndpointFilter<ApiAnswerFilter>();
        badges.RequireCors(PublicSite.CorsPolicy).CacheOutput(LedgerCachePolicy.Name).WithMetadata(ShowsLedger.Instance);
        badges.MapRead("/{fund}.svg", static Results<ContentHttpResult, ProblemHttpResult> (string fund, RequestSnapshot request) =>
            request.Value.Find(fund) is { } found ? TypedResults.Content(BadgeSvg.Draw(BadgeText.Of(found)), SvgType) : UnknownFund());
        badges.MapRead("/{fund}.json", static Results<Ok<ShieldsAnswer>, ProblemHttpResult> (string fund, RequestSnapshot request) =>
            request.Value.Find(fund) is { } found ? TypedResults.Ok(ShieldsAnswer.Of(BadgeText.Of(found))) : UnknownFund());
        badges.MapRead("/{fund}/card.svg", static Results<ContentHttpResult, ProblemHttpResult> (string fund, RequestSnapshot request) =>
            request.Value.Find(fund) is { } found ? TypedResults.Content(FundCardSvg.Draw(found), SvgType) : UnknownFund());
    }

    private static ProblemHttpResult UnknownFund() => ApiProblems.NotFound("unknown-fund", "fund", "There is no such fund.");

    /// <summary>What shields.io reads. It refuses names that it does not know.</summary>
    private sealed record ShieldsAnswer(int SchemaVersion, string Label, string Message, string Color, int CacheSeconds)
    {
        public static ShieldsAnswer Of(BadgeText text) => new(1, text.Label, text.Message, text.Colour, ShieldsSeconds);
    }
}
