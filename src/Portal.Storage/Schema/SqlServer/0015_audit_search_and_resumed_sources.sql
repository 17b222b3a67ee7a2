-- The audit is searched by time, person, action and what it was done to. Rows that are there already are taken in here.
DROP INDEX audit_entry_of_person ON audit_entry;
GO

DROP INDEX audit_entry_of_action ON audit_entry;
GO

CREATE INDEX audit_entry_by_time ON audit_entry (at_ms, sequence);
GO

CREATE INDEX audit_entry_by_person ON audit_entry (person, at_ms, sequence);
GO

CREATE INDEX audit_entry_by_action ON audit_entry (action, at_ms, sequence);
GO

CREATE INDEX audit_entry_by_person_and_action ON audit_entry (person, action, at_ms, sequence);
GO

CREATE INDEX audit_entry_by_subject ON audit_entry (subject, at_ms, sequence);
GO

-- A source that was resumed is given time to send before it is called silent.
ALTER TABLE source_pause ADD resumed_at_ms BIGINT NULL;
