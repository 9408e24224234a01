-- A store as the second release wrote it. Never edited: it proves that old files still open.
PRAGMA foreign_keys = OFF;
CREATE TABLE "attempt" (
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
INSERT INTO "attempt" VALUES(1,'aa',0,'ada',1795248000000,1795248030000,1795248020000,'VERIFIED','','');
INSERT INTO "attempt" VALUES(2,'bb',1,'ada',1795248020000,1795248050000,1795248050000,'EXPIRED','the heartbeats stopped','');
INSERT INTO "attempt" VALUES(3,'cc',2,'ada',1795248060000,1795248090000,1795248085000,'CLAIMED','claimed, not verified: no model was returned','');
CREATE TABLE case_count (
  state TEXT PRIMARY KEY,
  cases INTEGER NOT NULL CHECK (cases >= 0)
) STRICT;
INSERT INTO "case_count" VALUES('AVAILABLE',1);
INSERT INTO "case_count" VALUES('LEASED',0);
INSERT INTO "case_count" VALUES('REPORTED',0);
INSERT INTO "case_count" VALUES('VERIFIED',1);
INSERT INTO "case_count" VALUES('FAILED',0);
INSERT INTO "case_count" VALUES('CLAIMED',1);
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
INSERT INTO "experiment" VALUES(1,'demo','name: demo
','5555555555555555555555555555555555555555555555555555555555555555','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',100,3,'["high","low"]','["experiment","lags","units"]','["lags","units"]','2026-11-21T08:00:00.000Z');
CREATE TABLE "result" (
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
INSERT INTO "result" VALUES(1,0,1795248015000,1.5,50,41,12.5,'dl4j 1.0.0-M2.1','VERIFIED','',1795248020000,6.30112500000000068205e+02,400,700.125,'{"rmse":700.125,"directionalAccuracy":0.5625,"perLabel":{"high":{"rmse":701.125,"mae":350.0625,"mape":0.75},"low":{"rmse":699.125,"mae":175.03125,"mape":1e-07}}}','{"rmse":800.0,"perLabel":{"high":{"rmse":801.0,"mae":400.0,"mape":0.75},"low":{"rmse":799.0,"mae":200.0,"mape":1e-07}}}','{"time":"2026-11-21T12:00:00Z","values":{"high":91000.25,"low":90500.5}}','{}',X'010203');
INSERT INTO "result" VALUES(3,2,1795248085000,7.0,50,41,12.5,'dl4j 1.0.0-M2.1','CLAIMED','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{}',NULL);
CREATE TABLE schema_version (version INTEGER PRIMARY KEY,
  applied TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))) STRICT;
INSERT INTO "schema_version" VALUES(1,'2026-11-21T08:00:00.000Z');
INSERT INTO "schema_version" VALUES(2,'2026-11-21T12:00:00.000Z');
CREATE TABLE "test_case" (
  case_index INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  parameters TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('AVAILABLE', 'LEASED', 'REPORTED', 'VERIFIED', 'CLAIMED', 'FAILED')),
  failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 0),
  -- The attempt that speaks for the case: its holder, the giver of its result, or the last one.
  attempt INTEGER REFERENCES attempt (id)
) STRICT;
INSERT INTO "test_case" VALUES(0,'case-0','{"experiment":"demo, \"quoted\"","lags":"5","units":"16"}','VERIFIED',0,1);
INSERT INTO "test_case" VALUES(1,'case-1','{"experiment":"demo, \"quoted\"","lags":"6","units":"16"}','AVAILABLE',1,2);
INSERT INTO "test_case" VALUES(2,'case-2','{"experiment":"demo, \"quoted\"","lags":"7","units":"16"}','CLAIMED',0,3);
CREATE TABLE volunteer (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  machine TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  cases_verified INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "volunteer" VALUES('ada','Ada','Linux, 2 cores',1795248000000,1795248060000,1);
CREATE INDEX test_case_available ON test_case (case_index) WHERE state = 'AVAILABLE';
CREATE INDEX attempt_case ON attempt (case_index);
CREATE INDEX attempt_deadline ON attempt (deadline) WHERE outcome = 'OPEN';
CREATE UNIQUE INDEX attempt_open ON attempt (case_index) WHERE outcome = 'OPEN';
CREATE INDEX result_waiting ON result (reported_at, attempt) WHERE verdict IS NULL;
CREATE INDEX result_rank ON result (confirmation_rmse, case_index) WHERE verdict = 'VERIFIED';
CREATE UNIQUE INDEX result_counts ON result (case_index)
  WHERE verdict IS NULL OR verdict IN ('VERIFIED', 'CLAIMED');
CREATE INDEX result_claims ON result (case_index) WHERE verdict = 'CLAIMED';
CREATE TRIGGER count_new_case AFTER INSERT ON test_case BEGIN
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER count_moved_case AFTER UPDATE OF state ON test_case
WHEN OLD.state <> NEW.state BEGIN
  UPDATE case_count SET cases = cases - 1 WHERE state = OLD.state;
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;
