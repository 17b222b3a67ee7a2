-- Append-only. Full tiles of the log, of every level: 256 hashes each, and the root of them, which is one hash of the level above.
-- root stands before hashes so that reading roots never walks through the hashes.
CREATE TABLE log_tile (
  tile_level BIGINT NOT NULL CHECK (tile_level BETWEEN 0 AND 7),
  tile_index BIGINT NOT NULL CHECK (tile_index >= 0),
  root BINARY(32) NOT NULL,
  hashes VARBINARY(MAX) NOT NULL CHECK (DATALENGTH(hashes) = 8192),
  PRIMARY KEY (tile_level, tile_index)
);
GO

CREATE TRIGGER log_tile_is_append_only ON log_tile INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'log_tile is append-only', 1;
END;
GO

-- Append-only. The keys that signed for the log, one after the other; the last one signs. handover is the note by which the key
-- before it named this one: NULL for the first, and where the key before it was lost.
CREATE TABLE log_key (
  generation BIGINT NOT NULL PRIMARY KEY CHECK (generation > 0),
  vkey NVARCHAR(512) COLLATE Latin1_General_BIN2 NOT NULL,
  from_size BIGINT NOT NULL CHECK (from_size >= 0),
  made_at_ms BIGINT NOT NULL,
  handover VARBINARY(MAX) NULL
);
GO

CREATE TRIGGER log_key_is_append_only ON log_key INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'log_key is append-only', 1;
END;
GO

-- One row at most: the newest checkpoint, as it is served. generation is the key that signs from here on: after a handover it is not
-- the one that signed the note.
CREATE TABLE log_checkpoint (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  size BIGINT NOT NULL CHECK (size >= 0),
  root BINARY(32) NOT NULL,
  generation BIGINT NOT NULL,
  signed_at_ms BIGINT NOT NULL,
  note VARBINARY(MAX) NOT NULL CHECK (DATALENGTH(note) BETWEEN 1 AND 65536),
  FOREIGN KEY (generation) REFERENCES log_key (generation)
);
GO

CREATE TRIGGER log_checkpoint_never_shrinks_nor_forks ON log_checkpoint AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON;
  IF EXISTS (
    SELECT 1 FROM inserted AS new_row INNER JOIN deleted AS old_row ON new_row.id = old_row.id
    WHERE new_row.size < old_row.size OR (new_row.size = old_row.size AND new_row.root <> old_row.root))
  BEGIN
    THROW 50001, 'log_checkpoint never shrinks and never forks', 1;
  END;
END;
GO

CREATE TRIGGER log_checkpoint_is_not_deleted ON log_checkpoint INSTEAD OF DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'log_checkpoint is never deleted', 1;
END;
GO
