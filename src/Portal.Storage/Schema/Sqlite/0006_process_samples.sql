-- What each process saw of itself since its sample before, so that operators see all of them from any of them. Kept for two days,
-- written outside of every settling transaction, and no figure of the fund: it may be lost or emptied at any time.
CREATE TABLE process_sample (
  at_ms INTEGER NOT NULL,
  node TEXT NOT NULL CHECK (length(node) BETWEEN 1 AND 128),
  roles TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  period_ms INTEGER NOT NULL CHECK (period_ms >= 0),
  is_last INTEGER NOT NULL CHECK (is_last IN (0, 1)),
  is_settling INTEGER NOT NULL CHECK (is_settling IN (0, 1)),
  queue_records INTEGER NOT NULL CHECK (queue_records >= 0),
  commits INTEGER NOT NULL CHECK (commits >= 0),
  settled INTEGER NOT NULL CHECK (settled >= 0),
  refused INTEGER NOT NULL CHECK (refused >= 0),
  commit_ms_max INTEGER NOT NULL CHECK (commit_ms_max >= 0),
  lag_entries INTEGER NULL,
  viewers INTEGER NULL,
  memory_bytes INTEGER NOT NULL,
  database_bytes INTEGER NULL,
  database_free_bytes INTEGER NULL,
  PRIMARY KEY (at_ms, node)
) STRICT;
