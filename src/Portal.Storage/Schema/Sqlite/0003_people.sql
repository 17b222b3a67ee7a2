-- Who may enter the operators' half. Nobody is ever deleted: the ledger names people by their handles, so a handle belongs to one
-- person for ever. Normalized texts are upper-case, so that two spellings of one address or handle meet.
CREATE TABLE person (
  person_id TEXT NOT NULL PRIMARY KEY CHECK (length(person_id) = 32),
  email TEXT NOT NULL,
  normalized_email TEXT NOT NULL UNIQUE,
  handle TEXT NOT NULL CHECK (length(handle) BETWEEN 3 AND 32),
  normalized_handle TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'proposer', 'approver', 'owner')),
  password_hash TEXT,
  security_stamp TEXT NOT NULL,
  concurrency_stamp TEXT NOT NULL,
  authenticator_key TEXT,
  two_factor_enabled INTEGER NOT NULL CHECK (two_factor_enabled IN (0, 1)),
  last_totp_step INTEGER,
  failed_count INTEGER NOT NULL CHECK (failed_count >= 0),
  lockout_end_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  disabled_at_ms INTEGER
) STRICT;

-- A code is random enough that a plain hash hides it.
CREATE TABLE recovery_code (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
  used_at_ms INTEGER,
  PRIMARY KEY (person_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Found by the hash of the credential's id: the id itself may be longer than SQL Server lets a key be.
CREATE TABLE passkey (
  credential_hash BLOB NOT NULL PRIMARY KEY CHECK (length(credential_hash) = 32),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  credential_id BLOB NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
  name TEXT,
  public_key BLOB NOT NULL,
  sign_count INTEGER NOT NULL CHECK (sign_count >= 0),
  transports TEXT NOT NULL,
  is_user_verified INTEGER NOT NULL CHECK (is_user_verified IN (0, 1)),
  is_backup_eligible INTEGER NOT NULL CHECK (is_backup_eligible IN (0, 1)),
  is_backed_up INTEGER NOT NULL CHECK (is_backed_up IN (0, 1)),
  attestation_object BLOB NOT NULL,
  client_data_json BLOB NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_used_at_ms INTEGER
) STRICT;

CREATE INDEX passkey_of_person ON passkey (person_id, created_at_ms);

-- The right to become a person, once. Only the hash of the link's token is kept.
CREATE TABLE invitation (
  token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
  email TEXT NOT NULL,
  normalized_email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'proposer', 'approver', 'owner')),
  invited_by TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  withdrawn_at_ms INTEGER
) STRICT;

CREATE UNIQUE INDEX invitation_open ON invitation (normalized_email) WHERE used_at_ms IS NULL AND withdrawn_at_ms IS NULL;

-- Append-only. What happened at the door, per person. entry is random and keeps two of one millisecond apart.
CREATE TABLE sign_in (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  at_ms INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('password', 'authenticator', 'recovery-code', 'passkey', 'invitation')),
  outcome TEXT NOT NULL CHECK (outcome IN ('signed-in', 'refused', 'locked', 'signed-out')),
  PRIMARY KEY (person_id, at_ms, entry)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sign_in_is_not_changed BEFORE UPDATE ON sign_in
BEGIN
  SELECT RAISE(ABORT, 'sign_in is append-only');
END;

CREATE TRIGGER sign_in_is_not_deleted BEFORE DELETE ON sign_in
BEGIN
  SELECT RAISE(ABORT, 'sign_in is append-only');
END;

-- Who is inside. A session holds while it is not ended, its stamp is the person's and it is neither too old nor idle too long.
CREATE TABLE admin_session (
  session_hash BLOB NOT NULL PRIMARY KEY CHECK (length(session_hash) = 32),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  security_stamp TEXT NOT NULL,
  method TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;

CREATE INDEX admin_session_of_person ON admin_session (person_id, created_at_ms);

-- The keys that protect cookies and second factors, themselves sealed with the portal's master secret.
CREATE TABLE data_key (
  name TEXT NOT NULL PRIMARY KEY,
  xml TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

-- Append-only. Who did what, from where, when. Each row's hash is taken over the hash of the row before it and its own content.
CREATE TABLE audit_entry (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at_ms INTEGER NOT NULL,
  person TEXT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  entry_hash BLOB NOT NULL CHECK (length(entry_hash) = 32)
) STRICT;

CREATE INDEX audit_entry_of_person ON audit_entry (person, sequence);
CREATE INDEX audit_entry_of_action ON audit_entry (action, sequence);

CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
BEGIN
  SELECT RAISE(ABORT, 'audit_entry is append-only');
END;

CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
BEGIN
  SELECT RAISE(ABORT, 'audit_entry is append-only');
END;

-- One row: where the audit ends. Every append locks it first.
CREATE TABLE audit_head (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  entry_hash BLOB NOT NULL CHECK (length(entry_hash) = 32)
) STRICT;

INSERT INTO audit_head (id, sequence, entry_hash) VALUES (1, 0, zeroblob(32));
