-- What a fund paid, by size: only liquidations that left something missing pay for this index. Rows that are there already are taken in here.
CREATE INDEX liquidation_by_draw ON liquidation (fund_id, draw_units, sequence) WHERE outcome > 1;
GO
