using Portal.Settlement.Amounts;
using Portal.Storage.StressEvents;

namespace Portal.Admin.Events;

/// <summary>A stress event for operators.</summary>
/// <param name="Event">The event.</param>
/// <param name="FundName">The fund's name.</param>
/// <param name="Asset">What the fund holds.</param>
public sealed record NamedEvent(StressEvent Event, string FundName, Asset Asset);
