-- Cases with more than one lease and more than one result, volunteers with a record, lanes.
-- The words of states, outcomes and verdicts are no longer listed in CHECKs: the server writes them
-- from its enums, `check` looks for others, and a new word does not make every table anew.

-- Where a lane without a row starts: 0, or up to where an older release had leased all cases.
ALTER TABLE experiment RENAME COLUMN cursor TO lanes_start;

CREATE TABLE lane (
  lane INTEGER PRIMARY KEY CHECK (lane >= 0),
  position INTEGER NOT NULL CHECK (position >= 0)
) STRICT;

ALTER TABLE volunteer RENAME COLUMN cases_verified TO verified;
ALTER TABLE volunteer ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN abandoned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN compute_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN streak INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN blamed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN work_per_second REAL NOT NULL DEFAULT 0;
ALTER TABLE volunteer ADD COLUMN vouched INTEGER NOT NULL DEFAULT 0 CHECK (vouched IN (0, 1));
ALTER TABLE volunteer ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1));
ALTER TABLE volunteer ADD COLUMN suspended_at INTEGER;
ALTER TABLE volunteer ADD COLUMN suspended_reason TEXT;

-- case_id is not UNIQUE any more: nothing asks by it, and hashes are written all over an index.
CREATE TABLE new_test_case (
  case_index INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  parameters TEXT NOT NULL,
  -- The parameter of that name.
  model TEXT NOT NULL,
  lane INTEGER NOT NULL CHECK (lane >= 0),
  work REAL NOT NULL,
  state TEXT NOT NULL,
  offer TEXT NOT NULL,
  failed_attempts INTEGER NOT NULL CHECK (failed_attempts >= 0),
  abandoned_attempts INTEGER NOT NULL CHECK (abandoned_attempts >= 0),
  -- The attempt that speaks for the case: the giver of its result, its holder, or the last one.
  attempt INTEGER REFERENCES attempt (id),
  -- That attempt's volunteer.
  speaker TEXT REFERENCES volunteer (id)
) STRICT;
INSERT INTO new_test_case
SELECT c.case_index, c.case_id, c.parameters,
  coalesce(json_extract(c.parameters, '$.model'), ''), 0, 0, c.state,
  CASE c.state WHEN 'AVAILABLE' THEN 'AGAIN' ELSE 'NONE' END,
  max(0, c.failed_attempts -
    (SELECT count(*) FROM attempt a WHERE a.case_index = c.case_index AND a.outcome = 'EXPIRED')),
  min(c.failed_attempts,
    (SELECT count(*) FROM attempt a WHERE a.case_index = c.case_index AND a.outcome = 'EXPIRED')),
  c.attempt, (SELECT a.volunteer FROM attempt a WHERE a.id = c.attempt)
FROM test_case c;

