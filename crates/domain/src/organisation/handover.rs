//! What becomes of what a person holds, item by item, when the person leaves a post or the house.

use super::PersonId;

/// What is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// A role.
    Role,
    /// A post.
    Post,
    /// A draft that the person was the last to work on.
    Draft,
    /// A part of a draft that was given to the person by name.
    Section,
    /// The lead of a draft.
    Lead,
}

/// What becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passing {
    /// The person keeps it.
    Keep,
    /// It ends and nobody follows.
    End,
    /// Somebody follows.
    To(PersonId),
}

/// Why it cannot be handed over like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoverRefusal {
    /// The person leaves the house and something would stay with them.
    LeftOver,
    /// To the person who leaves.
    ToOneself,
    /// A draft does not end because its drafter leaves, nor does a part of it.
    DraftEnds,
}

impl Passing {
    /// May a thing that `leaver` holds go this way, where the leaver's account is closed or stays?
    pub fn fits(&self, held: Held, leaver: &PersonId, leaves_the_house: bool) -> Result<(), HandoverRefusal> {
        match (self, held) {
            (Passing::Keep, _) if leaves_the_house => Err(HandoverRefusal::LeftOver),
            (Passing::To(person), _) if person == leaver => Err(HandoverRefusal::ToOneself),
            (Passing::End, Held::Draft | Held::Section) => Err(HandoverRefusal::DraftEnds),
            (Passing::Keep | Passing::To(_), _) | (Passing::End, Held::Role | Held::Post | Held::Lead) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_leaves_the_house_leaves_nothing_behind_and_a_draft_always_has_somebody() {
        let person = |last: char| PersonId::parse(&format!("01935f4e-6f3a-7c21-8b7a-0123456789a{last}")).expect("an id");
        let (leaver, other) = (person('a'), person('b'));
        for held in [Held::Role, Held::Post, Held::Draft, Held::Section, Held::Lead] {
            assert_eq!(Passing::Keep.fits(held, &leaver, true), Err(HandoverRefusal::LeftOver), "{held:?}");
            assert_eq!(Passing::Keep.fits(held, &leaver, false), Ok(()), "{held:?}");
            assert_eq!(Passing::To(leaver.clone()).fits(held, &leaver, true), Err(HandoverRefusal::ToOneself), "{held:?}");
            assert_eq!(Passing::To(other.clone()).fits(held, &leaver, true), Ok(()), "{held:?}");
            let ends = if [Held::Draft, Held::Section].contains(&held) { Err(HandoverRefusal::DraftEnds) } else { Ok(()) };
            assert_eq!(Passing::End.fits(held, &leaver, true), ends, "{held:?}");
        }
    }
}
