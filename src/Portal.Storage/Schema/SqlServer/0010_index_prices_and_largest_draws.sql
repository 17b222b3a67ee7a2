-- What one coin is worth in US dollars, for show alone: no part of the ledger, one row an asset, the newest price that came.
-- The price is a decimal string, which nothing here compares or adds up.
CREATE TABLE index_price (
  asset NVARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY CHECK (LEN(asset) BETWEEN 1 AND 20),
  price NVARCHAR(40) COLLATE Latin1_General_BIN2 NOT NULL CHECK (LEN(price) BETWEEN 1 AND 40),
  at_ms BIGINT NOT NULL,
  source NVARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL
);
GO

-- The largest single payment for a liquidation in the interval, and the entry of the first such. 0 and 0 where nothing was paid, and in
-- rollups of before this script, in which draw_count tells that something was.
ALTER TABLE rollup ADD largest_draw_units BIGINT NOT NULL DEFAULT 0 CHECK (largest_draw_units >= 0);
GO

ALTER TABLE rollup ADD largest_draw_sequence BIGINT NOT NULL DEFAULT 0;
GO

-- Each fund's newest day, which goes on being added to, is made good: it reads the liquidations of that day alone.
UPDATE rollup SET largest_draw_units = COALESCE((
    SELECT MAX(liquidation.draw_units) FROM liquidation
    WHERE liquidation.fund_id = rollup.fund_id AND liquidation.sequence > COALESCE((
      SELECT MAX(earlier.last_sequence) FROM rollup AS earlier
      WHERE earlier.fund_id = rollup.fund_id AND earlier.interval_minutes = 1440 AND earlier.start_ms < rollup.start_ms), 0)), 0)
WHERE interval_minutes = 1440 AND draw_count > 0 AND start_ms = (
  SELECT MAX(newest.start_ms) FROM rollup AS newest WHERE newest.fund_id = rollup.fund_id AND newest.interval_minutes = 1440);
GO

UPDATE rollup SET largest_draw_sequence = COALESCE((
    SELECT MIN(liquidation.sequence) FROM liquidation
    WHERE liquidation.fund_id = rollup.fund_id AND liquidation.draw_units = rollup.largest_draw_units AND liquidation.sequence > COALESCE((
      SELECT MAX(earlier.last_sequence) FROM rollup AS earlier
      WHERE earlier.fund_id = rollup.fund_id AND earlier.interval_minutes = 1440 AND earlier.start_ms < rollup.start_ms), 0)), 0)
WHERE largest_draw_units > 0;
GO

-- The type that carries rollups, with the new columns. Its permission goes with the old one: GRANT EXECUTE ON TYPE::rollup_rows again.
DROP TYPE rollup_rows;
GO

CREATE TYPE rollup_rows AS TABLE (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  interval_minutes BIGINT NOT NULL,
  start_ms BIGINT NOT NULL,
  open_units BIGINT NOT NULL,
  high_units BIGINT NOT NULL,
  low_units BIGINT NOT NULL,
  close_units BIGINT NOT NULL,
  opening_units BIGINT NOT NULL,
  surplus_units BIGINT NOT NULL,
  draw_units BIGINT NOT NULL,
  fee_units BIGINT NOT NULL,
  injection_units BIGINT NOT NULL,
  withdrawal_units BIGINT NOT NULL,
  reversal_units BIGINT NOT NULL,
  peak_gross_units BIGINT NOT NULL,
  peak_sequence BIGINT NOT NULL,
  uncovered_units BIGINT NOT NULL,
  liquidation_count BIGINT NOT NULL,
  draw_count BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  largest_draw_units BIGINT NOT NULL,
  largest_draw_sequence BIGINT NOT NULL,
  PRIMARY KEY (fund_id, interval_minutes, start_ms)
);
GO
