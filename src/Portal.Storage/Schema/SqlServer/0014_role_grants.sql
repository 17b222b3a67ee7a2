-- A role above viewer that somebody was given. It waits until an owner other than its giver has confirmed it; where there was no such owner it
-- counts at once, and stays marked as given by one alone until one has. People from before this script have none: their roles count as they are.
CREATE TABLE role_grant (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  role NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (role IN ('proposer', 'approver', 'owner')),
  reason NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (reason IN ('invited', 'promoted', 'let-in-again', 'renewed')),
  given_by NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  given_at_ms BIGINT NOT NULL,
  status NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
  decided_by NVARCHAR(32) COLLATE Latin1_General_BIN2 NULL,
  decided_at_ms BIGINT NULL,
  comment NVARCHAR(500) COLLATE Latin1_General_BIN2 NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (person_id),
  CHECK ((decided_at_ms IS NULL AND status IN ('waiting', 'alone')) OR (decided_at_ms IS NOT NULL AND status IN ('confirmed', 'refused', 'fallen')))
);
GO

CREATE UNIQUE INDEX role_grant_open ON role_grant (person_id, status) WHERE decided_at_ms IS NULL;
GO

-- The link gives somebody who is there already a new password and second factor.
ALTER TABLE invitation ADD is_renewal BIGINT NOT NULL DEFAULT 0 CHECK (is_renewal IN (0, 1));
GO

-- Owners see for each person the last sign-in and the wrong attempts of the last days.
CREATE INDEX sign_in_of_outcome ON sign_in (person_id, outcome, at_ms);
