-- What operators typed to put a record in quarantine right. It has ids and accounts like the record itself, so it is kept no longer than that; its hash stays.
CREATE TABLE quarantine_correction (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  quarantine_id INTEGER NOT NULL REFERENCES quarantine (id),
  payload BLOB NOT NULL,
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  created_at_ms INTEGER NOT NULL,
  deleted_at_ms INTEGER,
  CHECK (deleted_at_ms IS NULL OR length(payload) = 0)
) STRICT;

CREATE INDEX quarantine_correction_kept ON quarantine_correction (quarantine_id) WHERE deleted_at_ms IS NULL;

-- All that ever happens to one is that its text is deleted.
CREATE TRIGGER quarantine_correction_is_not_rewritten BEFORE UPDATE ON quarantine_correction
WHEN new.id <> old.id OR new.quarantine_id <> old.quarantine_id OR new.payload_hash <> old.payload_hash OR new.person_id <> old.person_id
  OR new.created_at_ms <> old.created_at_ms OR old.deleted_at_ms IS NOT NULL OR new.deleted_at_ms IS NULL
BEGIN
  SELECT RAISE(ABORT, 'a correction is not rewritten');
END;

CREATE TRIGGER quarantine_correction_is_not_deleted BEFORE DELETE ON quarantine_correction
BEGIN
  SELECT RAISE(ABORT, 'a correction is not deleted');
END;

-- Records that operators put right in the source's place: they came from nobody, so they are counted apart.
ALTER TABLE source_state ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
