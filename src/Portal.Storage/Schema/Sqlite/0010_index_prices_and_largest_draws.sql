-- What one coin is worth in US dollars, for show alone: no part of the ledger, one row an asset, the newest price that came.
-- The price is a decimal string, which nothing here compares or adds up.
CREATE TABLE index_price (
  asset TEXT NOT NULL PRIMARY KEY CHECK (length(asset) BETWEEN 1 AND 20),
  price TEXT NOT NULL CHECK (length(price) BETWEEN 1 AND 40),
  at_ms INTEGER NOT NULL,
  source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The largest single payment for a liquidation in the interval, and the entry of the first such. 0 and 0 where nothing was paid, and in
-- rollups of before this script, in which draw_count tells that something was.
ALTER TABLE rollup ADD COLUMN largest_draw_units INTEGER NOT NULL DEFAULT 0 CHECK (largest_draw_units >= 0);
ALTER TABLE rollup ADD COLUMN largest_draw_sequence INTEGER NOT NULL DEFAULT 0;

-- Each fund's newest day, which goes on being added to, is made good: it reads the liquidations of that day alone.
UPDATE rollup SET largest_draw_units = COALESCE((
    SELECT MAX(liquidation.draw_units) FROM liquidation
    WHERE liquidation.fund_id = rollup.fund_id AND liquidation.sequence > COALESCE((
      SELECT MAX(earlier.last_sequence) FROM rollup AS earlier
      WHERE earlier.fund_id = rollup.fund_id AND earlier.interval_minutes = 1440 AND earlier.start_ms < rollup.start_ms), 0)), 0)
WHERE interval_minutes = 1440 AND draw_count > 0 AND start_ms = (
  SELECT MAX(newest.start_ms) FROM rollup AS newest WHERE newest.fund_id = rollup.fund_id AND newest.interval_minutes = 1440);

UPDATE rollup SET largest_draw_sequence = COALESCE((
    SELECT MIN(liquidation.sequence) FROM liquidation
    WHERE liquidation.fund_id = rollup.fund_id AND liquidation.draw_units = rollup.largest_draw_units AND liquidation.sequence > COALESCE((
      SELECT MAX(earlier.last_sequence) FROM rollup AS earlier
      WHERE earlier.fund_id = rollup.fund_id AND earlier.interval_minutes = 1440 AND earlier.start_ms < rollup.start_ms), 0)), 0)
WHERE largest_draw_units > 0;
