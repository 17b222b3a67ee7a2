namespace Portal.Web.Live;

/// <summary>The live parts of the views that one feature has. <see cref="PageFragments"/> is given all of these; a view that none of them owns does not exist.</summary>
public interface IViewFragments
{
    /// <summary>Whether a view is one of these, by its name alone.</summary>
    bool Owns(string view);

    /// <summary>Whether there is what an owned view shows, as far as a snapshot knows: its fund, its entry.</summary>
    bool Exists(string view, LiveSnapshot snapshot) => true;

    /// <summary>Whether anything in the view changes while it is open. What does not is never told anything.</summary>
    bool Changes(string view) => true;

    /// <summary>Whether its parts can differ between two snapshots. Costs nothing: it is asked for every snapshot.</summary>
    /// <remarks>What a page shows at its sequence stays: what time alone changes goes with the next entry, unless a view says otherwise here.</remarks>
    bool CanDiffer(string view, LiveSnapshot from, LiveSnapshot to) => from.Sequence != to.Sequence;

    /// <summary>The shortest time between two looks at the view, above that of every topic: for parts that are read from the database.</summary>
    TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to) => TimeSpan.Zero;

    /// <summary>Adds the parts that differ between two snapshots.</summary>
    /// <param name="fragments">Takes them, in one language.</param>
    /// <param name="view">The view.</param>
    /// <param name="from">What was told before; one that is not loaded when all parts are to be told.</param>
    /// <param name="to">What is to be told.</param>
    Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to);
}
