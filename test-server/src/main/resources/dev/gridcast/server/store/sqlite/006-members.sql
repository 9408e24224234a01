-- Who may join: the invites that were handed out, and the keys that were let in.
CREATE TABLE invite (
  id INTEGER PRIMARY KEY,
  -- The key of the server whose invite it is: several may share a store.
  server TEXT NOT NULL,
  name TEXT NOT NULL,
  -- In hexadecimal. The secret itself is nowhere.
  secret_sha256 TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  -- Null: never.
  expires_at INTEGER,
  -- How many keys may use it; null: any number.
  uses INTEGER CHECK (uses >= 1),
  revoked_at INTEGER,
  UNIQUE (server, secret_sha256)
) STRICT;

CREATE UNIQUE INDEX invite_name ON invite (server, name) WHERE revoked_at IS NULL;

CREATE TABLE member (
  id TEXT PRIMARY KEY,
  -- PENDING, ADMITTED or OUTSIDE.
  state TEXT NOT NULL,
  since INTEGER NOT NULL,
  -- The invite by which it came last; null when the operator named it.
  invite INTEGER REFERENCES invite (id),
  banned_at INTEGER,
  ban_reason TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX member_pending ON member (since, id) WHERE state = 'PENDING';
CREATE INDEX member_outside ON member (id) WHERE state = 'OUTSIDE';
CREATE INDEX member_banned ON member (id) WHERE banned_at IS NOT NULL;
CREATE INDEX member_invite ON member (invite);

CREATE TABLE invite_use (
  invite INTEGER NOT NULL REFERENCES invite (id),
  member TEXT NOT NULL REFERENCES member (id),
  used_at INTEGER NOT NULL,
  PRIMARY KEY (invite, member)
) STRICT, WITHOUT ROWID;
