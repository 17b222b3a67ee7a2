-- What somebody proposes and others decide. What is proposed never changes; only how it ended is written to it.
CREATE TABLE proposal (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  kind TEXT NOT NULL,
  fund_id TEXT,
  payload TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  handle TEXT NOT NULL,
  proposed_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'done', 'refused', 'withdrawn')),
  closed_at_ms INTEGER,
  closed_by TEXT,
  ledger_sequence INTEGER,
  CHECK ((status = 'open') = (closed_at_ms IS NULL)),
  CHECK ((status = 'done') = (ledger_sequence IS NOT NULL))
) STRICT;

CREATE INDEX proposal_by_status ON proposal (status, id);

CREATE TRIGGER proposal_is_not_rewritten BEFORE UPDATE ON proposal
WHEN old.status <> 'open' OR new.id <> old.id OR new.kind <> old.kind OR new.fund_id IS NOT old.fund_id OR new.payload <> old.payload
  OR new.person_id <> old.person_id OR new.handle <> old.handle OR new.proposed_at_ms <> old.proposed_at_ms
BEGIN
  SELECT RAISE(ABORT, 'a proposal is not rewritten');
END;

CREATE TRIGGER proposal_is_not_deleted BEFORE DELETE ON proposal
BEGIN
  SELECT RAISE(ABORT, 'a proposal is not deleted');
END;

-- Append-only. Nobody says the same twice about one proposal.
CREATE TABLE proposal_vote (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'refused')),
  comment TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, person_id, verdict)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER proposal_vote_is_not_changed BEFORE UPDATE ON proposal_vote
BEGIN
  SELECT RAISE(ABORT, 'proposal_vote is append-only');
END;

CREATE TRIGGER proposal_vote_is_not_deleted BEFORE DELETE ON proposal_vote
BEGIN
  SELECT RAISE(ABORT, 'proposal_vote is append-only');
END;
