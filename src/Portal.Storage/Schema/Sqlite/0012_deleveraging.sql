-- Every time ADL was on: from the ledger entry that started it to the one that stopped it. Sums are added to in the settling transaction and
-- leave out liquidations that were taken back.
CREATE TABLE adl_event (
  start_sequence INTEGER NOT NULL PRIMARY KEY REFERENCES ledger_entry (sequence),
  fund_id TEXT NOT NULL,
  end_sequence INTEGER CHECK (end_sequence > start_sequence),
  uncovered_units INTEGER NOT NULL CHECK (uncovered_units >= 0),
  recovered_units INTEGER NOT NULL CHECK (recovered_units >= 0),
  loss_count INTEGER NOT NULL CHECK (loss_count >= 0),
  lowest_units INTEGER NOT NULL
) STRICT;

CREATE INDEX adl_event_of_fund ON adl_event (fund_id);

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

-- A loss that a liquidation left uncovered, under the liquidation's sequence, and what ADL has recovered of it. Every one belongs to an event:
-- one that comes while ADL is off starts it, with the very next entry.
CREATE TABLE adl_loss (
  sequence INTEGER NOT NULL PRIMARY KEY REFERENCES ledger_entry (sequence),
  event_sequence INTEGER NOT NULL REFERENCES adl_event (start_sequence),
  uncovered_units INTEGER NOT NULL CHECK (uncovered_units > 0),
  recovered_units INTEGER NOT NULL CHECK (recovered_units >= 0),
  fill_count INTEGER NOT NULL CHECK (fill_count >= 0),
  reversed INTEGER NOT NULL CHECK (reversed IN (0, 1)),
  CHECK (recovered_units <= uncovered_units)
) STRICT;

CREATE INDEX adl_loss_of_event ON adl_loss (event_sequence);

INSERT INTO adl_loss (sequence, event_sequence, uncovered_units, recovered_units, fill_count, reversed)
SELECT found.sequence, found.event_sequence, found.uncovered_units, 0, 0,
  CASE WHEN EXISTS (SELECT 1 FROM reversal WHERE reversal.reversed_sequence = found.sequence) THEN 1 ELSE 0 END
FROM (
  SELECT l.sequence, l.uncovered_units,
    (SELECT MAX(e.start_sequence) FROM adl_event AS e WHERE e.fund_id = l.fund_id AND e.start_sequence <= l.sequence + 1) AS event_sequence
  FROM liquidation AS l
  WHERE l.outcome = 3 AND l.outcome > 0) AS found
WHERE found.event_sequence IS NOT NULL;

UPDATE adl_event
SET uncovered_units = (SELECT COALESCE(SUM(adl_loss.uncovered_units), 0) FROM adl_loss WHERE adl_loss.event_sequence = adl_event.start_sequence AND adl_loss.reversed = 0),
  loss_count = (SELECT COUNT(*) FROM adl_loss WHERE adl_loss.event_sequence = adl_event.start_sequence AND adl_loss.reversed = 0);

