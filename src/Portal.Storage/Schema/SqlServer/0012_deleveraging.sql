-- Every time ADL was on: from the ledger entry that started it to the one that stopped it. Sums are added to in the settling transaction and
-- leave out liquidations that were taken back.
CREATE TABLE adl_event (
  start_sequence BIGINT NOT NULL PRIMARY KEY,
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  end_sequence BIGINT NULL CHECK (end_sequence > start_sequence),
  uncovered_units BIGINT NOT NULL CHECK (uncovered_units >= 0),
  recovered_units BIGINT NOT NULL CHECK (recovered_units >= 0),
  loss_count BIGINT NOT NULL CHECK (loss_count >= 0),
  lowest_units BIGINT NOT NULL,
  FOREIGN KEY (start_sequence) REFERENCES ledger_entry (sequence)
);
GO

CREATE INDEX adl_event_of_fund ON adl_event (fund_id, start_sequence);
GO

INSERT INTO adl_event (start_sequence, fund_id, end_sequence, uncovered_units, recovered_units, loss_count, lowest_units)
SELECT changes.sequence, changes.fund_id, changes.next_sequence, 0, 0, 0,
  (SELECT MIN(held.balance_after_units) FROM ledger_entry AS held
   WHERE held.fund_id = changes.fund_id AND held.fund_sequence IS NOT NULL AND held.fund_sequence >= changes.fund_sequence
     AND (changes.next_fund_sequence IS NULL OR held.fund_sequence <= changes.next_fund_sequence))
FROM (
  SELECT sequence, fund_id, fund_sequence,
    ROW_NUMBER() OVER (PARTITION BY fund_id ORDER BY sequence) AS place,
    LEAD(sequence) OVER (PARTITION BY fund_id ORDER BY sequence) AS next_sequence,
    LEAD(fund_sequence) OVER (PARTITION BY fund_id ORDER BY sequence) AS next_fund_sequence
  FROM ledger_entry
  WHERE is_decision = 1 AND kind = 'adl') AS changes
WHERE changes.place % 2 = 1;
GO

-- A loss that a liquidation left uncovered, under the liquidation's sequence, and what ADL has recovered of it. Every one belongs to an event:
-- one that comes while ADL is off starts it, with the very next entry.
CREATE TABLE adl_loss (
  sequence BIGINT NOT NULL PRIMARY KEY,
  event_sequence BIGINT NOT NULL,
  uncovered_units BIGINT NOT NULL CHECK (uncovered_units > 0),
  recovered_units BIGINT NOT NULL CHECK (recovered_units >= 0),
  fill_count BIGINT NOT NULL CHECK (fill_count >= 0),
  reversed BIGINT NOT NULL CHECK (reversed IN (0, 1)),
  CHECK (recovered_units <= uncovered_units),
  FOREIGN KEY (sequence) REFERENCES ledger_entry (sequence),
  FOREIGN KEY (event_sequence) REFERENCES adl_event (start_sequence)
);
GO

CREATE INDEX adl_loss_of_event ON adl_loss (event_sequence, sequence);
GO

INSERT INTO adl_loss (sequence, event_sequence, uncovered_units, recovered_units, fill_count, reversed)
SELECT found.sequence, found.event_sequence, found.uncovered_units, 0, 0,
  CASE WHEN EXISTS (SELECT 1 FROM reversal WHERE reversal.reversed_sequence = found.sequence) THEN 1 ELSE 0 END
FROM (
  SELECT l.sequence, l.uncovered_units,
    (SELECT MAX(e.start_sequence) FROM adl_event AS e WHERE e.fund_id = l.fund_id AND e.start_sequence <= l.sequence + 1) AS event_sequence
  FROM liquidation AS l
  WHERE l.outcome = 3 AND l.outcome > 0) AS found
WHERE found.event_sequence IS NOT NULL;
GO

UPDATE adl_event
SET uncovered_units = (SELECT COALESCE(SUM(adl_loss.uncovered_units), 0) FROM adl_loss WHERE adl_loss.event_sequence = adl_event.start_sequence AND adl_loss.reversed = 0),
  loss_count = (SELECT COUNT(*) FROM adl_loss WHERE adl_loss.event_sequence = adl_event.start_sequence AND adl_loss.reversed = 0);
GO

-- Append-only. What ADL closed, and whose id it came under: the same event is never settled twice.
CREATE TABLE adl_fill (
  sequence BIGINT NOT NULL PRIMARY KEY,
  liquidation_sequence BIGINT NOT NULL,
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  external_id VARBINARY(128) NOT NULL CHECK (DATALENGTH(external_id) > 0),
  content_hash BINARY(32) NOT NULL,
  quantity NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  price NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  recovered_units BIGINT NOT NULL CHECK (recovered_units >= 0),
  excess_units BIGINT NOT NULL CHECK (excess_units >= 0),
  occurred_at_ms BIGINT NOT NULL,
  recorded_at_ms BIGINT NOT NULL,
  CHECK (liquidation_sequence < sequence),
  UNIQUE (source, external_id),
  FOREIGN KEY (sequence) REFERENCES ledger_entry (sequence),
  FOREIGN KEY (liquidation_sequence) REFERENCES adl_loss (sequence)
);
GO

