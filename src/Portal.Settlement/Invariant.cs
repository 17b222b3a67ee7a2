namespace Portal.Settlement;

/// <summary>What must hold whatever arrives. A breach is a fault of the program, in release as well.</summary>
public static class Invariant
{
    public static void Holds(bool condition, string whatHolds)
    {
        if (!condition)
        {
            throw new InvariantException(whatHolds);
        }
    }
}

/// <summary>The program broke a rule of its own. Nothing it computed since may be stored.</summary>
public sealed class InvariantException(string whatHolds) : Exception($"It does not hold that {whatHolds}");
