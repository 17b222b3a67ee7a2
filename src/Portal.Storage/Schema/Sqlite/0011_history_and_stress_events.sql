-- What happens to a fund besides liquidations and fees. It is seldom, so settling pays nothing for it. For charts, and lists of one kind.
CREATE INDEX ledger_entry_seldom ON ledger_entry (fund_id) WHERE fund_id IS NOT NULL AND kind <> 'liquidation' AND kind <> 'fee';

-- What operators call a stress event, which is known by its fund and the entry of its peak. How often it was changed is in the audit.
CREATE TABLE stress_event_name (
  fund_id TEXT NOT NULL,
  peak_sequence INTEGER NOT NULL CHECK (peak_sequence > 0),
  name TEXT NOT NULL CHECK (length(name) <= 80),
  note TEXT NOT NULL CHECK (length(note) <= 1000),
  named_by TEXT NOT NULL,
  named_at_ms INTEGER NOT NULL,
  PRIMARY KEY (fund_id, peak_sequence)
) STRICT, WITHOUT ROWID;
