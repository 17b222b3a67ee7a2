-- A key that is being replaced goes on working until ends_at_ms and then ends by itself.
ALTER TABLE intake_key ADD ends_at_ms BIGINT NULL;
GO

ALTER TABLE intake_key ADD last_used_at_ms BIGINT NULL;
GO

DROP INDEX intake_key_active ON intake_key;
GO

-- Of a source's keys that are in force, one alone has no end.
CREATE UNIQUE INDEX intake_key_active ON intake_key (source) WHERE revoked_at_ms IS NULL AND ends_at_ms IS NULL;
GO

-- The newest record that was settled, by the ledger's clock and by its own, and the newest problem.
ALTER TABLE source_state ADD last_settled_at_ms BIGINT NULL;
GO

ALTER TABLE source_state ADD last_occurred_at_ms BIGINT NULL;
GO

ALTER TABLE source_state ADD last_problem_at_ms BIGINT NULL;
GO

ALTER TABLE source_state ADD last_problem_code NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL;
GO

ALTER TABLE source_state ADD last_problem_field NVARCHAR(128) COLLATE Latin1_General_BIN2 NULL;
GO

-- How many records came in each ten seconds of the last hour: a ring, so that it neither grows nor needs clearing.
CREATE TABLE source_flow (
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL,
  slot BIGINT NOT NULL CHECK (slot >= 0),
  start_ms BIGINT NOT NULL,
  records BIGINT NOT NULL CHECK (records >= 0),
  PRIMARY KEY (source, slot)
);
GO

-- Whose requests are refused for now; resumed while paused_at_ms is NULL.
CREATE TABLE source_pause (
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  paused_at_ms BIGINT NULL,
  paused_by NVARCHAR(32) COLLATE Latin1_General_BIN2 NULL,
  reason NVARCHAR(200) NULL
);
