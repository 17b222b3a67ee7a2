-- The same tables as in SQLite's script of this number, column for column, inside the T-SQL that Azure SQL and Babelfish know too.
-- Every whole number is a BIGINT and every flag too, so that one set of row types reads both engines. Text that is compared has a
-- binary collation, since SQLite compares bytes. A line with GO alone ends a batch.

-- Append-only. The order of writing is the order of the column sequence, without gaps. leaf_hash stands before bytes so that
-- reading hashes never walks through a long entry.
CREATE TABLE ledger_entry (
  sequence BIGINT NOT NULL PRIMARY KEY CHECK (sequence > 0),
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
  fund_sequence BIGINT NULL CHECK (fund_sequence > 0),
  kind NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  is_decision BIGINT NOT NULL CHECK (is_decision IN (0, 1)),
  recorded_at_ms BIGINT NOT NULL,
  occurred_at_ms BIGINT NOT NULL,
  balance_before_units BIGINT NULL,
  balance_after_units BIGINT NULL,
  leaf_hash BINARY(32) NOT NULL,
  bytes VARBINARY(MAX) NOT NULL CHECK (DATALENGTH(bytes) BETWEEN 1 AND 8192),
  CHECK (fund_sequence IS NULL OR fund_id IS NOT NULL)
);
GO

CREATE UNIQUE INDEX ledger_entry_of_fund ON ledger_entry (fund_id, fund_sequence) WHERE fund_sequence IS NOT NULL;

CREATE INDEX ledger_entry_decision ON ledger_entry (sequence) WHERE is_decision = 1;

GO

CREATE TRIGGER ledger_entry_is_append_only ON ledger_entry INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'ledger_entry is append-only', 1;
END;
GO

-- Append-only. What lists of liquidations filter and sort by; the rest of a record is in its ledger entry.
CREATE TABLE liquidation (
  sequence BIGINT NOT NULL PRIMARY KEY,
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  symbol NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  position_side BIGINT NOT NULL CHECK (position_side BETWEEN 0 AND 2),
  outcome BIGINT NOT NULL CHECK (outcome BETWEEN 0 AND 3),
  occurred_at_ms BIGINT NOT NULL,
  recorded_at_ms BIGINT NOT NULL,
  residual_units BIGINT NOT NULL,
  surplus_units BIGINT NOT NULL CHECK (surplus_units >= 0),
  draw_units BIGINT NOT NULL CHECK (draw_units >= 0),
  uncovered_units BIGINT NOT NULL CHECK (uncovered_units >= 0),
  FOREIGN KEY (sequence) REFERENCES ledger_entry (sequence)
);
GO

-- Three indexes and no more: settling pays for each of them with every liquidation. The last leaves out surplus, by far the
-- most frequent outcome, which a bounded read of the newest rows finds as well.
CREATE INDEX liquidation_of_fund ON liquidation (fund_id, sequence);
CREATE INDEX liquidation_of_symbol ON liquidation (symbol, sequence);
CREATE INDEX liquidation_by_outcome ON liquidation (outcome, sequence) WHERE outcome > 0;

GO

CREATE TRIGGER liquidation_is_append_only ON liquidation INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'liquidation is append-only', 1;
END;
GO

-- Which events are settled: kind 0 liquidation, 1 fee. external_id holds the ASCII bytes of the id.
CREATE TABLE settled_record (
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  kind BIGINT NOT NULL CHECK (kind IN (0, 1)),
  external_id VARBINARY(128) NOT NULL CHECK (DATALENGTH(external_id) > 0),
  sequence BIGINT NOT NULL,
  content_hash BINARY(32) NOT NULL,
  PRIMARY KEY (source, kind, external_id),
  FOREIGN KEY (sequence) REFERENCES ledger_entry (sequence)
);
GO

-- What could not be settled, as it was sent. The same payload again raises times.
CREATE TABLE quarantine (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  kind BIGINT NOT NULL CHECK (kind IN (0, 1)),
  external_id VARBINARY(128) NOT NULL,
  reason NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (reason IN ('rejected', 'conflict')),
  problem_code NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  problem_field NVARCHAR(128) COLLATE Latin1_General_BIN2 NULL,
  problem_detail NVARCHAR(MAX) NOT NULL,
  payload_hash BINARY(32) NOT NULL,
  payload VARBINARY(MAX) NOT NULL,
  stored_sequence BIGINT NULL,
  first_seen_ms BIGINT NOT NULL,
  last_seen_ms BIGINT NOT NULL,
  times BIGINT NOT NULL CHECK (times > 0),
  status NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (status IN ('open', 'corrected', 'dismissed')),
  closed_by_sequence BIGINT NULL,
  CHECK ((status = 'open' AND closed_by_sequence IS NULL) OR (status <> 'open' AND closed_by_sequence IS NOT NULL)),
  UNIQUE (source, kind, external_id, payload_hash)
);
GO

