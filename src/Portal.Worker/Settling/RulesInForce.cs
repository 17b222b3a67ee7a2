using Portal.Settlement.Ledger;

namespace Portal.Worker.Settling;

/// <summary>The rules as the settling loop last saw them, for those in this process who need them and settle nothing. A rulebook never changes, so any thread may read it.</summary>
public sealed class RulesInForce
{
    private volatile Rulebook _rulebook = Rulebook.Empty;

    /// <summary>The rules; empty until this process settles.</summary>
    public Rulebook Rulebook => _rulebook;

    /// <summary>Takes newer rules.</summary>
    public void Follow(Rulebook rulebook) => _rulebook = rulebook;
}
