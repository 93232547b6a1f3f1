-- When the person first came in by a password of the own since the last invitation; empty while invited.
ALTER TABLE account ADD COLUMN opened_at TEXT;
-- Whoever has a password came in before: when, says the journal. No password fits the hash below.
UPDATE account SET opened_at = COALESCE((SELECT MIN(j.at) FROM journal j WHERE j.subject = 'person' AND j.subject_id = account.person_id AND j.act = 'account_opened'), '2025-01-01T00:00:00.000000Z')
WHERE password_hash <> '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGxldCBpbg$Y4KzzIgUErd7/K7tAmABwA2eMCXmbCD25+kvB5hRRio';

-- One of the own roles lent to a colleague for given days. The same person twice, or another's role, is made impossible by
-- what it hangs on: a role of the giver's and a role of the receiver's own; what was lent is in no row that could be lent.
CREATE TABLE delegation (
  id TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES role_grant (id),
  to_grant_id TEXT NOT NULL REFERENCES role_grant (id),
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  ended_at TEXT,
  CHECK (from_on < until_on),
  CHECK (grant_id <> to_grant_id)
);
CREATE INDEX delegation_grant ON delegation (grant_id);
CREATE INDEX delegation_to_grant ON delegation (to_grant_id);

-- What is lent as it really holds: no longer than the giver's role, no longer than the receiver's own in the same
-- organisation, and not while the giver's account is closed. An administrator's role is never lent.
CREATE VIEW lent_role AS
SELECT d.id, t.person_id, g.unit_id, g.role, GREATEST(d.from_on, g.from_on, t.from_on) AS from_on,
  LEAST(d.until_on, COALESCE(g.until_on, '9999-12-31'), COALESCE(t.until_on, '9999-12-31')) AS until_on, g.person_id AS giver_id, d.ended_at
FROM delegation d
JOIN role_grant g ON g.id = d.grant_id
JOIN role_grant t ON t.id = d.to_grant_id
JOIN unit gu ON gu.id = g.unit_id
JOIN unit tu ON tu.id = t.unit_id AND tu.organisation_id = gu.organisation_id
WHERE g.person_id <> t.person_id AND g.role <> 'administrator'
  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = g.person_id AND (a.closed_at IS NOT NULL OR a.opened_at IS NULL));

-- Every right that somebody has by a role, their own or lent: whatever asks for rights asks here.
CREATE VIEW held_role AS
SELECT id, person_id, unit_id, role, from_on, until_on FROM role_grant
UNION ALL
SELECT id, person_id, unit_id, role, from_on, until_on FROM lent_role WHERE ended_at IS NULL;

-- On whose behalf, where who acted had the right only by what that person had lent.
ALTER TABLE journal ADD COLUMN behalf_id TEXT REFERENCES person (id);

-- Which files are records of a handover, and whose.
CREATE TABLE handover (
  file_id TEXT PRIMARY KEY REFERENCES file (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL
);
CREATE INDEX handover_person ON handover (person_id);
