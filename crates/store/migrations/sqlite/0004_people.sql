-- When the person first came in by a password of the own since the last invitation; empty while invited.
ALTER TABLE account ADD COLUMN opened_at TEXT;
-- Whoever has a password came in before: when, says the journal. No password fits the hash below.
UPDATE account SET opened_at = COALESCE((SELECT MIN(j.at) FROM journal j WHERE j.subject = 'person' AND j.subject_id = account.person_id AND j.act = 'account_opened'), '2025-01-01T00:00:00.000000Z')
WHERE password_hash <> '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGxldCBpbg$Y4KzzIgUErd7/K7tAmABwA2eMCXmbCD25+kvB5hRRio';
