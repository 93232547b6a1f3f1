//! A room of `domain` may use only rooms earlier in the order of the work.

use super::{Complaint, line_of};
use crate::repo::Repo;

/// The rooms, in the order of the work.
pub(crate) const ROOMS: &[&str] = &["organisation", "guideline", "programme", "publication", "meeting"];

/// Complaints about a room that looks ahead.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (i, room) in ROOMS.iter().enumerate() {
        let folder = format!("crates/domain/src/{room}");
        for file in repo.under(&folder, ".rs") {
            for later in &ROOMS[i + 1..] {
                let ahead = format!("crate::{later}::");
                found.extend(
                    file.text
                        .match_indices(&ahead)
                        .map(|(at, _)| Complaint::new(format!("{}:{}", file.path, line_of(&file.text, at)), format!("{room} comes before {later} and must not use it"))),
                );
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_room_must_not_look_ahead_and_a_later_one_may_look_back() {
        let ahead = Repo::of(&[("crates/domain/src/organisation/unit.rs", "use crate::programme::Task;\n")]);
        assert_eq!(complaints(&ahead).len(), 1);
        let back = Repo::of(&[("crates/domain/src/programme/task.rs", "use crate::organisation::classify;\n")]);
        assert!(complaints(&back).is_empty());
    }
}
