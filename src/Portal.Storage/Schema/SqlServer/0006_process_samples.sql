-- What each process saw of itself since its sample before, so that operators see all of them from any of them. Kept for two days,
-- written outside of every settling transaction, and no figure of the fund: it may be lost or emptied at any time.
CREATE TABLE process_sample (
  at_ms BIGINT NOT NULL,
  node NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL CHECK (LEN(node) BETWEEN 1 AND 128),
  roles NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
  started_at_ms BIGINT NOT NULL,
  period_ms BIGINT NOT NULL CHECK (period_ms >= 0),
  is_last BIGINT NOT NULL CHECK (is_last IN (0, 1)),
  is_settling BIGINT NOT NULL CHECK (is_settling IN (0, 1)),
  queue_records BIGINT NOT NULL CHECK (queue_records >= 0),
  commits BIGINT NOT NULL CHECK (commits >= 0),
  settled BIGINT NOT NULL CHECK (settled >= 0),
  refused BIGINT NOT NULL CHECK (refused >= 0),
  commit_ms_max BIGINT NOT NULL CHECK (commit_ms_max >= 0),
  lag_entries BIGINT NULL,
  viewers BIGINT NULL,
  memory_bytes BIGINT NOT NULL,
  database_bytes BIGINT NULL,
  database_free_bytes BIGINT NULL,
  PRIMARY KEY (at_ms, node)
);
