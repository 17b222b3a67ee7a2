-- Who may enter the operators' half. Nobody is ever deleted: the ledger names people by their handles, so a handle belongs to one
-- person for ever. Normalized texts are upper-case, so that two spellings of one address or handle meet.
CREATE TABLE person (
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY CHECK (LEN(person_id) = 32),
  email NVARCHAR(254) COLLATE Latin1_General_BIN2 NOT NULL,
  normalized_email NVARCHAR(254) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
  handle NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL CHECK (LEN(handle) BETWEEN 3 AND 32),
  normalized_handle NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
  role NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (role IN ('viewer', 'proposer', 'approver', 'owner')),
  password_hash NVARCHAR(512) COLLATE Latin1_General_BIN2 NULL,
  security_stamp NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  concurrency_stamp NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  authenticator_key NVARCHAR(1024) COLLATE Latin1_General_BIN2 NULL,
  two_factor_enabled BIGINT NOT NULL CHECK (two_factor_enabled IN (0, 1)),
  last_totp_step BIGINT NULL,
  failed_count BIGINT NOT NULL CHECK (failed_count >= 0),
  lockout_end_ms BIGINT NULL,
  created_at_ms BIGINT NOT NULL,
  disabled_at_ms BIGINT NULL
);
GO

-- A code is random enough that a plain hash hides it.
CREATE TABLE recovery_code (
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  code_hash BINARY(32) NOT NULL,
  used_at_ms BIGINT NULL,
  PRIMARY KEY (person_id, code_hash),
  FOREIGN KEY (person_id) REFERENCES person (person_id)
);
GO

-- Found by the hash of the credential's id: the id itself may be longer than SQL Server lets a key be.
CREATE TABLE passkey (
  credential_hash BINARY(32) NOT NULL PRIMARY KEY,
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  credential_id VARBINARY(1023) NOT NULL CHECK (DATALENGTH(credential_id) > 0),
  name NVARCHAR(128) COLLATE Latin1_General_BIN2 NULL,
  public_key VARBINARY(MAX) NOT NULL,
  sign_count BIGINT NOT NULL CHECK (sign_count >= 0),
  transports NVARCHAR(256) COLLATE Latin1_General_BIN2 NOT NULL,
  is_user_verified BIGINT NOT NULL CHECK (is_user_verified IN (0, 1)),
  is_backup_eligible BIGINT NOT NULL CHECK (is_backup_eligible IN (0, 1)),
  is_backed_up BIGINT NOT NULL CHECK (is_backed_up IN (0, 1)),
  attestation_object VARBINARY(MAX) NOT NULL,
  client_data_json VARBINARY(MAX) NOT NULL,
  created_at_ms BIGINT NOT NULL,
  last_used_at_ms BIGINT NULL,
  FOREIGN KEY (person_id) REFERENCES person (person_id)
);
GO

CREATE INDEX passkey_of_person ON passkey (person_id, created_at_ms);

-- The right to become a person, once. Only the hash of the link's token is kept.
CREATE TABLE invitation (
  token_hash BINARY(32) NOT NULL PRIMARY KEY,
  email NVARCHAR(254) COLLATE Latin1_General_BIN2 NOT NULL,
  normalized_email NVARCHAR(254) COLLATE Latin1_General_BIN2 NOT NULL,
  role NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (role IN ('viewer', 'proposer', 'approver', 'owner')),
  invited_by NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  created_at_ms BIGINT NOT NULL,
  expires_at_ms BIGINT NOT NULL,
  used_at_ms BIGINT NULL,
  withdrawn_at_ms BIGINT NULL
);
GO

CREATE UNIQUE INDEX invitation_open ON invitation (normalized_email) WHERE used_at_ms IS NULL AND withdrawn_at_ms IS NULL;

-- Append-only. What happened at the door, per person. entry is random and keeps two of one millisecond apart.
CREATE TABLE sign_in (
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  at_ms BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  address NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  user_agent NVARCHAR(160) COLLATE Latin1_General_BIN2 NOT NULL,
  method NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (method IN ('password', 'authenticator', 'recovery-code', 'passkey', 'invitation')),
  outcome NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CHECK (outcome IN ('signed-in', 'refused', 'locked', 'signed-out')),
  PRIMARY KEY (person_id, at_ms, entry),
  FOREIGN KEY (person_id) REFERENCES person (person_id)
);
GO

CREATE TRIGGER sign_in_is_append_only ON sign_in INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'sign_in is append-only', 1;
END;
GO

-- Who is inside. A session holds while it is not ended, its stamp is the person's and it is neither too old nor idle too long.
CREATE TABLE admin_session (
  session_hash BINARY(32) NOT NULL PRIMARY KEY,
  person_id NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  security_stamp NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  method NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
  address NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  user_agent NVARCHAR(160) COLLATE Latin1_General_BIN2 NOT NULL,
  created_at_ms BIGINT NOT NULL,
  last_seen_at_ms BIGINT NOT NULL,
  ended_at_ms BIGINT NULL,
  FOREIGN KEY (person_id) REFERENCES person (person_id)
);
GO

CREATE INDEX admin_session_of_person ON admin_session (person_id, created_at_ms);

-- The keys that protect cookies and second factors, themselves sealed with the portal's master secret.
CREATE TABLE data_key (
  name NVARCHAR(256) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
  xml NVARCHAR(MAX) NOT NULL,
  created_at_ms BIGINT NOT NULL
);
GO

-- Append-only. Who did what, from where, when. Each row's hash is taken over the hash of the row before it and its own content.
CREATE TABLE audit_entry (
  sequence BIGINT NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at_ms BIGINT NOT NULL,
  person NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
  address NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  action NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
  subject NVARCHAR(256) COLLATE Latin1_General_BIN2 NOT NULL,
  details NVARCHAR(MAX) NOT NULL,
  entry_hash BINARY(32) NOT NULL
);
GO

CREATE INDEX audit_entry_of_person ON audit_entry (person, sequence);
CREATE INDEX audit_entry_of_action ON audit_entry (action, sequence);

GO

CREATE TRIGGER audit_entry_is_append_only ON audit_entry INSTEAD OF UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, 'audit_entry is append-only', 1;
END;
GO

-- One row: where the audit ends. Every append locks it first.
CREATE TABLE audit_head (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence BIGINT NOT NULL CHECK (sequence >= 0),
  entry_hash BINARY(32) NOT NULL
);
GO

INSERT INTO audit_head (id, sequence, entry_hash) VALUES (1, 0, 0x0000000000000000000000000000000000000000000000000000000000000000);
