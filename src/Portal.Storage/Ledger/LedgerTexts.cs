using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>What an append says to both engines. Parameters are called like the columns of the row shapes.</summary>
internal static class LedgerTexts
{
    // Taking the head is the first statement of every append. It locks the row until the end of the transaction, so that commits come in the
    // order of their sequences. No row: somebody else was first.
    public static readonly SqlText MoveHead = SqlText.Same("""
        UPDATE ledger_head
        SET sequence = @new_sequence, tree_edge = @tree_edge
        WHERE id = 1 AND sequence = @expected_sequence AND (@fence IS NULL OR fence = @fence)
        """);

    public static readonly SqlText SelectFence = SqlText.Same("SELECT fence FROM ledger_head WHERE id = 1");

    // UPDATE, then INSERT where it touched nothing: the head's lock keeps everybody else out between the two.
    public static readonly SqlText UpdateFund = SqlText.Same("""
        UPDATE fund_state
        SET balance_units = @balance_units, fund_sequence = @fund_sequence, last_sequence = @last_sequence,
          last_recorded_at_ms = @last_recorded_at_ms, last_replayed = @last_replayed, peak_units = @peak_units,
          peak_sequence = @peak_sequence, peak_at_ms = @peak_at_ms, withdrawn_units = @withdrawn_units, adl_state = @adl_state,
          adl_since_sequence = @adl_since_sequence, last_uncovered_at_ms = @last_uncovered_at_ms,
          liquidation_count = @liquidation_count, draw_count = @draw_count, covered_units = @covered_units, uncovered_units = @uncovered_units
        WHERE fund_id = @fund_id
        """);

    public static readonly SqlText InsertFund = SqlText.Same("""
        INSERT INTO fund_state (fund_id, balance_units, fund_sequence, last_sequence, last_recorded_at_ms, last_replayed, peak_units,
          peak_sequence, peak_at_ms, withdrawn_units, adl_state, adl_since_sequence, last_uncovered_at_ms, liquidation_count, draw_count,
          covered_units, uncovered_units)
        VALUES (@fund_id, @balance_units, @fund_sequence, @last_sequence, @last_recorded_at_ms, @last_replayed, @peak_units,
          @peak_sequence, @peak_at_ms, @withdrawn_units, @adl_state, @adl_since_sequence, @last_uncovered_at_ms, @liquidation_count, @draw_count,
          @covered_units, @uncovered_units)
        """);

    // One row at a time: there is hardly ever one.
    public static readonly SqlText InsertReversal = SqlText.Same("INSERT INTO reversal (sequence, reversed_sequence) VALUES (@sequence, @reversed_sequence)");

    public static readonly SqlText UpdateSource = SqlText.Same("""
        UPDATE source_state
        SET last_seen_at_ms = CASE WHEN last_seen_at_ms > @seen_at_ms THEN last_seen_at_ms ELSE @seen_at_ms END,
          last_source_sequence = CASE
            WHEN @source_sequence IS NULL OR last_source_sequence > @source_sequence THEN last_source_sequence
            ELSE @source_sequence END,
          gaps = gaps + @gaps, settled = settled + @settled, duplicates = duplicates + @duplicates,
          conflicts = conflicts + @conflicts, rejected = rejected + @rejected, dismissed = dismissed + @dismissed,
          corrected = corrected + @corrected,
          last_settled_at_ms = COALESCE(@settled_at_ms, last_settled_at_ms),
          last_occurred_at_ms = COALESCE(@occurred_at_ms, last_occurred_at_ms),
          last_problem_at_ms = CASE WHEN @problem_code IS NULL THEN last_problem_at_ms ELSE @seen_at_ms END,
          last_problem_field = CASE WHEN @problem_code IS NULL THEN last_problem_field ELSE @problem_field END,
          last_problem_code = COALESCE(@problem_code, last_problem_code)
        WHERE source = @source
        """);

    public static readonly SqlText InsertSource = SqlText.Same("""
        INSERT INTO source_state (source, last_seen_at_ms, last_source_sequence, gaps, settled, duplicates, conflicts, rejected, dismissed,
          last_settled_at_ms, last_occurred_at_ms, last_problem_at_ms, last_problem_code, last_problem_field, corrected)
        VALUES (@source, @seen_at_ms, @source_sequence, @gaps, @settled, @duplicates, @conflicts, @rejected, @dismissed,
          @settled_at_ms, @occurred_at_ms, CASE WHEN @problem_code IS NULL THEN NULL ELSE @seen_at_ms END, @problem_code, @problem_field, @corrected)
        """);

    // A slot that an earlier hour has used begins anew; a clock that was set back counts nothing in it.
    public static readonly SqlText UpdateFlow = SqlText.Same("""
        UPDATE source_flow
        SET records = CASE
            WHEN start_ms = @flow_start_ms THEN records + @records
            WHEN start_ms < @flow_start_ms THEN @records
            ELSE records END,
          start_ms = CASE WHEN start_ms < @flow_start_ms THEN @flow_start_ms ELSE start_ms END
        WHERE source = @source AND slot = @flow_slot
        """);

    public static readonly SqlText InsertFlow = SqlText.Same("""
        INSERT INTO source_flow (source, slot, start_ms, records) VALUES (@source, @flow_slot, @flow_start_ms, @records)
        """);

    // What is wrong with it may have changed since it last came; what an operator has closed stays closed. A payload that was deleted and comes again is kept again,
    // for it is needed to put the record right.
    public static readonly SqlText UpdateQuarantine = SqlText.Same("""
        UPDATE quarantine
        SET times = times + @times, last_seen_ms = @seen_at_ms, reason = @reason, problem_code = @problem_code,
          problem_field = @problem_field, problem_detail = @problem_detail, stored_sequence = @stored_sequence,
          payload = CASE WHEN status = 'open' THEN @payload ELSE payload END,
          payload_deleted_at_ms = CASE WHEN status = 'open' THEN NULL ELSE payload_deleted_at_ms END
        WHERE source = @source AND kind = @kind AND external_id = @external_id AND payload_hash = @payload_hash
        """);

    // Ids are given out under the head's lock, so the next one is free.
    public static readonly SqlText InsertQuarantine = SqlText.Same("""
        INSERT INTO quarantine (id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
          stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes)
        SELECT COALESCE(MAX(id), 0) + 1, @source, @kind, @external_id, @reason, @problem_code, @problem_field, @problem_detail,
          @payload_hash, @payload, @stored_sequence, @seen_at_ms, @seen_at_ms, @times, 'open', NULL, NULL, @payload_bytes
        FROM quarantine
        """);

    public static readonly SqlText CloseQuarantine = SqlText.Same("""
        UPDATE quarantine
        SET status = @status, closed_by_sequence = @by_sequence
        WHERE source = @source AND kind = @kind AND external_id = @external_id AND status = 'open'
          AND (@payload_hash IS NULL OR payload_hash = @payload_hash)
        """);
}
