//! Who may sign what, in which capacity, from when until when.

use crate::Date;
use crate::organisation::{AuthorityId, PersonId};
use crate::programme::Signature;
use crate::text::fold;

/// In which capacity somebody signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// For a body that decides together.
    #[doc(alias = "thay mặt")]
    OnBehalf,
    /// In place of the head, as a deputy.
    #[doc(alias = "ký thay")]
    InPlace,
    /// By order of the head.
    #[doc(alias = "thừa lệnh")]
    ByOrder,
    /// As the head, without another line.
    Own,
}

impl Capacity {
    /// Every capacity.
    pub const ALL: [Capacity; 4] = [Capacity::OnBehalf, Capacity::InPlace, Capacity::ByOrder, Capacity::Own];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Capacity::OnBehalf => "on_behalf",
            Capacity::InPlace => "in_place",
            Capacity::ByOrder => "by_order",
            Capacity::Own => "own",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Capacity> {
        Capacity::ALL.into_iter().find(|it| it.name() == name)
    }
    /// What stands before the body or post.
    pub const fn mark(self) -> &'static str {
        match self {
            Capacity::OnBehalf => "T/M",
            Capacity::InPlace => "K/T",
            Capacity::ByOrder => "T/L",
            Capacity::Own => "",
        }
    }
}

/// A line of the register: this person signs so, for these days.
#[doc(alias = "thẩm quyền ký")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningAuthority {
    /// Its id.
    pub id: AuthorityId,
    /// The person, where the house knows them; the name counts.
    pub person: Option<PersonId>,
    /// The signer's name as printed.
    pub name: String,
    /// The post as printed ("BÍ THƯ").
    pub post: String,
    /// In which capacity.
    pub capacity: Capacity,
    /// Of what or whom ("BAN CHẤP HÀNH"); empty where the capacity is one's own.
    pub of: String,
    /// The symbol of the only kind of paper it is for ("CTr"); `None`: any.
    pub kind: Option<String>,
    /// The first day.
    pub from_on: Date,
    /// The first day on which it no longer holds.
    pub until_on: Option<Date>,
}

impl SigningAuthority {
    /// Does it hold on that day?
    pub fn holds_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|end| day < end)
    }
    /// The block as it is printed.
    pub fn signature(&self) -> Signature {
        let line = format!("{} {}", self.capacity.mark(), self.of.to_uppercase());
        let line = line.trim().to_owned();
        Signature {
            authority: if line.is_empty() { Vec::new() } else { vec![line] },
            title: (!self.post.is_empty()).then(|| self.post.to_uppercase()),
            name: Some(self.name.clone()),
        }
    }
    /// Is a printed block this one?
    fn is_printed_as(&self, block: &Signature) -> bool {
        let plain = |it: &Signature| {
            let lines: Vec<String> = it.authority.iter().map(|it| fold(it)).collect();
            (lines.join(" "), fold(it.title.as_deref().unwrap_or("")))
        };
        plain(&self.signature()) == plain(block)
    }
}

/// Why a paper cannot go out with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorityRefusal {
    /// Nobody signs it.
    Unsigned,
    /// The register knows nobody of this name.
    Unknown {
        /// The name.
        name: String,
    },
    /// The signer may sign, but not in this capacity, under this post or papers of this kind.
    NotSo {
        /// The name.
        name: String,
    },
    /// It has ended.
    Ended {
        /// The name.
        name: String,
        /// The first day on which it no longer held.
        on: Date,
    },
    /// It has not begun.
    NotYet {
        /// The name.
        name: String,
        /// The first day on which it will hold.
        on: Date,
    },
}

