using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Web.Texts;

/// <summary>Sentences with markup inside: links, code, stress and places for components, translated whole.</summary>
public static partial class Sentences
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<Piece>> Known = new(StringComparer.Ordinal);

    private enum PieceKind
    {
        Words,
        Place,
        Code,
        Strong,
        Link,
    }

    /// <summary>A text in which <c>[words](address)</c> is a link, <c>`code`</c> and <c>**stress**</c> are what they look like, and <c>{0}</c>, <c>{1}</c> are the given parts.</summary>
    /// <param name="english">The sentence.</param>
    /// <param name="parts">Markup for its places, such as <c>@&lt;Amount Value="margin" /&gt;</c>.</param>
    public static RenderFragment Sentence(string english, params RenderFragment[] parts)
    {
        // The language is that of the page, which is not known any more once the fragment is written.
        var pieces = Known.GetOrAdd(PageText.Text(english), Read);
        return builder =>
        {
            foreach (var piece in pieces)
            {
                Write(builder, piece, parts);
            }
        };
    }

    private static void Write(RenderTreeBuilder builder, Piece piece, RenderFragment[] parts)
    {
        switch (piece.Kind)
        {
            case PieceKind.Place:
                builder.AddContent(0, parts[int.Parse(piece.Words, CultureInfo.InvariantCulture)]);
                break;
            case PieceKind.Code or PieceKind.Strong:
                builder.OpenElement(1, piece.Kind is PieceKind.Code ? "code" : "strong");
                builder.AddContent(2, piece.Words);
                builder.CloseElement();
                break;
            case PieceKind.Link:
                builder.OpenElement(3, "a");
                builder.AddAttribute(4, "href", piece.Address);

                // Whoever runs another site need not know which page a reader came from.
                builder.AddAttribute(5, "rel", piece.Address!.Contains("://", StringComparison.Ordinal) ? "noreferrer" : null);
                AddAll(builder, piece, parts);
                builder.CloseElement();
                break;
            default:
                builder.AddContent(7, piece.Words);
                break;
        }
    }

    private static void AddAll(RenderTreeBuilder builder, Piece link, RenderFragment[] parts)
    {
        foreach (var piece in Known.GetOrAdd(link.Words, Read))
        {
            builder.OpenRegion(6);
            Write(builder, piece, parts);
            builder.CloseRegion();
        }
    }

    private static ImmutableArray<Piece> Read(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var at = 0;
        foreach (Match match in Marks().Matches(text))
        {
            if (match.Index > at)
            {
                pieces.Add(new Piece(PieceKind.Words, text[at..match.Index]));
            }

            pieces.Add(match switch
            {
                _ when match.Groups["place"] is { Success: true, Value: var place } => new Piece(PieceKind.Place, place),
                _ when match.Groups["code"] is { Success: true, Value: var code } => new Piece(PieceKind.Code, code),
                _ when match.Groups["strong"] is { Success: true, Value: var strong } => new Piece(PieceKind.Strong, strong),
                _ => new Piece(PieceKind.Link, match.Groups["words"].Value, match.Groups["address"].Value),
            });
            at = match.Index + match.Length;
        }

        if (at < text.Length)
        {
            pieces.Add(new Piece(PieceKind.Words, text[at..]));
        }

        return pieces.ToImmutable();
    }

    [GeneratedRegex(@"\{(?<place>\d+)\}|`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\[(?<words>[^\]]+)\]\((?<address>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Marks();

    private readonly record struct Piece(PieceKind Kind, string Words, string? Address = null);
}
