//! What a person may see of each kind, as SQL: `$1` is the person, `$2` the day. Where lists of the same things exist it is
//! their very scope; a test holds each to the policy function.

use super::SearchKind;
use crate::basis::SEEN as SEEN_BASES;
use crate::programme::SEEN;

/// The units whose people somebody keeps: those of organisations in or above which they hold the administrator's role.
const KEEPS: &str = "EXISTS (SELECT 1 FROM held_role g JOIN unit h ON h.id = g.unit_id JOIN unit o ON o.id = h.organisation_id JOIN unit r ON r.id = u.organisation_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role = 'administrator' AND substr(r.path, 1, length(o.path)) = o.path)";

/// The organisations whose drafting somebody reads.
const OWN: &str = "(SELECT h.organisation_id FROM held_role g JOIN unit h ON h.id = g.unit_id \
     WHERE g.person_id = $1 AND g.from_on <= $2 AND (g.until_on IS NULL OR $2 < g.until_on) AND g.role IN ('office', 'drafter', 'reader'))";

/// The line's thing, joined, and that the person may see it.
pub(super) fn seen(kind: SearchKind) -> String {
    match kind {
        SearchKind::Programme => format!("JOIN programme p ON p.id = s.subject_id WHERE p.put_away_at IS NULL AND ({})", SEEN.as_str()),
        SearchKind::Issue => {
            format!(
                "JOIN issue i ON i.programme_id = s.subject_id JOIN programme p ON p.id = i.programme_id WHERE p.put_away_at IS NULL AND p.issued_on IS NOT NULL AND ({})",
                SEEN.as_str()
            )
        }
        SearchKind::Basis => format!("JOIN basis b ON b.id = s.subject_id WHERE {SEEN_BASES}"),
        SearchKind::Requirement => {
            format!("JOIN basis_requirement r ON r.id = s.subject_id JOIN basis b ON b.id = r.basis_id WHERE r.taken_out_at IS NULL AND {SEEN_BASES}")
        }
        SearchKind::Unit => format!("JOIN unit u ON u.id = s.subject_id WHERE {KEEPS}"),
        SearchKind::Person => {
            format!("JOIN person e ON e.id = s.subject_id WHERE EXISTS (SELECT 1 FROM role_grant t JOIN unit u ON u.id = t.unit_id WHERE t.person_id = e.id AND {KEEPS})")
        }
        SearchKind::Comment => {
            format!("JOIN comment_thread t ON t.id = s.subject_id JOIN programme p ON p.id = t.programme_id WHERE p.put_away_at IS NULL AND p.organisation_id IN {OWN}")
        }
    }
}

/// The newest first.
pub(super) const fn order(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Programme => "p.changed_at DESC, p.id DESC",
        SearchKind::Issue => "i.dated_on DESC, i.programme_id DESC",
        SearchKind::Basis => "COALESCE(b.dated, '') DESC, b.id DESC",
        SearchKind::Requirement => "COALESCE(b.dated, '') DESC, b.id DESC, r.number",
        SearchKind::Unit => "u.path",
        SearchKind::Person => "e.name, e.id",
        SearchKind::Comment => "s.subject_id DESC, s.place DESC",
    }
}
