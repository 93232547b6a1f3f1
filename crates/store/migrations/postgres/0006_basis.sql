-- The register of basis documents: what others rest on. Kept by one committee, read by those below it.
CREATE TABLE basis (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL,
  -- As printed; NULL: not known.
  number TEXT CHECK (number <> ''),
  -- The number as it is compared; for a document without one what it is about.
  number_key TEXT NOT NULL CHECK (number_key <> ''),
  dated TEXT,
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  issuer_key TEXT NOT NULL CHECK (issuer_key <> ''),
  subject TEXT NOT NULL,
  folded TEXT NOT NULL,
  file_id TEXT REFERENCES file (id),
  in_force_on TEXT,
  -- The first day on which it no longer holds.
  ended_on TEXT CHECK (COALESCE(in_force_on, dated, '') <= ended_on),
  -- What holds instead from that day on.
  replaced_by_id TEXT REFERENCES basis (id) DEFERRABLE INITIALLY DEFERRED CHECK (replaced_by_id IS NULL OR (replaced_by_id <> id AND ended_on IS NOT NULL))
);
-- A document is known by number, date and issuer together: the same number may be given twice, at different dates.
CREATE UNIQUE INDEX basis_identity ON basis (organisation_id, number_key, (COALESCE(dated, '')), issuer_key);
CREATE INDEX basis_replaced_by ON basis (replaced_by_id);

-- What a basis document requires, of which levels and kinds of committees: names parted by blanks, empty for all.
CREATE TABLE basis_requirement (
  id TEXT PRIMARY KEY,
  basis_id TEXT NOT NULL REFERENCES basis (id),
  number BIGINT NOT NULL CHECK (0 < number),
  text TEXT NOT NULL CHECK (text <> ''),
  from_on TEXT,
  due_on TEXT CHECK (from_on IS NULL OR from_on <= due_on),
  levels TEXT NOT NULL,
  kinds TEXT NOT NULL,
  taken_out_at TEXT,
  UNIQUE (basis_id, number)
);

-- A unit's word that it has done what was required. No word without a proof: a file, or a document of the register.
CREATE TABLE basis_tick (
  id TEXT PRIMARY KEY,
  requirement_id TEXT NOT NULL REFERENCES basis_requirement (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  file_id TEXT REFERENCES file (id),
  document_id TEXT REFERENCES basis (id) CHECK ((file_id IS NULL) <> (document_id IS NULL)),
  taken_back_at TEXT,
  why TEXT CHECK (why <> '' AND (taken_back_at IS NULL) = (why IS NULL))
);
CREATE UNIQUE INDEX basis_tick_once ON basis_tick (requirement_id, unit_id) WHERE taken_back_at IS NULL;
CREATE INDEX basis_tick_unit ON basis_tick (unit_id);
