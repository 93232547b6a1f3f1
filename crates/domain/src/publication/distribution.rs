//! Nơi nhận: each printed line is a group with a purpose, and comes to actual recipients on the day of issue.
//!
//! What is found is a proposal: the office sees it before the paper goes out and corrects it. A line or a part of one that
//! stands for no unit on record stays as it is written; nothing is left out.

use crate::Date;
use crate::organisation::{OrgKind, OrgLevel, Unit, UnitId, UnitKind};
use crate::text::fold;

/// Why a group receives a paper.
#[doc(alias = "để báo cáo, để thực hiện, để biết, phối hợp")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To be reported to.
    Report,
    /// To carry it out.
    CarryOut,
    /// To know of it.
    Know,
    /// To work together.
    Coordinate,
    /// The list does not say.
    Unsaid,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 5] = [Purpose::Report, Purpose::CarryOut, Purpose::Know, Purpose::Coordinate, Purpose::Unsaid];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Purpose::Report => "report",
            Purpose::CarryOut => "carry_out",
            Purpose::Know => "know",
            Purpose::Coordinate => "coordinate",
            Purpose::Unsaid => "unsaid",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|it| it.name() == name)
    }
    /// What the words of a line say of it.
    pub fn of_words(line: &str) -> Purpose {
        let line = fold(line);
        let says = |words: &[&str]| words.iter().any(|it| line.contains(it));
        match () {
            () if says(&["de bao cao", "de b/c", "(b/c)"]) => Purpose::Report,
            () if says(&["phoi hop"]) => Purpose::Coordinate,
            () if says(&["de thuc hien", "de chi dao", "thuc hien)"]) => Purpose::CarryOut,
            () if says(&["de biet", "(biet)"]) => Purpose::Know,
            () => Purpose::Unsaid,
        }
    }
}

/// A line of the printed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The line as printed, without dash and end mark.
    pub text: String,
    /// Why they receive it.
    pub purpose: Purpose,
    /// Is it the copy that stays in the house ("Lưu ...")?
    pub is_file_copy: bool,
}

impl Group {
    /// Reads a line.
    pub fn of(line: &str) -> Group {
        let text = line.trim().trim_start_matches(['-', '–', '+', ' ']).trim_end_matches(['.', ';', ',', ' ']).to_owned();
        let folded = fold(&text);
        let is_file_copy = folded == "luu" || folded.starts_with("luu ") || folded.starts_with("luu:");
        Group { purpose: Purpose::of_words(&text), is_file_copy, text }
    }
}

/// Somebody who receives a paper: a unit on record, or whoever is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expanded {
    /// The unit, where it is one.
    pub unit: Option<UnitId>,
    /// Its name on that day, or the words of the list.
    pub name: String,
}

/// The units among which recipients are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Who issues: a committee.
    pub issuer: &'a Unit,
    /// Every unit.
    pub units: &'a [Unit],
    /// The day of issue.
    pub day: Date,
}

impl<'a> Surroundings<'a> {
    fn living(&self) -> impl Iterator<Item = &'a Unit> {
        let day = self.day;
        self.units.iter().filter(move |it| it.exists_on(day))
    }
    fn bodies_of(&self, organisation: &UnitId) -> Vec<&'a Unit> {
        self.living().filter(|it| it.kind == UnitKind::Body && it.organisation == *organisation).collect()
    }
    fn committees_below(&self) -> Vec<&'a Unit> {
        self.living().filter(|it| it.kind == UnitKind::Committee && it.above.as_ref() == Some(&self.issuer.id)).collect()
    }
    fn above(&self) -> Option<&'a Unit> {
        let above = self.issuer.above.as_ref()?;
        self.living().find(|it| it.id == *above)
    }
    /// Near before far: the house's own bodies, committees below, the superior and its bodies.
    fn near(&self) -> Vec<&'a Unit> {
        let mut near = self.bodies_of(&self.issuer.id);
        near.extend(self.committees_below());
        if let Some(above) = self.above() {
            near.push(above);
            near.extend(self.bodies_of(&above.id));
        }
        near
    }
}

/// The one unit that bears this name: near ones first; nobody where several do.
pub fn named(name: &str, around: Surroundings<'_>) -> Option<Expanded> {
    let folded = fold(name.trim());
    let one = |units: Vec<&Unit>| match units.as_slice() {
        [unit] => Some(Expanded { unit: Some(unit.id.clone()), name: unit.name.clone() }),
        _ => None,
    };
    let near: Vec<&Unit> = around.near().into_iter().filter(|it| fold(&it.name) == folded).collect();
    if near.is_empty() { one(around.living().filter(|it| fold(&it.name) == folded).collect()) } else { one(near) }
}

/// Whom a group stands for on that day; nobody for the copy that stays.
pub fn expand(group: &Group, around: Surroundings<'_>) -> Vec<Expanded> {
    if group.is_file_copy {
        return Vec::new();
    }
    let text = without_purpose(&group.text);
    let mut found: Vec<Expanded> = Vec::new();
    let mut add = |it: Expanded| {
        let is_there = found.iter().any(|there| if it.unit.is_some() { there.unit == it.unit } else { there.unit.is_none() && fold(&there.name) == fold(&it.name) });
        if !is_there {
            found.push(it);
        }
    };
    let (mut is_plural, mut head) = (false, String::new());
    for piece in text.split([',', ';']).map(str::trim).filter(|it| !it.is_empty()) {
        let words = fold(piece);
        let begins_plural = words.starts_with("cac ");
        // "các đảng uỷ xã, phường": what goes on in small letters is of the same class.
        let goes_on = is_plural && piece.chars().next().is_some_and(char::is_lowercase);
        is_plural = begins_plural || goes_on;
        if begins_plural {
            head = words.clone();
        }
        let members = if is_plural { members(&words, &head, around) } else { single(piece, &words, around).into_iter().collect() };
        if members.is_empty() {
            add(Expanded { unit: None, name: capital(piece) });
        } else {
            members.into_iter().for_each(&mut add);
        }
    }
    found
}

