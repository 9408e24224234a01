-- Results without a model, which are claims: a state of their own, and a model that may be absent.
-- SQLite cannot change a CHECK: the tables are made anew, with foreign keys off meanwhile.

CREATE TABLE new_test_case (
  case_index INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  parameters TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('AVAILABLE', 'LEASED', 'REPORTED', 'VERIFIED', 'CLAIMED', 'FAILED')),
  failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 0),
  -- The attempt that speaks for the case: its holder, the giver of its result, or the last one.
  attempt INTEGER REFERENCES attempt (id)
) STRICT;
INSERT INTO new_test_case SELECT * FROM test_case;
DROP TABLE test_case;
ALTER TABLE new_test_case RENAME TO test_case;

CREATE TABLE new_attempt (
  id INTEGER PRIMARY KEY,
  lease TEXT NOT NULL UNIQUE,
  case_index INTEGER NOT NULL REFERENCES test_case (case_index),
  volunteer TEXT NOT NULL REFERENCES volunteer (id),
  leased_at INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN
    ('OPEN', 'REPORTED', 'VERIFIED', 'CLAIMED', 'REJECTED', 'FAILED', 'EXPIRED', 'GIVEN_BACK')),
  reason TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO new_attempt SELECT * FROM attempt;
DROP TABLE attempt;
ALTER TABLE new_attempt RENAME TO attempt;

-- The two large columns come last, so that reading the others does not touch their pages.
CREATE TABLE new_result (
  attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
  case_index INTEGER NOT NULL REFERENCES test_case (case_index),
  reported_at INTEGER NOT NULL,
  claimed_validation_rmse REAL NOT NULL,
  claimed_epochs INTEGER NOT NULL,
  claimed_best_epoch INTEGER NOT NULL,
  claimed_seconds REAL NOT NULL,
  claimed_engine TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('VERIFIED', 'CLAIMED', 'REJECTED')),
  reason TEXT NOT NULL DEFAULT '',
  judged_at INTEGER,
  verified_validation_rmse REAL,
  samples INTEGER,
  confirmation_rmse REAL,
  confirmation TEXT,
  persistence TEXT,
  forecast TEXT,
  result_json TEXT NOT NULL,
  -- Absent from claims: their trainer returned none.
  model BLOB CHECK (model IS NOT NULL OR verdict IS 'CLAIMED')
) STRICT;
INSERT INTO new_result SELECT * FROM result;
DROP TABLE result;
ALTER TABLE new_result RENAME TO result;

CREATE INDEX test_case_available ON test_case (case_index) WHERE state = 'AVAILABLE';
CREATE INDEX attempt_case ON attempt (case_index);
CREATE INDEX attempt_deadline ON attempt (deadline) WHERE outcome = 'OPEN';
-- Whatever a bug above may try: a case is in one volunteer's hands at a time.
CREATE UNIQUE INDEX attempt_open ON attempt (case_index) WHERE outcome = 'OPEN';
CREATE INDEX result_waiting ON result (reported_at, attempt) WHERE verdict IS NULL;
CREATE INDEX result_rank ON result (confirmation_rmse, case_index) WHERE verdict = 'VERIFIED';
-- And no case has two results that count, or that may come to count.
CREATE UNIQUE INDEX result_counts ON result (case_index)
  WHERE verdict IS NULL OR verdict IN ('VERIFIED', 'CLAIMED');
CREATE INDEX result_claims ON result (case_index) WHERE verdict = 'CLAIMED';

INSERT INTO case_count (state, cases) VALUES ('CLAIMED', 0);

CREATE TRIGGER count_new_case AFTER INSERT ON test_case BEGIN
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;

CREATE TRIGGER count_moved_case AFTER UPDATE OF state ON test_case
WHEN OLD.state <> NEW.state BEGIN
  UPDATE case_count SET cases = cases - 1 WHERE state = OLD.state;
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;
