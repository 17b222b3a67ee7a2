-- A role above viewer that somebody was given. It waits until an owner other than its giver has confirmed it; where there was no such owner it
-- counts at once, and stays marked as given by one alone until one has. People from before this script have none: their roles count as they are.
CREATE TABLE role_grant (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  role TEXT NOT NULL CHECK (role IN ('proposer', 'approver', 'owner')),
  reason TEXT NOT NULL CHECK (reason IN ('invited', 'promoted', 'let-in-again', 'renewed')),
  given_by TEXT NOT NULL,
  given_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  decided_by TEXT,
  decided_at_ms INTEGER,
  comment TEXT NOT NULL,
  CHECK ((decided_at_ms IS NULL AND status IN ('waiting', 'alone')) OR (decided_at_ms IS NOT NULL AND status IN ('confirmed', 'refused', 'fallen')))
) STRICT;

CREATE UNIQUE INDEX role_grant_open ON role_grant (person_id, status) WHERE decided_at_ms IS NULL;

-- The link gives somebody who is there already a new password and second factor.
ALTER TABLE invitation ADD COLUMN is_renewal INTEGER NOT NULL DEFAULT 0 CHECK (is_renewal IN (0, 1));

-- Owners see for each person the last sign-in and the wrong attempts of the last days.
CREATE INDEX sign_in_of_outcome ON sign_in (person_id, outcome, at_ms);
