-- Fees by the UTC day that their period starts in, and what of them went to the fund. Added to in the settling transaction.
-- An empty market or fee kind is one that was not given, rate 0 stands for none.
CREATE TABLE fee_rollup (
  fund_id TEXT NOT NULL,
  market TEXT NOT NULL,
  fee_kind TEXT NOT NULL,
  rate_sequence INTEGER NOT NULL CHECK (rate_sequence >= 0),
  day_ms INTEGER NOT NULL CHECK (day_ms % 86400000 = 0),
  amount_units INTEGER NOT NULL CHECK (amount_units >= 0),
  allocated_units INTEGER NOT NULL CHECK (allocated_units >= 0),
  fee_count INTEGER NOT NULL CHECK (fee_count >= 0),
  PRIMARY KEY (fund_id, day_ms, market, fee_kind, rate_sequence)
) STRICT, WITHOUT ROWID;

-- The same by rate over all days, so that what a rate brought in is one row however long it holds.
CREATE TABLE rate_total (
  fund_id TEXT NOT NULL,
  rate_sequence INTEGER NOT NULL CHECK (rate_sequence >= 0),
  amount_units INTEGER NOT NULL CHECK (amount_units >= 0),
  allocated_units INTEGER NOT NULL CHECK (allocated_units >= 0),
  fee_count INTEGER NOT NULL CHECK (fee_count >= 0),
  PRIMARY KEY (fund_id, rate_sequence)
) STRICT, WITHOUT ROWID;

-- One row: the last entry of before, whose fees are in the ledger alone, and when it was recorded. 0 and nothing where all are counted.
CREATE TABLE fee_rollup_start (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0),
  after_ms INTEGER,
  CHECK ((after_sequence = 0) = (after_ms IS NULL))
) STRICT;

INSERT INTO fee_rollup_start (id, after_sequence, after_ms)
SELECT 1, ledger_head.sequence, ledger_entry.recorded_at_ms
FROM ledger_head
LEFT JOIN ledger_entry ON ledger_entry.sequence = ledger_head.sequence
WHERE ledger_head.id = 1;
