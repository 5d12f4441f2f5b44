using ExtractionPipeline.Core.Review;
using Microsoft.AspNetCore.Http;

namespace ExtractionPipeline.App.Web;

/// <summary>Answers that say in one line why something was not done (RFC 9457).</summary>
internal static class Problems
{
    public static IResult Of(int status, string message) => Results.Problem(detail: message, statusCode: status);

    public static IResult Of(Refusal refusal) => Of(
        refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        refusal.Message);
}