-- Append-only. What ADL closed, and whose id it came under: the same event is never settled twice.
CREATE TABLE adl_fill (
  sequence INTEGER NOT NULL PRIMARY KEY REFERENCES ledger_entry (sequence),
  liquidation_sequence INTEGER NOT NULL REFERENCES adl_loss (sequence),
  source TEXT NOT NULL,
  external_id BLOB NOT NULL CHECK (length(external_id) BETWEEN 1 AND 128),
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  recovered_units INTEGER NOT NULL CHECK (recovered_units >= 0),
  excess_units INTEGER NOT NULL CHECK (excess_units >= 0),
  occurred_at_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  CHECK (liquidation_sequence < sequence),
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX adl_fill_of_liquidation ON adl_fill (liquidation_sequence);

CREATE TRIGGER adl_fill_is_not_changed BEFORE UPDATE ON adl_fill
BEGIN
  SELECT RAISE(ABORT, 'adl_fill is append-only');
END;

CREATE TRIGGER adl_fill_is_not_deleted BEFORE DELETE ON adl_fill
BEGIN
  SELECT RAISE(ABORT, 'adl_fill is append-only');
END;

-- The newest position snapshot of each contract, as a queue without anybody's name: places hold quantity and score, in order. proposed says
-- how many contracts from the head on are in proposals already. For show: nothing of it is in the ledger.
CREATE TABLE adl_queue (
  symbol TEXT NOT NULL PRIMARY KEY,
  fund_id TEXT NOT NULL,
  source TEXT NOT NULL,
  external_id BLOB NOT NULL,
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  taken_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  mark_price TEXT NOT NULL,
  long_quintiles TEXT NOT NULL,
  short_quintiles TEXT NOT NULL,
  long_proposed TEXT NOT NULL,
  short_proposed TEXT NOT NULL,
  long_places TEXT NOT NULL,
  short_places TEXT NOT NULL
) STRICT;

CREATE INDEX adl_queue_of_fund ON adl_queue (fund_id, symbol);

-- What was proposed for an uncovered loss when it came, or why nothing was. Written once.
CREATE TABLE adl_proposal (
  liquidation_sequence INTEGER NOT NULL PRIMARY KEY REFERENCES adl_loss (sequence),
  state TEXT NOT NULL,
  quantity TEXT,
  bankruptcy_price TEXT,
  mark_price TEXT,
  taken_at_ms INTEGER,
  close_count INTEGER NOT NULL CHECK (close_count >= 0),
  unfilled TEXT,
  proposed_at_ms INTEGER NOT NULL
) STRICT;

-- The first closes of a proposal, by place in the queue.
CREATE TABLE adl_proposed_close (
  liquidation_sequence INTEGER NOT NULL REFERENCES adl_proposal (liquidation_sequence),
  place INTEGER NOT NULL CHECK (place > 0),
  quantity TEXT NOT NULL,
  quintile_percent INTEGER NOT NULL CHECK (quintile_percent IN (20, 40, 60, 80, 100)),
  score TEXT NOT NULL,
  PRIMARY KEY (liquidation_sequence, place)
) STRICT, WITHOUT ROWID;

-- One row: proposals are made for everything up to this liquidation. What was settled before there were proposals gets none.
CREATE TABLE adl_proposal_head (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0)
) STRICT;

INSERT INTO adl_proposal_head (id, after_sequence) SELECT 1, sequence FROM ledger_head WHERE id = 1;

-- Kind 2, an ADL fill, can be quarantined too. A check is not changed in place, so the rows move out and in again; there are few.
CREATE TABLE quarantine_moved (
  id INTEGER NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  kind INTEGER NOT NULL,
  external_id BLOB NOT NULL,
  reason TEXT NOT NULL,
  problem_code TEXT NOT NULL,
  problem_field TEXT,
  problem_detail TEXT NOT NULL,
  payload_hash BLOB NOT NULL,
  payload BLOB NOT NULL,
  stored_sequence INTEGER,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  times INTEGER NOT NULL,
  status TEXT NOT NULL,
  closed_by_sequence INTEGER,
  payload_deleted_at_ms INTEGER,
  payload_bytes INTEGER NOT NULL
) STRICT;

INSERT INTO quarantine_moved (id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes)
SELECT id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes
FROM quarantine;

DROP TABLE quarantine;

CREATE TABLE quarantine (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  source TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
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
  payload_deleted_at_ms INTEGER,
  payload_bytes INTEGER NOT NULL DEFAULT 0,
  CHECK ((status = 'open' AND closed_by_sequence IS NULL) OR (status <> 'open' AND closed_by_sequence IS NOT NULL)),
  UNIQUE (source, kind, external_id, payload_hash)
) STRICT;

INSERT INTO quarantine (id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes)
SELECT id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload,
  stored_sequence, first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes
FROM quarantine_moved;

DROP TABLE quarantine_moved;

CREATE INDEX quarantine_by_status ON quarantine (status);
CREATE INDEX quarantine_of_source ON quarantine (source, status);
CREATE INDEX quarantine_of_external_id ON quarantine (external_id);
CREATE INDEX quarantine_by_problem ON quarantine (problem_code);
CREATE INDEX quarantine_by_payload_age ON quarantine (last_seen_ms) WHERE payload_deleted_at_ms IS NULL;
