-- Amounts are whole units of an asset, times Unix milliseconds UTC. Text compares byte for byte, as SQLite does by itself.
-- A column of SQL Server's script that is longer or named otherwise is a mistake in one of the two.

-- Append-only. The order of writing is the order of the column sequence, without gaps. leaf_hash stands before bytes so that
-- reading hashes never walks through a long entry.
CREATE TABLE ledger_entry (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  fund_id TEXT,
  fund_sequence INTEGER CHECK (fund_sequence > 0),
  kind TEXT NOT NULL,
  is_decision INTEGER NOT NULL CHECK (is_decision IN (0, 1)),
  recorded_at_ms INTEGER NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  balance_before_units INTEGER,
  balance_after_units INTEGER,
  leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 8192),
  CHECK (fund_sequence IS NULL OR fund_id IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX ledger_entry_of_fund ON ledger_entry (fund_id, fund_sequence) WHERE fund_sequence IS NOT NULL;

-- An index of SQLite ends in the row's key, here sequence, whether it is named or not.
CREATE INDEX ledger_entry_decision ON ledger_entry (is_decision) WHERE is_decision = 1;

CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'ledger_entry is append-only');
END;

CREATE TRIGGER ledger_entry_is_not_deleted BEFORE DELETE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'ledger_entry is append-only');
END;

-- Append-only. What lists of liquidations filter and sort by; the rest of a record is in its ledger entry.
CREATE TABLE liquidation (
  sequence INTEGER NOT NULL PRIMARY KEY REFERENCES ledger_entry (sequence),
  fund_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  position_side INTEGER NOT NULL CHECK (position_side BETWEEN 0 AND 2),
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 3),
  occurred_at_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  residual_units INTEGER NOT NULL,
  surplus_units INTEGER NOT NULL CHECK (surplus_units >= 0),
  draw_units INTEGER NOT NULL CHECK (draw_units >= 0),
  uncovered_units INTEGER NOT NULL CHECK (uncovered_units >= 0)
) STRICT;

-- Three indexes and no more: settling pays for each of them with every liquidation. The last leaves out surplus, by far the
-- most frequent outcome, which a bounded read of the newest rows finds as well.
CREATE INDEX liquidation_of_fund ON liquidation (fund_id);
CREATE INDEX liquidation_of_symbol ON liquidation (symbol);
CREATE INDEX liquidation_by_outcome ON liquidation (outcome) WHERE outcome > 0;

CREATE TRIGGER liquidation_is_not_changed BEFORE UPDATE ON liquidation
BEGIN
  SELECT RAISE(ABORT, 'liquidation is append-only');
END;

CREATE TRIGGER liquidation_is_not_deleted BEFORE DELETE ON liquidation
BEGIN
  SELECT RAISE(ABORT, 'liquidation is append-only');
END;

-- Which events are settled: kind 0 liquidation, 1 fee. external_id holds the ASCII bytes of the id.
CREATE TABLE settled_record (
  source TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  external_id BLOB NOT NULL CHECK (length(external_id) BETWEEN 1 AND 128),
  sequence INTEGER NOT NULL REFERENCES ledger_entry (sequence),
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  PRIMARY KEY (source, kind, external_id)
) STRICT, WITHOUT ROWID;

-- What could not be settled, as it was sent. The same payload again raises times.
CREATE TABLE quarantine (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  source TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  external_id BLOB NOT NULL CHECK (length(external_id) <= 128),
  reason TEXT NOT NULL CHECK (reason IN ('rejected', 'conflict')),
  problem_code TEXT NOT NULL,
  problem_field TEXT,
  problem_detail TEXT NOT NULL,
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  payload BLOB NOT NULL,
  stored_sequence INTEGER,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  times INTEGER NOT NULL CHECK (times > 0),
  status TEXT NOT NULL CHECK (status IN ('open', 'corrected', 'dismissed')),
  closed_by_sequence INTEGER,
  CHECK ((status = 'open' AND closed_by_sequence IS NULL) OR (status <> 'open' AND closed_by_sequence IS NOT NULL)),
  UNIQUE (source, kind, external_id, payload_hash)
) STRICT;

CREATE INDEX quarantine_by_status ON quarantine (status);
CREATE INDEX quarantine_of_source ON quarantine (source, status);

-- A fund's balance and flows in one minute, hour or day. Draws and withdrawals are positive numbers that went out.
CREATE TABLE rollup (
  fund_id TEXT NOT NULL,
  interval_minutes INTEGER NOT NULL CHECK (interval_minutes IN (1, 60, 1440)),
  start_ms INTEGER NOT NULL,
  open_units INTEGER NOT NULL,
  high_units INTEGER NOT NULL,
  low_units INTEGER NOT NULL,
  close_units INTEGER NOT NULL,
  opening_units INTEGER NOT NULL,
  surplus_units INTEGER NOT NULL,
  draw_units INTEGER NOT NULL,
  fee_units INTEGER NOT NULL,
  injection_units INTEGER NOT NULL,
  withdrawal_units INTEGER NOT NULL,
  reversal_units INTEGER NOT NULL,
  peak_gross_units INTEGER NOT NULL,
  peak_sequence INTEGER NOT NULL,
  uncovered_units INTEGER NOT NULL,
  liquidation_count INTEGER NOT NULL,
  draw_count INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  PRIMARY KEY (fund_id, interval_minutes, start_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE fund_state (
  fund_id TEXT NOT NULL PRIMARY KEY,
  balance_units INTEGER NOT NULL,
  fund_sequence INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  last_recorded_at_ms INTEGER NOT NULL,
  last_replayed INTEGER NOT NULL CHECK (last_replayed IN (0, 1)),
  peak_units INTEGER NOT NULL,
  peak_sequence INTEGER NOT NULL,
  peak_at_ms INTEGER NOT NULL,
  withdrawn_units INTEGER NOT NULL,
  adl_state INTEGER NOT NULL CHECK (adl_state IN (0, 1)),
  adl_since_sequence INTEGER,
  last_uncovered_at_ms INTEGER,
  liquidation_count INTEGER NOT NULL,
  draw_count INTEGER NOT NULL,
  covered_units INTEGER NOT NULL,
  uncovered_units INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source_state (
  source TEXT NOT NULL PRIMARY KEY,
  last_seen_at_ms INTEGER NOT NULL,
  last_source_sequence INTEGER,
  gaps INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  dismissed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row. Every append locks it first and holds it to the commit.
CREATE TABLE ledger_head (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  fence INTEGER NOT NULL CHECK (fence >= 0),
  tree_edge BLOB NOT NULL CHECK (length(tree_edge) <= 8000)
) STRICT;

INSERT INTO ledger_head (id, sequence, fence, tree_edge) VALUES (1, 0, 0, x'');

-- One row: who settles. Nobody does while owner is NULL.
CREATE TABLE lease (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  owner TEXT,
  fence INTEGER NOT NULL CHECK (fence >= 0),
  beat INTEGER NOT NULL CHECK (beat >= 0),
  address TEXT
) STRICT;

INSERT INTO lease (id, owner, fence, beat, address) VALUES (1, NULL, 0, 0, NULL);

-- No secret is stored: it is derived from the master key and key_id.
CREATE TABLE intake_key (
  key_id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  generation INTEGER NOT NULL CHECK (generation > 0),
  created_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER,
  UNIQUE (source, generation)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX intake_key_active ON intake_key (source) WHERE revoked_at_ms IS NULL;

CREATE TABLE portal_setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
