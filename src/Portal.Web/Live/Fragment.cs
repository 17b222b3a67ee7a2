using System.Text.Json.Serialization;

namespace Portal.Web.Live;

/// <summary>One piece of a page, rendered once for everybody who has the page open.</summary>
/// <param name="Target">Id of the element it belongs to.</param>
/// <param name="Html">The markup.</param>
/// <param name="Place">In the target's place, or in front of its children.</param>
/// <param name="Keep">How many children the target may have afterwards; null for as many as there are.</param>
/// <param name="Skipped">How many new rows were left out because more came at once than the target keeps; null for none.</param>
public sealed record Fragment(
    string Target,
    string Html,
    FragmentPlace Place,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Keep = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Skipped = null);

/// <summary>Where a fragment goes.</summary>
[JsonConverter(typeof(FragmentPlaceConverter))]
public enum FragmentPlace
{
    /// <summary>It takes the place of its target.</summary>
    Replace,

    /// <summary>It goes in front of its target's children.</summary>
    Prepend,
}

/// <summary>Writes a place with a small first letter.</summary>
public sealed class FragmentPlaceConverter() : JsonStringEnumConverter<FragmentPlace>(System.Text.Json.JsonNamingPolicy.CamelCase);
