using System.Collections.Concurrent;

namespace Portal.Admin.Sessions;

/// <summary>How many pages each person has open: each one keeps memory on the server, and the process may be the one that settles.</summary>
public sealed class OpenPages
{
    /// <summary>The most that one person may have open at a time.</summary>
    public const int OfOneMax = 40;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts another page of somebody.</summary>
    /// <returns>False when there are too many; then it is not counted.</returns>
    public bool TryOpen(string person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (_counts.AddOrUpdate(person, 1, static (_, count) => count + 1) <= OfOneMax)
        {
            return true;
        }

        Close(person);
        return false;
    }

    /// <summary>Counts one less.</summary>
    public void Close(string person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (_counts.AddOrUpdate(person, 0, static (_, count) => count - 1) <= 0)
        {
            // Only as it stands: somebody may be opening one.
            ((ICollection<KeyValuePair<string, int>>)_counts).Remove(new(person, 0));
        }
    }
}
