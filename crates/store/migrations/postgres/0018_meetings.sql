-- Meetings of a committee. Numbers of papers and of those invited are never given twice; whoever or whatever was taken out stays.
CREATE TABLE meeting (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL CHECK (kind IN ('standing_members', 'standing_committee', 'committee')),
  title TEXT NOT NULL CHECK (title <> ''),
  on_day TEXT NOT NULL,
  hour TEXT NOT NULL CHECK (length(hour) = 5),
  place TEXT NOT NULL CHECK (place <> ''),
  chair TEXT NOT NULL CHECK (chair <> ''),
  stage TEXT NOT NULL CHECK (stage IN ('planned', 'invited', 'held', 'concluded', 'called_off')),
  sent_on TEXT CHECK (sent_on <= on_day),
  called_off_why TEXT CHECK (called_off_why <> ''),
  -- How many acts took hold of it: they come one after the other.
  acts BIGINT NOT NULL,
  CHECK ((stage = 'called_off') = (called_off_why IS NOT NULL))
);
CREATE INDEX meeting_organisation ON meeting (organisation_id, on_day);

CREATE TABLE meeting_paper (
  meeting_id TEXT NOT NULL REFERENCES meeting (id),
  paper_no BIGINT NOT NULL CHECK (0 < paper_no),
  title TEXT NOT NULL CHECK (title <> ''),
  -- A draft as it was frozen, or a file byte for byte.
  programme_id TEXT,
  draft_no BIGINT,
  file_id TEXT REFERENCES file (id),
  note TEXT NOT NULL,
  is_out BIGINT NOT NULL CHECK (is_out IN (0, 1)),
  PRIMARY KEY (meeting_id, paper_no),
  FOREIGN KEY (programme_id, draft_no) REFERENCES frozen_draft (programme_id, draft_no),
  CHECK ((programme_id IS NULL) = (draft_no IS NULL) AND (programme_id IS NULL) <> (file_id IS NULL))
);
-- The same draft stands once on an agenda.
CREATE UNIQUE INDEX meeting_paper_once ON meeting_paper (meeting_id, programme_id, draft_no) WHERE is_out = 0;

CREATE TABLE meeting_invitee (
  meeting_id TEXT NOT NULL REFERENCES meeting (id),
  invitee_no BIGINT NOT NULL CHECK (0 < invitee_no),
  name TEXT NOT NULL CHECK (name <> ''),
  post TEXT NOT NULL,
  person_id TEXT REFERENCES person (id),
  unit_id TEXT REFERENCES unit (id),
  -- Asked for an opinion: a unit never is.
  is_member BIGINT NOT NULL CHECK (is_member IN (0, 1)),
  is_out BIGINT NOT NULL CHECK (is_out IN (0, 1)),
  PRIMARY KEY (meeting_id, invitee_no),
  CHECK (unit_id IS NULL OR (person_id IS NULL AND is_member = 0))
);
CREATE UNIQUE INDEX meeting_invitee_person ON meeting_invitee (meeting_id, person_id) WHERE is_out = 0;
CREATE UNIQUE INDEX meeting_invitee_unit ON meeting_invitee (meeting_id, unit_id) WHERE is_out = 0;
CREATE INDEX meeting_invitee_of ON meeting_invitee (unit_id);

-- Slips that came back: only ever added to. Nobody disagrees or asks for changes without a word.
CREATE TABLE meeting_opinion (
  meeting_id TEXT NOT NULL,
  paper_no BIGINT NOT NULL,
  invitee_no BIGINT NOT NULL,
  line_no BIGINT NOT NULL CHECK (0 < line_no),
  stance TEXT NOT NULL CHECK (stance IN ('agrees', 'with_changes', 'disagrees')),
  words TEXT NOT NULL CHECK (stance = 'agrees' OR words <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  PRIMARY KEY (meeting_id, paper_no, invitee_no, line_no),
  FOREIGN KEY (meeting_id, paper_no) REFERENCES meeting_paper (meeting_id, paper_no),
  FOREIGN KEY (meeting_id, invitee_no) REFERENCES meeting_invitee (meeting_id, invitee_no)
);

-- The minutes: only ever added to; a line takes the place of at most one, and of it no other one does.
CREATE TABLE meeting_minute (
  meeting_id TEXT NOT NULL REFERENCES meeting (id),
  line_no BIGINT NOT NULL CHECK (0 < line_no),
  turn TEXT NOT NULL CHECK (turn IN ('attended', 'said', 'concluded')),
  paper_no BIGINT,
  invitee_no BIGINT,
  presence TEXT CHECK (presence IN ('present', 'excused', 'absent')),
  words TEXT NOT NULL CHECK (turn = 'attended' OR words <> ''),
  instead_of BIGINT,
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  PRIMARY KEY (meeting_id, line_no),
  UNIQUE (meeting_id, instead_of),
  FOREIGN KEY (meeting_id, instead_of) REFERENCES meeting_minute (meeting_id, line_no),
  FOREIGN KEY (meeting_id, paper_no) REFERENCES meeting_paper (meeting_id, paper_no),
  FOREIGN KEY (meeting_id, invitee_no) REFERENCES meeting_invitee (meeting_id, invitee_no),
  CHECK (instead_of IS NULL OR instead_of < line_no),
  CHECK ((turn = 'attended') = (invitee_no IS NOT NULL) AND (turn = 'attended') = (presence IS NOT NULL))
);

-- What was concluded to be done; the newest line of each says how it stands. The first is open, and every later one says something.
CREATE TABLE meeting_task (
  meeting_id TEXT NOT NULL REFERENCES meeting (id),
  task_no BIGINT NOT NULL CHECK (0 < task_no),
  line_no BIGINT NOT NULL CHECK (0 < line_no),
  what TEXT NOT NULL CHECK (what <> ''),
  whom TEXT NOT NULL CHECK (whom <> ''),
  due_on TEXT,
  stand TEXT NOT NULL CHECK (stand IN ('open', 'done', 'not_done')),
  words TEXT NOT NULL CHECK (line_no = 1 OR words <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  PRIMARY KEY (meeting_id, task_no, line_no),
  CHECK (line_no <> 1 OR stand = 'open')
);
