-- A draft as it was frozen under a number ("Dự thảo lần 2"): entered once, never written again.
CREATE TABLE frozen_draft (
  programme_id TEXT NOT NULL REFERENCES programme (id),
  draft_no BIGINT NOT NULL CHECK (0 < draft_no),
  label TEXT NOT NULL CHECK (label <> ''),
  body TEXT NOT NULL CHECK (body <> ''),
  -- Fingerprint of the body, byte for byte.
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  -- The number of the last line about the programme in the journal of its organisation when it was frozen.
  seq BIGINT NOT NULL CHECK (0 <= seq),
  person_id TEXT NOT NULL REFERENCES person (id),
  frozen_at TEXT NOT NULL,
  PRIMARY KEY (programme_id, draft_no)
);

-- Who leads a draft. Where nobody is named, everybody who drafts in the house does.
CREATE TABLE draft_lead (
  programme_id TEXT NOT NULL REFERENCES programme (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (programme_id, person_id)
);

-- A section of a draft that a unit of the committee or a person works on.
CREATE TABLE draft_section (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  title TEXT NOT NULL CHECK (title <> ''),
  unit_id TEXT REFERENCES unit (id),
  person_id TEXT REFERENCES person (id),
  due_on TEXT,
  CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
  UNIQUE (id, programme_id)
);
CREATE INDEX draft_section_programme ON draft_section (programme_id);

-- Its items; an item is in one section at a time, and only in one of its own draft. What is taken away is free again.
CREATE TABLE draft_section_item (
  section_id TEXT NOT NULL,
  programme_id TEXT NOT NULL,
  anchor TEXT NOT NULL,
  PRIMARY KEY (programme_id, anchor),
  FOREIGN KEY (section_id, programme_id) REFERENCES draft_section (id, programme_id)
);
CREATE INDEX draft_section_item_section ON draft_section_item (section_id);

-- What became of it, one record after the other; nothing is returned without remarks.
CREATE TABLE draft_section_turn (
  section_id TEXT NOT NULL REFERENCES draft_section (id),
  turn_no BIGINT NOT NULL CHECK (0 < turn_no),
  turn TEXT NOT NULL CHECK (turn IN ('assigned', 'handed_in', 'returned', 'taken_in', 'withdrawn')),
  remarks TEXT NOT NULL CHECK (turn <> 'returned' OR remarks <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  PRIMARY KEY (section_id, turn_no),
  CHECK ((turn = 'assigned') = (turn_no = 1))
);

-- The day toward which a draft is planned.
CREATE TABLE draft_plan (
  programme_id TEXT PRIMARY KEY REFERENCES programme (id),
  toward TEXT NOT NULL CHECK (toward IN ('congress', 'issue')),
  end_on TEXT NOT NULL
);

-- Its milestones. NULL days: nobody said how many, and no rule does.
CREATE TABLE draft_milestone (
  programme_id TEXT NOT NULL REFERENCES draft_plan (programme_id),
  milestone_no BIGINT NOT NULL CHECK (0 < milestone_no),
  title TEXT NOT NULL CHECK (title <> ''),
  days_before BIGINT CHECK (0 <= days_before),
  counted TEXT CHECK (counted IN ('working', 'calendar')),
  due_on TEXT,
  by_hand BIGINT NOT NULL CHECK (by_hand IN (0, 1)),
  reached_on TEXT,
  PRIMARY KEY (programme_id, milestone_no),
  CHECK ((days_before IS NULL) = (counted IS NULL)),
  CHECK (by_hand = 0 OR due_on IS NOT NULL)
);

-- Somebody is typing into an item: a sign that ends by itself and refuses nothing.
CREATE TABLE item_typing (
  programme_id TEXT NOT NULL REFERENCES programme (id),
  anchor TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  until_at TEXT NOT NULL,
  PRIMARY KEY (programme_id, anchor)
);

-- What is said about an item of a draft.
CREATE TABLE comment_thread (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  anchor TEXT NOT NULL
);
CREATE INDEX comment_thread_programme ON comment_thread (programme_id);

-- Its lines, only ever added to: who says something otherwise adds a line in place of the own one before.
CREATE TABLE comment_line (
  thread_id TEXT NOT NULL REFERENCES comment_thread (id),
  line_no BIGINT NOT NULL CHECK (0 < line_no),
  turn TEXT NOT NULL CHECK (turn IN ('said', 'resolved', 'reopened')),
  instead_of BIGINT,
  words TEXT NOT NULL CHECK (turn <> 'said' OR words <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  PRIMARY KEY (thread_id, line_no),
  UNIQUE (thread_id, instead_of),
  FOREIGN KEY (thread_id, instead_of) REFERENCES comment_line (thread_id, line_no),
  CHECK (instead_of IS NULL OR (instead_of < line_no AND turn = 'said')),
  CHECK (line_no <> 1 OR turn = 'said')
);
