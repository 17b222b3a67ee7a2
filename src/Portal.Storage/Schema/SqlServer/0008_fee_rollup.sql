-- Fees by the UTC day that their period starts in, and what of them went to the fund. Added to in the settling transaction.
-- An empty market or fee kind is one that was not given, rate 0 stands for none.
CREATE TABLE fee_rollup (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  market NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  fee_kind NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
  rate_sequence BIGINT NOT NULL CHECK (rate_sequence >= 0),
  day_ms BIGINT NOT NULL CHECK (day_ms % 86400000 = 0),
  amount_units BIGINT NOT NULL CHECK (amount_units >= 0),
  allocated_units BIGINT NOT NULL CHECK (allocated_units >= 0),
  fee_count BIGINT NOT NULL CHECK (fee_count >= 0),
  PRIMARY KEY (fund_id, day_ms, market, fee_kind, rate_sequence)
);
GO

-- The same by rate over all days, so that what a rate brought in is one row however long it holds.
CREATE TABLE rate_total (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  rate_sequence BIGINT NOT NULL CHECK (rate_sequence >= 0),
  amount_units BIGINT NOT NULL CHECK (amount_units >= 0),
  allocated_units BIGINT NOT NULL CHECK (allocated_units >= 0),
  fee_count BIGINT NOT NULL CHECK (fee_count >= 0),
  PRIMARY KEY (fund_id, rate_sequence)
);
GO

-- One row: the last entry of before, whose fees are in the ledger alone, and when it was recorded. 0 and nothing where all are counted.
CREATE TABLE fee_rollup_start (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  after_sequence BIGINT NOT NULL CHECK (after_sequence >= 0),
  after_ms BIGINT NULL,
  CHECK ((after_sequence = 0 AND after_ms IS NULL) OR (after_sequence > 0 AND after_ms IS NOT NULL))
);
GO

INSERT INTO fee_rollup_start (id, after_sequence, after_ms)
SELECT 1, ledger_head.sequence, ledger_entry.recorded_at_ms
FROM ledger_head
LEFT JOIN ledger_entry ON ledger_entry.sequence = ledger_head.sequence
WHERE ledger_head.id = 1;
GO
