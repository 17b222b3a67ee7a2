-- What operators typed to put a record in quarantine right. It has ids and accounts like the record itself, so it is kept no longer than that; its hash stays.
CREATE TABLE quarantine_correction (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
  quarantine_id BIGINT NOT NULL,
  payload VARBINARY(MAX) NOT NULL,
  payload_hash BINARY(32) NOT NULL,
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  created_at_ms BIGINT NOT NULL,
  deleted_at_ms BIGINT NULL,
  FOREIGN KEY (quarantine_id) REFERENCES quarantine (id),
  FOREIGN KEY (person_id) REFERENCES person (person_id),
  CHECK (deleted_at_ms IS NULL OR DATALENGTH(payload) = 0)
);
GO

CREATE INDEX quarantine_correction_kept ON quarantine_correction (quarantine_id) WHERE deleted_at_ms IS NULL;
GO

-- All that ever happens to one is that its text is deleted.
CREATE TRIGGER quarantine_correction_is_not_rewritten ON quarantine_correction AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON;
  IF EXISTS (
    SELECT 1 FROM deleted
    LEFT JOIN inserted ON inserted.id = deleted.id
    WHERE inserted.id IS NULL OR inserted.quarantine_id <> deleted.quarantine_id OR inserted.payload_hash <> deleted.payload_hash
      OR inserted.person_id <> deleted.person_id OR inserted.created_at_ms <> deleted.created_at_ms
      OR deleted.deleted_at_ms IS NOT NULL OR inserted.deleted_at_ms IS NULL)
  BEGIN
    THROW 50001, 'a correction is not rewritten', 1;
  END;
END;
GO

CREATE TRIGGER quarantine_correction_is_not_deleted ON quarantine_correction INSTEAD OF DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'a correction is not deleted', 1;
END;
GO

-- Records that operators put right in the source's place: they came from nobody, so they are counted apart.
ALTER TABLE source_state ADD corrected BIGINT NOT NULL DEFAULT 0;