fn single(piece: &str, words: &str, around: Surroundings<'_>) -> Option<Expanded> {
    if let Some(unit) = named(piece, around) {
        return Some(unit);
    }
    // "Ban Thường vụ Tỉnh uỷ", "Thường trực Tỉnh uỷ": the superior itself.
    let above = around.above()?;
    let speaks_for = ["thuong truc ", "ban thuong vu ", "ban chap hanh "].iter().find_map(|it| words.strip_prefix(it)).unwrap_or(words);
    let is_it = committee_word(above)
        .is_some_and(|it| speaks_for == it || speaks_for.strip_prefix(it).is_some_and(|rest| rest.starts_with(' ') && fold(&above.name).ends_with(rest.trim())));
    is_it.then(|| Expanded { unit: Some(above.id.clone()), name: above.name.clone() })
}

/// How papers call the committee of a unit of this kind.
fn committee_word(unit: &Unit) -> Option<&'static str> {
    Some(match unit.nature.kind()? {
        OrgKind::Province => "tinh uy",
        OrgKind::City => "thanh uy",
        OrgKind::District => "huyen uy",
        OrgKind::Town => "thi uy",
        OrgKind::Commune | OrgKind::Ward | OrgKind::SpecialZone => "dang uy",
        _ => return None,
    })
}

/// The units that a class stands for.
fn members(words: &str, head: &str, around: Surroundings<'_>) -> Vec<Expanded> {
    let class = words.strip_prefix("cac ").unwrap_or(words);
    let of_superior = around.above().and_then(|it| Some((it, committee_word(it)?))).filter(|(_, word)| class.contains(word) && !class.starts_with(word));
    let pool = match of_superior {
        Some((above, _)) => around.bodies_of(&above.id),
        None => around.bodies_of(&around.issuer.id).into_iter().chain(around.committees_below()).collect(),
    };
    let is_of = |unit: &&&Unit| is_of_class(class, unit) || is_of_head(class, head, unit);
    pool.iter().filter(is_of).map(|it| Expanded { unit: Some(it.id.clone()), name: it.name.clone() }).collect()
}

/// "các đảng uỷ xã, phường": the second piece names only the ground.
fn is_of_head(class: &str, head: &str, unit: &Unit) -> bool {
    head.starts_with("cac dang uy") && is_on_ground(class, unit)
}

fn is_on_ground(words: &str, unit: &Unit) -> bool {
    let first = |ground: &str| words == ground || words.strip_prefix(ground).is_some_and(|it| it.starts_with(' '));
    match unit.nature.kind() {
        Some(OrgKind::Commune) => first("xa"),
        Some(OrgKind::Ward) => first("phuong"),
        Some(OrgKind::SpecialZone) => first("dac khu"),
        Some(OrgKind::District) => first("huyen"),
        Some(OrgKind::Town) => first("thi") || first("thi xa"),
        _ => false,
    }
}

fn is_of_class(class: &str, unit: &Unit) -> bool {
    let begins = |words: &str| class == words || class.strip_prefix(words).is_some_and(|it| it.starts_with(' '));
    let name = fold(&unit.name);
    let (level, kind) = (unit.nature.level(), unit.nature.kind());
    if unit.kind == UnitKind::Committee {
        let is_cell = level == Some(OrgLevel::Cell) || name.starts_with("chi bo");
        return match () {
            () if begins("chi bo") || begins("chi uy") => is_cell,
            () if begins("dang bo bo phan") => level == Some(OrgLevel::Section),
            () if begins("to chuc dang") || begins("cap uy") => true,
            () if begins("dang uy xa") || begins("dang bo xa") => kind == Some(OrgKind::Commune),
            () if begins("dang uy phuong") || begins("dang bo phuong") => kind == Some(OrgKind::Ward),
            () if begins("dang uy dac khu") || begins("dang bo dac khu") => kind == Some(OrgKind::SpecialZone),
            () if begins("huyen uy") => kind == Some(OrgKind::District),
            () if begins("dang uy") || begins("dang bo") => !is_cell,
            () => false,
        };
    }
    match () {
        () if begins("co quan") || begins("don vi") || begins("ban nganh") => kind != Some(OrgKind::WorkingGroup),
        () if begins("ban") => kind == Some(OrgKind::Commission),
        () if begins("phong") => kind == Some(OrgKind::Department) && name.starts_with("phong"),
        () if begins("so") => kind == Some(OrgKind::Department) && name.starts_with("so "),
        () if begins("to chuc chinh tri") || begins("doan the") => matches!(kind, Some(OrgKind::Front | OrgKind::MassOrganisation)),
        () => false,
    }
}

/// A line without "(để báo cáo)".
fn without_purpose(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let (inside, then) = after.split_once(')').unwrap_or((after, ""));
        out.push_str(before);
        if Purpose::of_words(&format!("({inside})")) == Purpose::Unsaid {
            out.push_str(&format!("({inside})"));
        }
        rest = then;
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
