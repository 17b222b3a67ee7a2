using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Worker.Positions;

/// <summary>An open position as a snapshot tells it. It has no account.</summary>
/// <param name="Side">Its side.</param>
/// <param name="Quantity">Its contracts.</param>
/// <param name="EntryPrice">Average entry price.</param>
/// <param name="BankruptcyPrice">The price at which its margin is used up; null where the margin is given.</param>
/// <param name="Margin">Its margin in the contract's asset, zero or more; null where the bankruptcy price is given.</param>
public readonly record struct PositionReport(PositionSide Side, Quantity Quantity, Price EntryPrice, Price? BankruptcyPrice, DecimalNumber? Margin);
