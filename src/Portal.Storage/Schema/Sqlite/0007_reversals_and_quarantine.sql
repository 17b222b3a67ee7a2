-- Append-only. Which entry takes which one back: once, whoever writes. Everything else of it is in its ledger entry.
CREATE TABLE reversal (
  sequence INTEGER NOT NULL PRIMARY KEY REFERENCES ledger_entry (sequence),
  reversed_sequence INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (sequence),
  CHECK (reversed_sequence < sequence)
) STRICT;

CREATE TRIGGER reversal_is_not_changed BEFORE UPDATE ON reversal
BEGIN
  SELECT RAISE(ABORT, 'reversal is append-only');
END;

CREATE TRIGGER reversal_is_not_deleted BEFORE DELETE ON reversal
BEGIN
  SELECT RAISE(ABORT, 'reversal is append-only');
END;

-- A payload is kept for a time; its hash and its length stay.
ALTER TABLE quarantine ADD COLUMN payload_deleted_at_ms INTEGER;
ALTER TABLE quarantine ADD COLUMN payload_bytes INTEGER NOT NULL DEFAULT 0;

UPDATE quarantine SET payload_bytes = length(payload);

-- What is in quarantine is rare, so these cost settling nothing.
CREATE INDEX quarantine_of_external_id ON quarantine (external_id);
CREATE INDEX quarantine_by_problem ON quarantine (problem_code);
CREATE INDEX quarantine_by_payload_age ON quarantine (last_seen_ms) WHERE payload_deleted_at_ms IS NULL;