CREATE INDEX quarantine_by_status ON quarantine (status, id);
CREATE INDEX quarantine_of_source ON quarantine (source, status, id);

-- A fund's balance and flows in one minute, hour or day. Draws and withdrawals are positive numbers that went out.
CREATE TABLE rollup (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  interval_minutes BIGINT NOT NULL CHECK (interval_minutes IN (1, 60, 1440)),
  start_ms BIGINT NOT NULL,
  open_units BIGINT NOT NULL,
  high_units BIGINT NOT NULL,
  low_units BIGINT NOT NULL,
  close_units BIGINT NOT NULL,
  opening_units BIGINT NOT NULL,
  surplus_units BIGINT NOT NULL,
  draw_units BIGINT NOT NULL,
  fee_units BIGINT NOT NULL,
  injection_units BIGINT NOT NULL,
  withdrawal_units BIGINT NOT NULL,
  reversal_units BIGINT NOT NULL,
  peak_gross_units BIGINT NOT NULL,
  peak_sequence BIGINT NOT NULL,
  uncovered_units BIGINT NOT NULL,
  liquidation_count BIGINT NOT NULL,
  draw_count BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  PRIMARY KEY (fund_id, interval_minutes, start_ms)
);
GO

CREATE TABLE fund_state (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  balance_units BIGINT NOT NULL,
  fund_sequence BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  last_recorded_at_ms BIGINT NOT NULL,
  last_replayed BIGINT NOT NULL CHECK (last_replayed IN (0, 1)),
  peak_units BIGINT NOT NULL,
  peak_sequence BIGINT NOT NULL,
  peak_at_ms BIGINT NOT NULL,
  withdrawn_units BIGINT NOT NULL,
  adl_state BIGINT NOT NULL CHECK (adl_state IN (0, 1)),
  adl_since_sequence BIGINT NULL,
  last_uncovered_at_ms BIGINT NULL,
  liquidation_count BIGINT NOT NULL,
  draw_count BIGINT NOT NULL,
  covered_units BIGINT NOT NULL,
  uncovered_units BIGINT NOT NULL
);
GO

CREATE TABLE source_state (
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  last_seen_at_ms BIGINT NOT NULL,
  last_source_sequence BIGINT NULL,
  gaps BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  conflicts BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  dismissed BIGINT NOT NULL
);
GO

-- One row. Every append locks it first and holds it to the commit.
CREATE TABLE ledger_head (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence BIGINT NOT NULL CHECK (sequence >= 0),
  fence BIGINT NOT NULL CHECK (fence >= 0),
  tree_edge VARBINARY(8000) NOT NULL
);
GO

INSERT INTO ledger_head (id, sequence, fence, tree_edge) VALUES (1, 0, 0, 0x);

-- One row: who settles. Nobody does while owner is NULL.
CREATE TABLE lease (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  owner NVARCHAR(128) COLLATE Latin1_General_BIN2 NULL,
  fence BIGINT NOT NULL CHECK (fence >= 0),
  beat BIGINT NOT NULL CHECK (beat >= 0),
  address NVARCHAR(512) COLLATE Latin1_General_BIN2 NULL
);
GO

INSERT INTO lease (id, owner, fence, beat, address) VALUES (1, NULL, 0, 0, NULL);

-- No secret is stored: it is derived from the master key and key_id.
CREATE TABLE intake_key (
  key_id NVARCHAR(160) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  generation BIGINT NOT NULL CHECK (generation > 0),
  created_at_ms BIGINT NOT NULL,
  revoked_at_ms BIGINT NULL,
  UNIQUE (source, generation)
);
GO

CREATE UNIQUE INDEX intake_key_active ON intake_key (source) WHERE revoked_at_ms IS NULL;

CREATE TABLE portal_setting (
  name NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  value NVARCHAR(MAX) NOT NULL
);
GO

-- What one append changes in rollup, sent in one piece.
CREATE TYPE rollup_rows AS TABLE (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  interval_minutes BIGINT NOT NULL,
  start_ms BIGINT NOT NULL,
  open_units BIGINT NOT NULL,
  high_units BIGINT NOT NULL,
  low_units BIGINT NOT NULL,
  close_units BIGINT NOT NULL,
  opening_units BIGINT NOT NULL,
  surplus_units BIGINT NOT NULL,
  draw_units BIGINT NOT NULL,
  fee_units BIGINT NOT NULL,
  injection_units BIGINT NOT NULL,
  withdrawal_units BIGINT NOT NULL,
  reversal_units BIGINT NOT NULL,
  peak_gross_units BIGINT NOT NULL,
  peak_sequence BIGINT NOT NULL,
  uncovered_units BIGINT NOT NULL,
  liquidation_count BIGINT NOT NULL,
  draw_count BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  PRIMARY KEY (fund_id, interval_minutes, start_ms)
);
GO
