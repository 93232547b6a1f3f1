//! What a committee of a kind usually has below it, and what of that is missing.

use super::{Nature, OrgKind, Unit, UnitId, UnitKind};
use crate::text;

/// A unit that a committee usually has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usual {
    /// Its name.
    pub name: String,
    /// Other names under which it may stand there already.
    pub also: Vec<String>,
    /// A committee of its own, or a body.
    pub records: UnitKind,
    /// Its level and kind.
    pub nature: Nature,
}

/// What committees of some kinds usually have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    /// For committees of these kinds.
    pub kinds: Vec<OrgKind>,
    /// What they have, in the order in which offices list it.
    pub usual: Vec<Usual>,
}

impl Starter {
    /// What is missing directly below a committee: what stands there under none of its names, with marks or without, in
    /// whatever case. `units` are those of today.
    pub fn missing(&self, committee: &UnitId, units: &[Unit]) -> Vec<&Usual> {
        let there: Vec<String> = units.iter().filter(|it| it.above.as_ref() == Some(committee)).map(|it| text::fold(&it.name)).collect();
        let is_there = |usual: &&Usual| [&usual.name].into_iter().chain(&usual.also).any(|name| there.contains(&text::fold(name)));
        self.usual.iter().filter(|it| !is_there(it)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_there_under_no_name_is_missing() {
        let id = |number: u32| UnitId::parse(&format!("01935f4e-6f3a-7c21-8b7a-{number:012x}")).unwrap();
        let unit = |number, above, name: &str| Unit {
            id: id(number),
            name: name.to_owned(),
            kind: UnitKind::Body,
            nature: Nature::UNKNOWN,
            above: Some(id(above)),
            organisation: id(1),
            founded_on: None,
            ended_on: None,
        };
        let usual =
            |name: &str, also: &[&str]| Usual { name: name.to_owned(), also: also.iter().map(|it| (*it).to_owned()).collect(), records: UnitKind::Body, nature: Nature::UNKNOWN };
        let starter =
            Starter { kinds: vec![OrgKind::Commune], usual: vec![usual("Văn phòng Đảng uỷ", &["Văn phòng"]), usual("Phòng Kinh tế", &[]), usual("Công an xã", &[])] };
        let missing = |units: &[Unit]| starter.missing(&id(1), units).iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
        assert_eq!(missing(&[]), ["Văn phòng Đảng uỷ", "Phòng Kinh tế", "Công an xã"]);
        assert_eq!(missing(&[unit(2, 1, "VĂN PHÒNG"), unit(3, 1, "Phòng kinh tế"), unit(4, 9, "Công an xã")]), ["Công an xã"], "what stands elsewhere does not count");
        assert_eq!(missing(&[unit(2, 1, "Văn phòng Đảng ủy")]), ["Phòng Kinh tế", "Công an xã"], "either spelling is the same name");
    }
}
