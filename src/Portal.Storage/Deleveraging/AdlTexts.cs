using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>What an append says about ADL to both engines. Parameters are called like the columns of the row shapes.</summary>
internal static class AdlTexts
{
    public static readonly SqlText InsertEvent = SqlText.Same("""
        INSERT INTO adl_event (start_sequence, fund_id, end_sequence, uncovered_units, recovered_units, loss_count, lowest_units)
        VALUES (@start_sequence, @fund_id, @end_sequence, @uncovered_units, @recovered_units, @loss_count, @lowest_units)
        """);

    // A sum stops at the largest number: SQLite would go on in REAL, which a STRICT table refuses, and SQL Server would fail, and with it the settlement.
    public static readonly SqlText UpdateEvent = SqlText.Same("""
        UPDATE adl_event
        SET end_sequence = COALESCE(@end_sequence, end_sequence),
          uncovered_units = CASE
            WHEN @uncovered_units > 0 AND uncovered_units > CAST(9223372036854775807 AS BIGINT) - @uncovered_units THEN CAST(9223372036854775807 AS BIGINT)
            WHEN uncovered_units < -@uncovered_units THEN 0
            ELSE uncovered_units + @uncovered_units END,
          recovered_units = CASE
            WHEN @recovered_units > 0 AND recovered_units > CAST(9223372036854775807 AS BIGINT) - @recovered_units THEN CAST(9223372036854775807 AS BIGINT)
            WHEN recovered_units < -@recovered_units THEN 0
            ELSE recovered_units + @recovered_units END,
          loss_count = loss_count + @loss_count,
          lowest_units = CASE WHEN @lowest_units < lowest_units THEN @lowest_units ELSE lowest_units END
        WHERE start_sequence = @start_sequence
        """);

    public static readonly SqlText InsertLoss = SqlText.Same("""
        INSERT INTO adl_loss (sequence, event_sequence, uncovered_units, recovered_units, fill_count, reversed)
        VALUES (@sequence, @event_sequence, @uncovered_units, @recovered_units, @fill_count, @reversed)
        """);

    public static readonly SqlText InsertFill = SqlText.Same("""
        INSERT INTO adl_fill (sequence, liquidation_sequence, source, external_id, content_hash, quantity, price, recovered_units, excess_units,
          occurred_at_ms, recorded_at_ms)
        VALUES (@sequence, @liquidation_sequence, @source, @external_id, @content_hash, @quantity, @price, @recovered_units, @excess_units,
          @occurred_at_ms, @recorded_at_ms)
        """);

    // The parameters are a fill's; the database refuses to recover more than the loss, whatever the program thought.
    public static readonly SqlText AddToLoss = SqlText.Same("""
        UPDATE adl_loss SET recovered_units = recovered_units + @recovered_units, fill_count = fill_count + 1 WHERE sequence = @liquidation_sequence
        """);

    public static readonly SqlText AddToEventOfLoss = SqlText.Same("""
        UPDATE adl_event
        SET recovered_units = CASE
            WHEN recovered_units > CAST(9223372036854775807 AS BIGINT) - @recovered_units THEN CAST(9223372036854775807 AS BIGINT)
            ELSE recovered_units + @recovered_units END
        WHERE start_sequence = (SELECT event_sequence FROM adl_loss WHERE sequence = @liquidation_sequence)
        """);

    // The parameters are a reversal's. Both of its event's sums leave the loss out; a sum that had stopped at the largest number is too low afterwards, never negative.
    public static readonly SqlText TakeOutOfEvent = SqlText.Same("""
        UPDATE adl_event
        SET uncovered_units = CASE
            WHEN uncovered_units < (SELECT uncovered_units FROM adl_loss WHERE sequence = @reversed_sequence) THEN 0
            ELSE uncovered_units - (SELECT uncovered_units FROM adl_loss WHERE sequence = @reversed_sequence) END,
          recovered_units = CASE
            WHEN recovered_units < (SELECT recovered_units FROM adl_loss WHERE sequence = @reversed_sequence) THEN 0
            ELSE recovered_units - (SELECT recovered_units FROM adl_loss WHERE sequence = @reversed_sequence) END,
          loss_count = loss_count - 1
        WHERE start_sequence = (SELECT event_sequence FROM adl_loss WHERE sequence = @reversed_sequence)
        """);

    public static readonly SqlText MarkLossReversed = SqlText.Same("UPDATE adl_loss SET reversed = 1 WHERE sequence = @reversed_sequence");
}
