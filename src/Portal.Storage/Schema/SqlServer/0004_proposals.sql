-- What somebody proposes and others decide. What is proposed never changes; only how it ended is written to it.
CREATE TABLE proposal (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id > 0),
  kind NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  fund_id NVARCHAR(64) COLLATE Latin1_General_BIN2 NULL,
  payload NVARCHAR(MAX) NOT NULL,
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  handle NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  proposed_at_ms BIGINT NOT NULL,
  status NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (status IN ('open', 'done', 'refused', 'withdrawn')),
  closed_at_ms BIGINT NULL,
  closed_by NVARCHAR(32) COLLATE Latin1_General_BIN2 NULL,
  ledger_sequence BIGINT NULL,
  FOREIGN KEY (person_id) REFERENCES person (person_id),
  CHECK ((status = 'open' AND closed_at_ms IS NULL) OR (status <> 'open' AND closed_at_ms IS NOT NULL)),
  CHECK ((status = 'done' AND ledger_sequence IS NOT NULL) OR (status <> 'done' AND ledger_sequence IS NULL))
);
GO

CREATE INDEX proposal_by_status ON proposal (status, id);
GO

CREATE TRIGGER proposal_is_not_rewritten ON proposal AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON;
  IF EXISTS (
    SELECT 1 FROM deleted
    LEFT JOIN inserted ON inserted.id = deleted.id
    WHERE inserted.id IS NULL OR deleted.status <> 'open' OR inserted.kind <> deleted.kind OR inserted.payload <> deleted.payload
      OR COALESCE(inserted.fund_id, '') <> COALESCE(deleted.fund_id, '')
      OR inserted.person_id <> deleted.person_id OR inserted.handle <> deleted.handle OR inserted.proposed_at_ms <> deleted.proposed_at_ms)
  BEGIN
    THROW 50001, 'a proposal is not rewritten', 1;
  END;
END;
GO

CREATE TRIGGER proposal_is_not_deleted ON proposal INSTEAD OF DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'a proposal is not deleted', 1;
END;
GO

-- Append-only. Nobody says the same twice about one proposal.
CREATE TABLE proposal_vote (
  proposal_id BIGINT NOT NULL,
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  verdict NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (verdict IN ('approved', 'refused')),
  comment NVARCHAR(MAX) NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, person_id, verdict),
  FOREIGN KEY (proposal_id) REFERENCES proposal (id),
  FOREIGN KEY (person_id) REFERENCES person (person_id)
);
GO

CREATE TRIGGER proposal_vote_is_append_only ON proposal_vote INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'proposal_vote is append-only', 1;
END;
GO
