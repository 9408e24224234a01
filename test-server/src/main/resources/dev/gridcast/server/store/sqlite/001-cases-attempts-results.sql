-- Times are milliseconds since 1970-01-01T00:00:00Z. Figures in price units are REAL, never text.

CREATE TABLE experiment (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  specification TEXT NOT NULL,
  space_hash TEXT NOT NULL,
  dataset_sha256 TEXT NOT NULL,
  total_cases INTEGER NOT NULL CHECK (total_cases >= 1),
  -- The index of the next case that was never leased. Cases from here on have no rows.
  cursor INTEGER NOT NULL DEFAULT 0 CHECK (cursor BETWEEN 0 AND total_cases),
  labels TEXT NOT NULL,
  parameters TEXT NOT NULL,
  varying TEXT NOT NULL,
  created TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE TABLE volunteer (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  machine TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  cases_verified INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE test_case (
  case_index INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  parameters TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('AVAILABLE', 'LEASED', 'REPORTED', 'VERIFIED', 'FAILED')),
  failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 0),
  -- The attempt that speaks for the case: its holder, the giver of its result, or the last one.
  attempt INTEGER REFERENCES attempt (id)
) STRICT;

CREATE INDEX test_case_available ON test_case (case_index) WHERE state = 'AVAILABLE';

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  lease TEXT NOT NULL UNIQUE,
  case_index INTEGER NOT NULL REFERENCES test_case (case_index),
  volunteer TEXT NOT NULL REFERENCES volunteer (id),
  leased_at INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN
    ('OPEN', 'REPORTED', 'VERIFIED', 'REJECTED', 'FAILED', 'EXPIRED', 'GIVEN_BACK')),
  reason TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX attempt_case ON attempt (case_index);
CREATE INDEX attempt_deadline ON attempt (deadline) WHERE outcome = 'OPEN';
-- Whatever a bug above may try: a case is in one volunteer's hands at a time.
CREATE UNIQUE INDEX attempt_open ON attempt (case_index) WHERE outcome = 'OPEN';

-- The two large columns come last, so that reading the others does not touch their pages.
CREATE TABLE result (
  attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
  case_index INTEGER NOT NULL REFERENCES test_case (case_index),
  reported_at INTEGER NOT NULL,
  claimed_validation_rmse REAL NOT NULL,
  claimed_epochs INTEGER NOT NULL,
  claimed_best_epoch INTEGER NOT NULL,
  claimed_seconds REAL NOT NULL,
  claimed_engine TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('VERIFIED', 'REJECTED')),
  reason TEXT NOT NULL DEFAULT '',
  judged_at INTEGER,
  verified_validation_rmse REAL,
  samples INTEGER,
  confirmation_rmse REAL,
  confirmation TEXT,
  persistence TEXT,
  forecast TEXT,
  result_json TEXT NOT NULL,
  model BLOB NOT NULL
) STRICT;

CREATE INDEX result_waiting ON result (reported_at, attempt) WHERE verdict IS NULL;
CREATE INDEX result_rank ON result (confirmation_rmse, case_index) WHERE verdict = 'VERIFIED';
-- And no case has two results that count, or that may come to count.
CREATE UNIQUE INDEX result_counts ON result (case_index)
  WHERE verdict IS NULL OR verdict = 'VERIFIED';

-- Counted as it changes: counting rows would take longer with every case.
CREATE TABLE case_count (
  state TEXT PRIMARY KEY,
  cases INTEGER NOT NULL CHECK (cases >= 0)
) STRICT;

INSERT INTO case_count (state, cases)
VALUES ('AVAILABLE', 0), ('LEASED', 0), ('REPORTED', 0), ('VERIFIED', 0), ('FAILED', 0);

CREATE TRIGGER count_new_case AFTER INSERT ON test_case BEGIN
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;

CREATE TRIGGER count_moved_case AFTER UPDATE OF state ON test_case
WHEN OLD.state <> NEW.state BEGIN
  UPDATE case_count SET cases = cases - 1 WHERE state = OLD.state;
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;