CREATE INDEX adl_fill_of_liquidation ON adl_fill (liquidation_sequence, sequence);
GO

CREATE TRIGGER adl_fill_is_append_only ON adl_fill INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'adl_fill is append-only', 1;
END;
GO

-- The newest position snapshot of each contract, as a queue without anybody's name: places hold quantity and score, in order. proposed says
-- how many contracts from the head on are in proposals already. For show: nothing of it is in the ledger.
CREATE TABLE adl_queue (
  symbol NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  external_id VARBINARY(128) NOT NULL,
  content_hash BINARY(32) NOT NULL,
  taken_at_ms BIGINT NOT NULL,
  received_at_ms BIGINT NOT NULL,
  mark_price NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  long_quintiles NVARCHAR(1000) COLLATE Latin1_General_BIN2 NOT NULL,
  short_quintiles NVARCHAR(1000) COLLATE Latin1_General_BIN2 NOT NULL,
  long_proposed NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  short_proposed NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  long_places NVARCHAR(MAX) NOT NULL,
  short_places NVARCHAR(MAX) NOT NULL
);
GO

CREATE INDEX adl_queue_of_fund ON adl_queue (fund_id, symbol);
GO

-- What was proposed for an uncovered loss when it came, or why nothing was. Written once.
CREATE TABLE adl_proposal (
  liquidation_sequence BIGINT NOT NULL PRIMARY KEY,
  state NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  quantity NVARCHAR(48) COLLATE Latin1_General_BIN2 NULL,
  bankruptcy_price NVARCHAR(48) COLLATE Latin1_General_BIN2 NULL,
  mark_price NVARCHAR(48) COLLATE Latin1_General_BIN2 NULL,
  taken_at_ms BIGINT NULL,
  close_count BIGINT NOT NULL CHECK (close_count >= 0),
  unfilled NVARCHAR(48) COLLATE Latin1_General_BIN2 NULL,
  proposed_at_ms BIGINT NOT NULL,
  FOREIGN KEY (liquidation_sequence) REFERENCES adl_loss (sequence)
);
GO

-- The first closes of a proposal, by place in the queue.
CREATE TABLE adl_proposed_close (
  liquidation_sequence BIGINT NOT NULL,
  place BIGINT NOT NULL CHECK (place > 0),
  quantity NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  quintile_percent BIGINT NOT NULL CHECK (quintile_percent IN (20, 40, 60, 80, 100)),
  score NVARCHAR(48) COLLATE Latin1_General_BIN2 NOT NULL,
  PRIMARY KEY (liquidation_sequence, place),
  FOREIGN KEY (liquidation_sequence) REFERENCES adl_proposal (liquidation_sequence)
);
GO

-- One row: proposals are made for everything up to this liquidation. What was settled before there were proposals gets none.
CREATE TABLE adl_proposal_head (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  after_sequence BIGINT NOT NULL CHECK (after_sequence >= 0)
);
GO

INSERT INTO adl_proposal_head (id, after_sequence) SELECT 1, sequence FROM ledger_head WHERE id = 1;
GO

-- Kind 2, an ADL fill, can be quarantined too. A check is not changed in place, so the rows move out and in again; there are few.
CREATE TABLE quarantine_moved (
  id BIGINT NOT NULL PRIMARY KEY,
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  kind BIGINT NOT NULL,
  external_id VARBINARY(128) NOT NULL,
  reason NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
  problem_code NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  problem_field NVARCHAR(128) COLLATE Latin1_General_BIN2 NULL,
  problem_detail NVARCHAR(MAX) NOT NULL,
  payload_hash BINARY(32) NOT NULL,
  payload VARBINARY(MAX) NOT NULL,
  stored_sequence BIGINT NULL,
  first_seen_ms BIGINT NOT NULL,
  last_seen_ms BIGINT NOT NULL,
  times BIGINT NOT NULL,
  status NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
  closed_by_sequence BIGINT NULL,
  payload_deleted_at_ms BIGINT NULL,
  payload_bytes BIGINT NOT NULL
);
GO

INSERT INTO quarantine_moved (id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes)
SELECT id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes
FROM quarantine;
GO

DROP TABLE quarantine;
GO

CREATE TABLE quarantine (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  kind BIGINT NOT NULL CHECK (kind IN (0, 1, 2)),
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
  payload_deleted_at_ms BIGINT NULL,
  payload_bytes BIGINT NOT NULL DEFAULT 0,
  CHECK ((status = 'open' AND closed_by_sequence IS NULL) OR (status <> 'open' AND closed_by_sequence IS NOT NULL)),
  UNIQUE (source, kind, external_id, payload_hash)
);
GO

INSERT INTO quarantine (id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes)
SELECT id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes
FROM quarantine_moved;
GO

DROP TABLE quarantine_moved;
GO

CREATE INDEX quarantine_by_status ON quarantine (status, id);
CREATE INDEX quarantine_of_source ON quarantine (source, status, id);
CREATE INDEX quarantine_of_external_id ON quarantine (external_id, id);
CREATE INDEX quarantine_by_problem ON quarantine (problem_code, id);
CREATE INDEX quarantine_by_payload_age ON quarantine (last_seen_ms) WHERE payload_deleted_at_ms IS NULL;
