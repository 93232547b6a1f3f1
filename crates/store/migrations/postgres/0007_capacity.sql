-- What a committee declares of its money and people, and what is answered to findings.

CREATE TABLE capacity_money (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  source TEXT NOT NULL,
  year BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, source, year),
  CHECK (year BETWEEN 1990 AND 2100),
  CHECK (amount >= 0)
);

CREATE TABLE capacity_people (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  folded TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  people BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, folded),
  CHECK (people > 0)
);

-- An explanation stands beside a finding; an accepted risk says besides who decided so. Each keeps the finding's words as
-- they were and the version they were said of; what was taken back stays.
CREATE TABLE finding_answer (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  kind TEXT NOT NULL,
  finding TEXT NOT NULL,
  clause TEXT NOT NULL,
  words TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  version BIGINT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  taken_back_at TEXT,
  taken_back_by TEXT REFERENCES person (id),
  CHECK (kind IN ('explanation', 'risk')),
  CHECK (kind <> 'risk' OR decided_by <> ''),
  CHECK (reason <> ''),
  CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL))
);
CREATE UNIQUE INDEX finding_answer_standing ON finding_answer (programme_id, finding, kind) WHERE taken_back_at IS NULL;