/// By which line of the register a paper of that kind and day is signed. `None` where the house keeps no register.
pub fn signer_of<'a>(register: &'a [SigningAuthority], block: &Signature, kind: &str, day: Date) -> Result<Option<&'a SigningAuthority>, AuthorityRefusal> {
    let Some(name) = block.name.as_deref().map(str::trim).filter(|it| !it.is_empty()) else { return Err(AuthorityRefusal::Unsigned) };
    if register.is_empty() {
        return Ok(None);
    }
    let folded = fold(name);
    let own: Vec<&SigningAuthority> = register.iter().filter(|it| fold(&it.name) == folded).collect();
    let fitting: Vec<&SigningAuthority> = own.iter().copied().filter(|it| it.is_printed_as(block) && it.kind.as_deref().is_none_or(|it| it == kind)).collect();
    let name = name.to_owned();
    if own.is_empty() {
        return Err(AuthorityRefusal::Unknown { name });
    }
    if let Some(holds) = fitting.iter().find(|it| it.holds_on(day)) {
        return Ok(Some(holds));
    }
    let ended = fitting.iter().filter_map(|it| it.until_on).filter(|it| *it <= day).max();
    let begins = fitting.iter().map(|it| it.from_on).filter(|it| day < *it).min();
    Err(match (ended, begins) {
        (Some(on), _) => AuthorityRefusal::Ended { name, on },
        (None, Some(on)) => AuthorityRefusal::NotYet { name, on },
        (None, None) => AuthorityRefusal::NotSo { name },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(offset: i16) -> Date {
        Date::constant(2026, 1, 1).checked_add(jiff::ToSpan::days(i64::from(offset))).expect("a day")
    }

    fn authority(name: &str, from: i16, until: Option<i16>) -> SigningAuthority {
        SigningAuthority {
            id: AuthorityId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id"),
            person: None,
            name: name.to_owned(),
            post: "Bí thư".to_owned(),
            capacity: Capacity::OnBehalf,
            of: "Ban Chấp hành".to_owned(),
            kind: None,
            from_on: day(from),
            until_on: until.map(day),
        }
    }

    #[test]
    fn the_block_is_printed_with_its_mark_and_an_own_signature_has_no_line_above() {
        let printed = authority("Nguyễn Văn Mẫu", 0, None).signature();
        assert_eq!(printed.authority, ["T/M BAN CHẤP HÀNH"]);
        assert_eq!((printed.title.as_deref(), printed.name.as_deref()), (Some("BÍ THƯ"), Some("Nguyễn Văn Mẫu")));
        let own = SigningAuthority { capacity: Capacity::Own, of: String::new(), ..authority("Nguyễn Văn Mẫu", 0, None) };
        assert!(own.signature().authority.is_empty());
    }

    #[test]
    fn a_signer_after_the_term_is_refused_with_the_day_it_ended() {
        let register = [authority("Nguyễn Văn Mẫu", 0, Some(10))];
        let block = register[0].signature();
        assert!(signer_of(&register, &block, "CTr", day(9)).expect("covered").is_some());
        assert_eq!(signer_of(&register, &block, "CTr", day(10)), Err(AuthorityRefusal::Ended { name: "Nguyễn Văn Mẫu".to_owned(), on: day(10) }));
        assert_eq!(signer_of(&register, &block, "CTr", day(-1)), Err(AuthorityRefusal::NotYet { name: "Nguyễn Văn Mẫu".to_owned(), on: day(0) }));
    }

    #[test]
    fn nobody_signs_under_another_post_for_another_body_or_another_kind() {
        let mut register = [authority("Nguyễn Văn Mẫu", 0, None)];
        let whole = register[0].signature();
        let not_so = Err(AuthorityRefusal::NotSo { name: "Nguyễn Văn Mẫu".to_owned() });
        assert_eq!(signer_of(&register, &Signature { title: Some("PHÓ BÍ THƯ".to_owned()), ..whole.clone() }, "CTr", day(1)), not_so);
        assert_eq!(signer_of(&register, &Signature { authority: vec!["T/M BAN THƯỜNG VỤ".to_owned()], ..whole.clone() }, "CTr", day(1)), not_so);
        let other = Signature { name: Some("Trần Văn Mẫu".to_owned()), ..whole.clone() };
        assert_eq!(signer_of(&register, &other, "CTr", day(1)), Err(AuthorityRefusal::Unknown { name: "Trần Văn Mẫu".to_owned() }));
        register[0].kind = Some("CV".to_owned());
        assert_eq!(signer_of(&register, &whole, "CTr", day(1)), not_so);
        assert_eq!(signer_of(&register, &Signature { name: Some(" ".to_owned()), ..whole }, "CTr", day(1)), Err(AuthorityRefusal::Unsigned));
    }

    proptest! {
        #[test]
        fn a_paper_is_signed_only_by_a_line_that_covers_its_day(lines in prop::collection::vec((-9..9_i16, prop::option::of(1..9_i16)), 0..5), on in -12..12_i16) {
            let register: Vec<SigningAuthority> = lines.iter().map(|(from, long)| authority("Nguyễn Văn Mẫu", *from, long.map(|it| from + it))).collect();
            let block = authority("Nguyễn Văn Mẫu", 0, None).signature();
            let covered = register.iter().any(|it| it.holds_on(day(on)));
            match signer_of(&register, &block, "CTr", day(on)) {
                Ok(Some(it)) => prop_assert!(it.holds_on(day(on))),
                Ok(None) => prop_assert!(register.is_empty()),
                Err(_) => prop_assert!(!covered && !register.is_empty()),
            }
        }
    }
}
