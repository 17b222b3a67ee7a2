-- What happens to a fund besides liquidations and fees. It is seldom, so settling pays nothing for it. For charts, and lists of one kind.
CREATE INDEX ledger_entry_seldom ON ledger_entry (fund_id, sequence) WHERE fund_id IS NOT NULL AND kind <> 'liquidation' AND kind <> 'fee';
GO

-- What operators call a stress event, which is known by its fund and the entry of its peak. How often it was changed is in the audit.
CREATE TABLE stress_event_name (
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  peak_sequence BIGINT NOT NULL CHECK (peak_sequence > 0),
  name NVARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
  note NVARCHAR(1000) COLLATE Latin1_General_BIN2 NOT NULL,
  named_by NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  named_at_ms BIGINT NOT NULL,
  PRIMARY KEY (fund_id, peak_sequence)
);
GO
