-- Append-only. Full tiles of the log, of every level: 256 hashes each, and the root of them, which is one hash of the level above.
-- root stands before hashes so that reading roots never walks through the hashes.
CREATE TABLE log_tile (
  tile_level INTEGER NOT NULL CHECK (tile_level BETWEEN 0 AND 7),
  tile_index INTEGER NOT NULL CHECK (tile_index >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (tile_level, tile_index)
) STRICT;

CREATE TRIGGER log_tile_is_not_changed BEFORE UPDATE ON log_tile
BEGIN
  SELECT RAISE(ABORT, 'log_tile is append-only');
END;

CREATE TRIGGER log_tile_is_not_deleted BEFORE DELETE ON log_tile
BEGIN
  SELECT RAISE(ABORT, 'log_tile is append-only');
END;

-- Append-only. The keys that signed for the log, one after the other; the last one signs. handover is the note by which the key
-- before it named this one: NULL for the first, and where the key before it was lost.
CREATE TABLE log_key (
  generation INTEGER NOT NULL PRIMARY KEY CHECK (generation > 0),
  vkey TEXT NOT NULL,
  from_size INTEGER NOT NULL CHECK (from_size >= 0),
  made_at_ms INTEGER NOT NULL,
  handover BLOB
) STRICT;

CREATE TRIGGER log_key_is_not_changed BEFORE UPDATE ON log_key
BEGIN
  SELECT RAISE(ABORT, 'log_key is append-only');
END;

CREATE TRIGGER log_key_is_not_deleted BEFORE DELETE ON log_key
BEGIN
  SELECT RAISE(ABORT, 'log_key is append-only');
END;

-- One row at most: the newest checkpoint, as it is served. generation is the key that signs from here on: after a handover it is not
-- the one that signed the note.
CREATE TABLE log_checkpoint (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL CHECK (size >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  generation INTEGER NOT NULL REFERENCES log_key (generation),
  signed_at_ms INTEGER NOT NULL,
  note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 65536)
) STRICT;

CREATE TRIGGER log_checkpoint_never_shrinks_nor_forks BEFORE UPDATE ON log_checkpoint
WHEN NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
BEGIN
  SELECT RAISE(ABORT, 'log_checkpoint never shrinks and never forks');
END;

CREATE TRIGGER log_checkpoint_is_not_deleted BEFORE DELETE ON log_checkpoint
BEGIN
  SELECT RAISE(ABORT, 'log_checkpoint is never deleted');
END;
