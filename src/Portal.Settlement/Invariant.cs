using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Portal.Settlement;

/// <summary>Checks that stay on in release builds. A failure is a bug in this program, never bad input.</summary>
public static class Invariant
{
    /// <summary>Throws when the condition does not hold.</summary>
    /// <exception cref="InvariantBrokenException">The condition is false.</exception>
    public static void Holds(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string claim = "")
    {
        if (!condition)
        {
            throw new InvariantBrokenException($"Invariant broken: {claim}");
        }
    }
}

/// <summary>Something this program promises of itself turned out false; nothing is written after it.</summary>
public sealed class InvariantBrokenException(string message) : Exception(message);