CREATE TABLE new_attempt (
  id INTEGER PRIMARY KEY,
  lease TEXT NOT NULL UNIQUE,
  case_index INTEGER NOT NULL REFERENCES test_case (case_index),
  volunteer TEXT NOT NULL REFERENCES volunteer (id),
  leased_at INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  -- Until when heartbeats move the deadline.
  last_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL,
  -- Whether it counts against the limit of its case's failed or abandoned attempts.
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  reason TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO new_attempt
SELECT id, lease, case_index, volunteer, leased_at, deadline,
  max(deadline, leased_at + 86400000), ended_at, outcome,
  outcome IN ('FAILED', 'REJECTED', 'EXPIRED'), reason, log
FROM attempt;

CREATE TABLE new_result (
  attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
  case_index INTEGER NOT NULL REFERENCES test_case (case_index),
  volunteer TEXT NOT NULL REFERENCES volunteer (id),
  reported_at INTEGER NOT NULL,
  claimed_validation_rmse REAL NOT NULL,
  claimed_epochs INTEGER NOT NULL,
  claimed_best_epoch INTEGER NOT NULL,
  claimed_seconds REAL NOT NULL,
  claimed_engine TEXT NOT NULL,
  -- NULL: waits to be scored. Nobody is to take it before judge_after: somebody is at it.
  verdict TEXT,
  judge_after INTEGER NOT NULL DEFAULT 0,
  -- On what ground it counts, while it does.
  ground TEXT,
  reason TEXT NOT NULL DEFAULT '',
  scored_at INTEGER,
  judged_at INTEGER,
  told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
  -- The fingerprint; NULL in results that were scored by an older release.
  engine TEXT,
  engine_version TEXT,
  device TEXT,
  model_sha256 TEXT,
  -- Its case's model; there once it counted.
  model TEXT,
  verified_validation_rmse REAL,
  samples INTEGER,
  confirmation_rmse REAL,
  skill_error REAL,
  confirmation TEXT,
  baselines TEXT,
  forecast TEXT,
  CHECK ((verdict IS 'VERIFIED') = (ground IS NOT NULL))
) STRICT;
-- VOUCHED: older releases audited nobody. Told: their clients have forgotten these results.
INSERT INTO new_result
SELECT r.attempt, r.case_index, (SELECT volunteer FROM attempt WHERE id = r.attempt), r.reported_at,
  r.claimed_validation_rmse, r.claimed_epochs, r.claimed_best_epoch, r.claimed_seconds,
  r.claimed_engine, r.verdict, 0, CASE r.verdict WHEN 'VERIFIED' THEN 'VOUCHED' END, r.reason,
  CASE r.verdict WHEN 'VERIFIED' THEN r.judged_at END, r.judged_at, r.verdict IS NOT NULL,
  NULL, NULL, NULL, NULL,
  (SELECT coalesce(json_extract(c.parameters, '$.model'), '') FROM test_case c
    WHERE c.case_index = r.case_index),
  r.verified_validation_rmse, r.samples, r.confirmation_rmse, NULL,
  r.confirmation, r.baselines, r.forecast
FROM result r;

-- What came back, apart from what is found of it: a row that changes is written anew as a whole.
CREATE TABLE result_content (
  attempt INTEGER PRIMARY KEY REFERENCES result (attempt),
  result_json TEXT NOT NULL,
  -- Absent from claims: their trainer returned none.
  weights BLOB
) STRICT;
INSERT INTO result_content SELECT attempt, result_json, model FROM result;

UPDATE volunteer SET
  failed = (SELECT count(*) FROM attempt a WHERE a.volunteer = volunteer.id AND a.outcome = 'FAILED'),
  abandoned = (SELECT count(*) FROM attempt a WHERE a.volunteer = volunteer.id AND a.outcome = 'EXPIRED'),
  rejected = (SELECT count(*) FROM attempt a WHERE a.volunteer = volunteer.id AND a.outcome = 'REJECTED'),
  compute_ms = (SELECT coalesce(sum(min(r.reported_at - a.leased_at,
      CAST(round(r.claimed_seconds * 1000) AS INTEGER))), 0)
    FROM attempt a JOIN result r ON r.attempt = a.id
    WHERE a.volunteer = volunteer.id AND r.verdict = 'VERIFIED');

DROP TABLE result;
DROP TABLE attempt;
DROP TABLE test_case;
ALTER TABLE new_test_case RENAME TO test_case;
ALTER TABLE new_attempt RENAME TO attempt;
ALTER TABLE new_result RENAME TO result;

CREATE INDEX test_case_offer ON test_case (offer, lane, case_index)
  WHERE offer = 'AGAIN' OR offer = 'WITNESS';
CREATE INDEX test_case_offer_speaker ON test_case (offer, lane, speaker, case_index)
  WHERE offer = 'AGAIN' OR offer = 'WITNESS';
-- The states that are asked for by name; the many of the others are not kept in order.
CREATE INDEX test_case_state ON test_case (state, case_index)
  WHERE state = 'AVAILABLE' OR state = 'SCORED' OR state = 'FAILED' OR state = 'QUARANTINED'
    OR state = 'ABANDONED';

CREATE INDEX attempt_case ON attempt (case_index);
CREATE INDEX attempt_deadline ON attempt (deadline) WHERE outcome = 'OPEN';
CREATE INDEX attempt_age ON attempt (id) WHERE outcome = 'OPEN';
-- Whatever a bug above may try: nobody has a case in hand twice.
CREATE UNIQUE INDEX attempt_held ON attempt (volunteer, case_index) WHERE outcome = 'OPEN';
CREATE INDEX attempt_counted ON attempt (volunteer, id) WHERE counted = 1;

CREATE INDEX result_waiting ON result (reported_at, attempt) WHERE verdict IS NULL;
CREATE INDEX result_rank ON result (confirmation_rmse, case_index) WHERE verdict = 'VERIFIED';
CREATE INDEX result_model_rank ON result (model, confirmation_rmse, case_index)
  WHERE verdict = 'VERIFIED';
-- And no case has two results that count.
CREATE UNIQUE INDEX result_counts ON result (case_index) WHERE verdict = 'VERIFIED';
CREATE INDEX result_claims ON result (case_index) WHERE verdict = 'CLAIMED';
CREATE INDEX result_unconfirmed ON result (volunteer, attempt)
  WHERE ground = 'TRUST' OR ground = 'ALONE' OR ground = 'INCONCLUSIVE' OR ground = 'VOUCHED';
CREATE INDEX result_untold ON result (volunteer, attempt)
  WHERE told = 0 AND (verdict = 'VERIFIED' OR verdict = 'AGREED' OR verdict = 'REJECTED');
CREATE INDEX result_credit ON result (judged_at) WHERE verdict = 'VERIFIED' OR verdict = 'AGREED';
CREATE INDEX result_model ON result (model_sha256, case_index) WHERE model_sha256 IS NOT NULL;

CREATE INDEX volunteer_doubted ON volunteer (id) WHERE doubted = 1;
CREATE INDEX volunteer_suspended ON volunteer (suspended_at, id) WHERE suspended_at IS NOT NULL;
CREATE INDEX volunteer_seen ON volunteer (last_seen, id) WHERE suspended_at IS NULL;

INSERT INTO case_count (state, cases) VALUES ('SCORED', 0), ('QUARANTINED', 0), ('ABANDONED', 0);

CREATE TRIGGER count_new_case AFTER INSERT ON test_case BEGIN
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;

CREATE TRIGGER count_moved_case AFTER UPDATE OF state ON test_case
WHEN OLD.state <> NEW.state BEGIN
  UPDATE case_count SET cases = cases - 1 WHERE state = OLD.state;
  UPDATE case_count SET cases = cases + 1 WHERE state = NEW.state;
END;
