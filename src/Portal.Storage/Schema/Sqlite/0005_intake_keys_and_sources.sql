-- A key that is being replaced goes on working until ends_at_ms and then ends by itself.
ALTER TABLE intake_key ADD COLUMN ends_at_ms INTEGER;
ALTER TABLE intake_key ADD COLUMN last_used_at_ms INTEGER;

DROP INDEX intake_key_active;

-- Of a source's keys that are in force, one alone has no end.
CREATE UNIQUE INDEX intake_key_active ON intake_key (source) WHERE revoked_at_ms IS NULL AND ends_at_ms IS NULL;

-- The newest record that was settled, by the ledger's clock and by its own, and the newest problem.
ALTER TABLE source_state ADD COLUMN last_settled_at_ms INTEGER;
ALTER TABLE source_state ADD COLUMN last_occurred_at_ms INTEGER;
ALTER TABLE source_state ADD COLUMN last_problem_at_ms INTEGER;
ALTER TABLE source_state ADD COLUMN last_problem_code TEXT;
ALTER TABLE source_state ADD COLUMN last_problem_field TEXT;

-- How many records came in each ten seconds of the last hour: a ring, so that it neither grows nor needs clearing.
CREATE TABLE source_flow (
  source TEXT NOT NULL,
  slot INTEGER NOT NULL CHECK (slot >= 0),
  start_ms INTEGER NOT NULL,
  records INTEGER NOT NULL CHECK (records >= 0),
  PRIMARY KEY (source, slot)
) STRICT, WITHOUT ROWID;

-- Whose requests are refused for now; resumed while paused_at_ms is NULL.
CREATE TABLE source_pause (
  source TEXT NOT NULL PRIMARY KEY,
  paused_at_ms INTEGER,
  paused_by TEXT,
  reason TEXT
) STRICT, WITHOUT ROWID;
