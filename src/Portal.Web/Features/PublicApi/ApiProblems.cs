using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Settlement;

namespace Portal.Web.Features.PublicApi;

/// <summary>Why a request was not answered, as problem+json.</summary>
internal static class ApiProblems
{
    /// <summary>400: a parameter is wrong.</summary>
    public static ProblemHttpResult BadRequest(Problem problem) => Of(StatusCodes.Status400BadRequest, problem);

    /// <summary>403: not in this way.</summary>
    public static ProblemHttpResult Forbidden(string code, string detail) => Of(StatusCodes.Status403Forbidden, new Problem(code, null, detail));

    /// <summary>404: nothing has this name.</summary>
    public static ProblemHttpResult NotFound(string code, string field, string detail) =>
        Of(StatusCodes.Status404NotFound, new Problem(code, field, detail));

    /// <summary>429: come back later and less often.</summary>
    public static ProblemHttpResult TooManyRequests() =>
        Of(StatusCodes.Status429TooManyRequests, new Problem("too-often", null, "Too many requests from this address."));

    /// <summary>429: end another one first.</summary>
    public static ProblemHttpResult TooMany(string what) =>
        Of(StatusCodes.Status429TooManyRequests, new Problem($"too-many-{what}", null, $"Too many {what} from this address at a time."));

    /// <summary>500: a fault of ours.</summary>
    public static ProblemHttpResult Fault() =>
        Of(StatusCodes.Status500InternalServerError, new Problem("fault", null, "This can't be answered; the operator's log says why."));

    /// <summary>503: come back.</summary>
    public static ProblemHttpResult Unavailable(string detail) =>
        Of(StatusCodes.Status503ServiceUnavailable, new Problem("unavailable", null, detail));

    private static ProblemHttpResult Of(int status, Problem problem)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = problem.Code };
        if (problem.Field is not null)
        {
            extensions["field"] = problem.Field;
        }

        return TypedResults.Problem(problem.Detail, statusCode: status, extensions: extensions);
    }
}
