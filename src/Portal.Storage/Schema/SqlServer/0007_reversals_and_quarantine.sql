-- Append-only. Which entry takes which one back: once, whoever writes. Everything else of it is in its ledger entry.
CREATE TABLE reversal (
  sequence BIGINT NOT NULL PRIMARY KEY,
  reversed_sequence BIGINT NOT NULL UNIQUE,
  CHECK (reversed_sequence < sequence),
  FOREIGN KEY (sequence) REFERENCES ledger_entry (sequence),
  FOREIGN KEY (reversed_sequence) REFERENCES ledger_entry (sequence)
);
GO

CREATE TRIGGER reversal_is_append_only ON reversal INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'reversal is append-only', 1;
END;
GO

-- A payload is kept for a time; its hash and its length stay.
ALTER TABLE quarantine ADD payload_deleted_at_ms BIGINT NULL;
GO

ALTER TABLE quarantine ADD payload_bytes BIGINT NOT NULL DEFAULT 0;
GO

UPDATE quarantine SET payload_bytes = DATALENGTH(payload);
GO

-- What is in quarantine is rare, so these cost settling nothing.
CREATE INDEX quarantine_of_external_id ON quarantine (external_id, id);
CREATE INDEX quarantine_by_problem ON quarantine (problem_code, id);
CREATE INDEX quarantine_by_payload_age ON quarantine (last_seen_ms) WHERE payload_deleted_at_ms IS NULL;
