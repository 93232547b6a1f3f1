//! An item as a sheet of named slots: what a form shows and takes, put into our notation and read by it, so that
//! what is typed means the same as in a file.

use std::collections::BTreeMap;

use hanhdong_domain::Place;
use hanhdong_domain::programme::{
    Anchor, AnchorPool, AttainmentLevel, Baseline, Condition, ConditionStatus, Document, Form, GoalScope, Node, Origin, Programme, Resource, ValueKind, WorkItemKind, YearlyValue,
};
use hanhdong_domain::text::{nfc, squeeze, unclear_number};
use hanhdong_paper::intake::Refusal as PaperRefusal;
use hanhdong_paper::intake::understand::one_line;
use hanhdong_paper::notation::{escape, escape_mark, read_document, read_node, write_node};

use super::slots::{HEAD, Kind, PASSAGE, Shape};

/// The longest value of a slot, in characters.
const VALUE_CHARS_MAX: usize = 20_000;

/// Why a slot was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotRefusal {
    /// Which slot; empty where it is none of the sheet.
    pub slot: &'static str,
    /// Why, as a message key.
    pub why: &'static str,
}

/// A filled sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is about.
    pub kind: Kind,
    values: BTreeMap<&'static str, String>,
}

impl Sheet {
    /// An empty one.
    pub fn new(kind: Kind) -> Sheet {
        Sheet { kind, values: BTreeMap::new() }
    }
    /// What stands in a slot.
    pub fn get(&self, slot: &str) -> &str {
        self.values.get(slot).map_or("", String::as_str)
    }
    /// Fills a slot; one that is none of the sheet's is refused, as is what is too long. Entries of one name are
    /// several choices. Marks that turn or hide text are left out.
    pub fn fill(&mut self, name: &str, value: &str) -> Result<(), SlotRefusal> {
        let slot = self.kind.slots().iter().find(|it| it.name == name).ok_or(SlotRefusal { slot: "", why: "unknown" })?;
        if VALUE_CHARS_MAX < value.chars().count() {
            return Err(SlotRefusal { slot: slot.name, why: "too-long" });
        }
        let value: String = nfc(value).chars().filter(|it| matches!(it, '\n' | '\t') || !(it.is_control() || is_hidden(*it))).collect();
        let value = match slot.shape {
            Shape::Line | Shape::Choice(_) | Shape::Choices(_) => squeeze(&value),
            Shape::Text | Shape::Lines => value.trim().to_owned(),
        };
        match (slot.shape, self.values.get_mut(slot.name)) {
            (Shape::Choices(_), Some(there)) if !there.is_empty() && !value.is_empty() => *there = format!("{there}, {value}"),
            (_, _) => drop(self.values.insert(slot.name, value)),
        }
        Ok(())
    }
    /// Empties a slot.
    pub(super) fn empty(&mut self, slot: &str) {
        self.values.remove(slot);
    }
    fn set(&mut self, slot: &'static str, value: impl Into<String>) {
        self.values.insert(slot, value.into());
    }
    /// The node it says, with this anchor. What the sheet does not show is taken from `before`.
    pub fn node(&self, anchor: &Anchor, before: Option<&Node>) -> Result<Node, SlotRefusal> {
        if self.get("text").is_empty() {
            return Err(SlotRefusal { slot: "text", why: "empty" });
        }
        self.figures_are_clear(before)?;
        let lines = self.lines(anchor, before)?;
        let text: String = lines.iter().map(|it| format!("{}\n", it.1)).collect();
        let node = read_node(&text).map_err(|refusal| at_slot(&lines, &refusal))?;
        Ok(settled(node))
    }
    /// Head and foot it says.
    pub fn document(&self) -> Result<Document, SlotRefusal> {
        let mut lines = vec![("kind", "document".to_owned())];
        for slot in HEAD {
            match slot.shape {
                Shape::Lines => self.entries(slot.name).for_each(|it| lines.push((slot.name, format!("  {}: {}", slot.name, escape(it))))),
                Shape::Line | Shape::Text | Shape::Choice(_) | Shape::Choices(_) => self.put(&mut lines, 1, slot.name, slot.name),
            }
        }
        if let Some(date) = printed_date(self.get("date")) {
            lines.retain(|it| it.0 != "date");
            lines.push(("date", format!("  date: {date}")));
        }
        let text: String = lines.iter().map(|it| format!("{}\n", it.1)).collect();
        read_document(&text).map_err(|refusal| at_slot(&lines, &refusal))
    }

    fn entries(&self, slot: &str) -> impl Iterator<Item = &str> {
        self.get(slot).lines().map(str::trim).filter(|it| !it.is_empty())
    }

    fn put(&self, lines: &mut Vec<(&'static str, String)>, indent: usize, slot: &'static str, field: &str) {
        let value = self.get(slot);
        if !value.is_empty() {
            lines.push((slot, format!("{}{field}: {}", "  ".repeat(indent), escape(value))));
        }
    }

    /// The lines of the notation, each with the slot it comes from.
    fn lines(&self, anchor: &Anchor, before: Option<&Node>) -> Result<Vec<(&'static str, String)>, SlotRefusal> {
        let mark = |slot: &str| Some(self.get(slot)).filter(|it| !it.is_empty()).map_or(String::new(), |it| format!(" {}", escape_mark(it)));
        let text = escape(self.get("text"));
        let head = match self.kind {
            Kind::Heading => format!("  heading {}{}: {text}", Some(self.get("heading-level")).filter(|it| !it.is_empty()).unwrap_or("2"), mark("mark")),
            Kind::Passage => format!("  {}: {text}", Some(self.get("role")).filter(|it| PASSAGE[1].offers(it)).unwrap_or("text")),
            Kind::Goal | Kind::Requirement | Kind::Target | Kind::Task | Kind::Work | Kind::Duty => format!("  {}{} #{anchor}: {text}", self.kind.name(), mark("code")),
            Kind::Head => return Err(SlotRefusal { slot: "", why: "unknown" }),
        };
        let mut lines = vec![("text", head)];
        for slot in self.kind.slots() {
            match (slot.name, slot.shape) {
                ("text" | "code" | "mark" | "heading-level" | "role", _) => {}
                ("scope", _) if self.get("scope") != "specific" => {}
                ("value-kind", _) => self.put(&mut lines, 2, "value-kind", "kind"),
                ("baseline", _) => self.baselines(&mut lines),
                ("path" | "trend", _) => {
                    for entry in self.entries(slot.name) {
                        let (year, value) = entry.split_once(':').ok_or(SlotRefusal { slot: slot.name, why: "year-colon" })?;
                        lines.push((slot.name, format!("    {} {}: {}", slot.name, year.trim(), escape(value.trim()))));
                    }
                }
                ("resource", _) => self.resources(&mut lines, before),
                ("condition", _) => {
                    for entry in self.entries("condition") {
                        let condition = Condition::parse(entry, &Place::default());
                        lines.push(("condition", format!("    condition {}: {}", condition.kind.name(), escape(&condition.text))));
                        let by = Some(condition.by.text.as_str()).filter(|it| !it.is_empty());
                        let status = (condition.status != ConditionStatus::Unknown).then(|| condition.status.name());
                        for (field, value) in [("owner", condition.owner.as_deref()), ("by", by), ("status", status)] {
                            lines.extend(value.map(|it| ("condition", format!("    condition-{field}: {}", escape(it)))));
                        }
                    }
                }
                (name, Shape::Lines) => self.entries(name).for_each(|it| lines.push((slot.name, format!("    {name}: {}", escape(it))))),
                (name, Shape::Line | Shape::Text | Shape::Choice(_) | Shape::Choices(_)) => self.put(&mut lines, 2, slot.name, name),
            }
        }
        if before.is_some_and(is_prose) {
            lines.push(("text", "    form: prose".to_owned()));
        }
        Ok(lines)
    }

    /// Figures to start from, one a line, each with its source below it.
    fn baselines(&self, lines: &mut Vec<(&'static str, String)>) {
        for entry in self.entries("baseline") {
            let baseline = Baseline::parse(entry, self.get("text"), Some(self.get("unit")).filter(|it| !it.is_empty()));
            let year = baseline.year.map_or(String::new(), |it| format!(" {it}"));
            lines.push(("baseline", format!("    baseline{year}: {}", escape(&baseline.value.text))));
            lines.extend(baseline.source.map(|it| ("baseline", format!("    baseline-source: {}", escape(&it)))));
        }
    }

    /// A figure that could be read in two ways is asked for again; what stood there before is left to the checker.
    fn figures_are_clear(&self, before: Option<&Node>) -> Result<(), SlotRefusal> {
        let there = before.map(sheet_of_node);
        for slot in ["value", "baseline", "trend", "path"].into_iter().filter(|_| self.kind == Kind::Target) {
            let same = there.as_ref().is_some_and(|it| it.get(slot) == self.get(slot));
            if !same && self.entries(slot).any(|it| unclear_number(it).is_some()) {
                return Err(SlotRefusal { slot, why: "number-unclear" });
            }
        }
        Ok(())
    }

    /// Resources whose words stand as they stood keep the amount that was read for them (a column in triệu đồng).
    fn resources(&self, lines: &mut Vec<(&'static str, String)>, before: Option<&Node>) {
        let there: &[Resource] = match before {
            Some(Node::Task(it)) => &it.resources,
            Some(Node::KeyWork(it)) => &it.resources,
            Some(Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Arrangement(_)) | None => &[],
        };
        for entry in self.entries("resource") {
            let amount = there.iter().find(|it| it.text == entry).and_then(|it| it.amount).map_or(String::new(), |it| format!(" {}", it.0));
            lines.push(("resource", format!("    resource{amount}: {}", escape(entry))));
        }
    }
}

/// How often a reading may trim something more ("A ..." is read as "A ..", and so on).
const READINGS_MAX: usize = 40;

/// The node as it reads once it is kept: what is shown, kept and compared is one and the same.
fn settled(mut node: Node) -> Node {
    for _ in 0..READINGS_MAX {
        match read_node(&write_node(&node)) {
            Ok(again) if again.says_the_same(&node) => break,
            Ok(again) => node = again,
            // What was just written reads; were it not so, the act would be refused, not this.
            Err(_) => break,
        }
    }
    node
}

fn is_hidden(it: char) -> bool {
    matches!(it, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
}

/// "12/6/2026" as people write it, "2026-06-12" as it is kept.
fn printed_date(value: &str) -> Option<String> {
    let mut pieces = value.split(['/', '-']).map(str::trim);
    let (day, month, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if day.len() == 4 || pieces.next().is_some() {
        return None;
    }
    let date = hanhdong_domain::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

fn at_slot(lines: &[(&'static str, String)], refusal: &PaperRefusal) -> SlotRefusal {
    let slot = match refusal {
        PaperRefusal::BadNotation { line, .. } => lines.get((*line as usize).saturating_sub(1)).map(|it| it.0),
        _ => None,
    };
    let slot = slot.unwrap_or("text");
    let why = match slot {
        "horizons" | "horizon" | "baseline" | "trend" | "path" => "year",
        "date" => "date",
        "period" => "years",
        _ => "does-not-read",
    };
    SlotRefusal { slot, why }
}

fn is_prose(node: &Node) -> bool {
    match node {
        Node::Target(it) => it.form == Form::Prose,
        Node::Task(it) => it.form == Form::Prose,
        Node::KeyWork(it) => it.form == Form::Prose,
        Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Arrangement(_) => false,
    }
}

fn list<'a>(entries: impl Iterator<Item = &'a str>) -> String {
    entries.collect::<Vec<_>>().join("\n")
}

/// The sheet of a node.
pub fn sheet_of_node(node: &Node) -> Sheet {
    let mut sheet = Sheet::new(Kind::of(node));
    if let Some(item) = node.item() {
        sheet.set("text", item.text());
        sheet.set("code", item.code().unwrap_or(""));
    }
    // Where the words decide, the notation says nothing; so does the sheet.
    let said = |field: &str| write_node(node).lines().find_map(|it| it.trim_start().strip_prefix(&format!("{field}: ")).map(str::to_owned)).unwrap_or_default();
    match node {
        Node::Heading(it) => {
            sheet.set("heading-level", it.level.to_string());
            sheet.set("mark", it.mark.as_deref().unwrap_or(""));
            sheet.set("text", it.text.as_str());
        }
        Node::Text(it) => {
            sheet.set("role", it.role.name());
            sheet.set("text", it.text.as_str());
        }
        Node::Goal(it) => {
            sheet.set("kind", it.kind.name());
            sheet.set("scope", if it.scope == GoalScope::Specific { "specific" } else { "general" });
            sheet.set("horizons", it.horizons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
            sheet.set("schedule", it.schedule.text.as_str());
        }
        Node::Requirement(_) => sheet.set("about", said("about")),
        Node::Target(it) => {
            sheet.set("unit", it.unit.as_deref().unwrap_or(""));
            sheet.set("value", it.value.text.as_str());
            sheet.set("horizon", it.horizon.map(|it| it.to_string()).unwrap_or_default());
            sheet.set("value-kind", it.kind_beside_words().map_or("", ValueKind::name));
            sheet.set("baseline", it.baselines.iter().map(Baseline::printed).collect::<Vec<_>>().join("\n"));
            sheet.set("trend", it.trend.iter().map(YearlyValue::printed).collect::<Vec<_>>().join("\n"));
            sheet.set("path", it.path.iter().map(YearlyValue::printed).collect::<Vec<_>>().join("\n"));
            sheet.set("superior", it.superior.as_deref().unwrap_or(""));
            sheet.set("criterion", it.criterion.as_deref().unwrap_or(""));
            sheet.set("level", if it.level == it.level_of_words() { "" } else { level_name(it.level) });
            sheet.set("schedule", it.schedule.text.as_str());
            sheet.set("lead", it.lead.text());
            sheet.set("note", it.note.as_deref().unwrap_or(""));
        }
        Node::Task(it) => {
            sheet.set("detail", list(it.details.iter().map(String::as_str)));
            sheet.set("lead", it.lead.text());
            sheet.set("coordinators", it.coordinators.join("; "));
            sheet.set("deliverable", it.deliverable.as_deref().unwrap_or(""));
            sheet.set("deadline", it.deadline.text.as_str());
            sheet.set("resource", list(it.resources.iter().map(|it| it.text.as_str())));
            sheet.set("condition", it.conditions.iter().map(Condition::printed).collect::<Vec<_>>().join("\n"));
            sheet.set("kind", if it.kind == WorkItemKind::of_title(&it.title) { "" } else { it.kind.name() });
            sheet.set("origin", if it.origin == Origin::of_words(&it.title) { "" } else { it.origin.name() });
            sheet.set("note", it.note.as_deref().unwrap_or(""));
        }
        Node::KeyWork(it) => {
            sheet.set("location", it.location.as_deref().unwrap_or(""));
            sheet.set("lead", it.lead.text());
            sheet.set("coordinators", it.coordinators.join("; "));
            sheet.set("schedule", it.schedule.text.as_str());
            sheet.set("resource", list(it.resources.iter().map(|it| it.text.as_str())));
            sheet.set("origin", if it.origin == Origin::Unknown { "" } else { it.origin.name() });
            sheet.set("note", it.note.as_deref().unwrap_or(""));
        }
        Node::Arrangement(it) => {
            sheet.set("unit", it.unit.as_deref().unwrap_or(""));
            sheet.set("kinds", said("kinds"));
        }
    }
    sheet
}

const fn level_name(level: AttainmentLevel) -> &'static str {
    level.name()
}

/// The sheet of head and foot.
pub fn sheet_of_document(document: &Document) -> Sheet {
    let mut sheet = Sheet::new(Kind::Head);
    let lines: [(&'static str, Option<&str>); 9] = [
        ("kind", document.kind.as_deref()),
        ("title", document.title.as_deref()),
        ("draft", document.draft.as_deref()),
        ("superior", document.superior.as_deref()),
        ("issuer", document.issuer.as_deref()),
        ("number", document.number.as_deref()),
        ("place", document.place.as_deref()),
        ("signer-title", document.signature.title.as_deref()),
        ("signer", document.signature.name.as_deref()),
    ];
    lines.into_iter().for_each(|(slot, value)| sheet.set(slot, value.unwrap_or("")));
    sheet.set("date", document.date.map(|it| format!("{:02}/{:02}/{}", it.day(), it.month(), it.year())).unwrap_or_default());
    sheet.set("period", document.period.map(|it| format!("{}-{}", it.from, it.to)).unwrap_or_default());
    sheet.set("authority", list(document.signature.authority.iter().map(String::as_str)));
    sheet.set("recipient", list(document.recipients.iter().map(|it| it.text.as_str())));
    sheet
}

/// The anchors of a programme that something new in it cannot have.
pub(super) fn anchors_of(programme: &Programme) -> AnchorPool {
    let mut pool = AnchorPool::default();
    for item in programme.items() {
        pool.keep(item.anchor());
    }
    // A tie outlives its item for the sake of undoing: what comes new is not born with the ties of what went.
    for anchor in programme.links.iter().flat_map(|it| [&it.from, &it.to]).chain(programme.traces.keys()) {
        pool.keep(anchor);
    }
    pool
}

/// An anchor for something new in a programme.
pub fn new_anchor(programme: &Programme, kind: Kind, sheet: &Sheet) -> Anchor {
    let code = Some(sheet.get("code")).filter(|it| !it.is_empty());
    anchors_of(programme).derive(kind.letter(), code, sheet.get("text"))
}

/// What one typed line says, as the sheet of a task; `None` where it names nothing to do.
pub fn sheet_of_task_line(line: &str) -> Option<Sheet> {
    let anchor = AnchorPool::default().derive("t", None, "moi");
    one_line(anchor, line).map(|it| sheet_of_node(&Node::Task(it)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hanhdong_paper::notation;

    fn demo() -> Programme {
        notation::read(include_str!("../../../../samples/xa-mau.notation")).expect("the sample reads")
    }

    #[test]
    fn every_node_of_a_programme_comes_through_its_sheet_unchanged() {
        let programme = demo();
        assert!(60 < all_come_through(&programme));
        assert_eq!(sheet_of_document(&programme.document).document(), Ok(programme.document));
    }

    #[test]
    fn every_node_of_a_real_paper_comes_through_its_sheet_unchanged() {
        let shared = std::env::var("HANHDONG_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
        let Ok(entries) = std::fs::read_dir(format!("{shared}/data")) else { return println!("skipped: no real papers at hand") };
        for path in entries.flatten().map(|it| it.path()).filter(|it| it.extension().is_some_and(|it| it == "md" || it == "docx")) {
            let bytes = std::fs::read(&path).expect("a file");
            // As it is stored: what the reader of the file trims is trimmed.
            let Ok(programme) = hanhdong_paper::intake::import(&bytes, hanhdong_paper::intake::understand::Purpose::Programme) else { continue };
            let programme = notation::read(&notation::write(&programme)).expect("what is written reads");
            println!("{}: {}", path.display(), all_come_through(&programme));
        }
    }

    /// How many came through.
    fn all_come_through(programme: &Programme) -> usize {
        let mut count = 0;
        for (_, node) in programme.nodes() {
            let anchor = node.item().map_or_else(|| Anchor::new("x").expect("an anchor"), |it| it.anchor().clone());
            let shown = sheet_of_node(node);
            let mut typed = Sheet::new(shown.kind);
            for slot in shown.kind.slots() {
                match slot.shape {
                    Shape::Choices(_) => shown.get(slot.name).split(", ").for_each(|it| typed.fill(slot.name, it).expect("a slot")),
                    Shape::Line | Shape::Text | Shape::Lines | Shape::Choice(_) => typed.fill(slot.name, shown.get(slot.name)).expect("a slot"),
                }
            }
            let back = typed.node(&anchor, Some(node)).unwrap_or_else(|why| panic!("{why:?}: {node:?}"));
            // Who saves an item has looked at it.
            assert_eq!(write_node(&back), write_node(node).replace("    confidence: look\n", ""));
            count += 1;
        }
        count
    }

    #[test]
    fn a_value_that_does_not_read_is_told_at_its_slot() {
        let anchor = Anchor::new("c_moi").expect("an anchor");
        for (kind, slot, value, why) in [
            (Kind::Target, "horizon", "năm tới", "year"),
            (Kind::Target, "path", "2026 30%", "year-colon"),
            (Kind::Target, "value", "1,234.5", "number-unclear"),
            (Kind::Target, "value", "3.5%", "number-unclear"),
            (Kind::Target, "baseline", "2025: 1.23.456 (nguồn: A)", "number-unclear"),
            (Kind::Target, "trend", "2024 7,5", "year-colon"),
            (Kind::Target, "path", "2026: 30%\nhai nghìn: 40%", "year"),
            (Kind::Goal, "horizons", "2030, 20305", "year"),
            (Kind::Task, "text", " ", "empty"),
        ] {
            let mut sheet = Sheet::new(kind);
            sheet.fill("text", "Tỷ lệ hộ nghèo").expect("a slot");
            sheet.fill(slot, value).expect("a slot");
            assert_eq!(sheet.node(&anchor, None), Err(SlotRefusal { slot, why }), "{value}");
        }
        let mut head = Sheet::new(Kind::Head);
        head.fill("date", "31/02/2026").expect("a slot");
        assert_eq!(head.document(), Err(SlotRefusal { slot: "date", why: "date" }));
        assert_eq!(head.fill("organisation", "x"), Err(SlotRefusal { slot: "", why: "unknown" }));
    }

    #[test]
    fn nothing_typed_can_make_a_second_line_of_the_notation() {
        let anchor = Anchor::new("t_moi").expect("an anchor");
        let mut sheet = Sheet::new(Kind::Task);
        for (slot, value) in [("text", "Đề án\n    lead: Phòng Khác"), ("code", "1: x #t_khac"), ("lead", "A\n    note: B"), ("note", "C\\n\n  task #z: D")] {
            sheet.fill(slot, value).expect("a slot");
        }
        let Ok(Node::Task(task)) = sheet.node(&anchor, None) else { panic!("a task") };
        assert_eq!(task.anchor, anchor);
        assert_eq!(task.code.as_deref(), Some("1: x #t_khac"));
        assert_eq!(task.title, "Đề án\n    lead: Phòng Khác");
        assert_eq!(task.lead.text(), "A note: B");
        assert_eq!(task.note.as_deref(), Some("C\\n\n  task #z: D"));
    }

    proptest::proptest! {
        /// Whatever is typed, what is kept reads back as what was understood of it.
        #[test]
        fn what_a_sheet_says_is_what_is_kept(values in proptest::collection::vec((0usize..8, 0usize..14, "[ -~ạộƯđ\\n\\t:#\\\\;/.0-9]{0,24}"), 1..8)) {
            for kind in Kind::ITEMS.into_iter().chain([Kind::Heading, Kind::Passage]) {
                let mut sheet = Sheet::new(kind);
                sheet.fill("text", "Đề án").expect("a slot");
                for (_, slot, value) in &values {
                    if let Some(slot) = kind.slots().get(*slot) {
                        sheet.fill(slot.name, value).expect("a slot");
                    }
                }
                let anchor = Anchor::new("t_moi").expect("an anchor");
                if let Ok(node) = sheet.node(&anchor, None) {
                    let kept = read_node(&write_node(&node)).expect("what is written reads");
                    proptest::prop_assert_eq!(write_node(&kept), write_node(&node));
                    proptest::prop_assert_eq!(Kind::of(&node), kind);
                    if let Some(item) = node.item() {
                        proptest::prop_assert_eq!(item.anchor(), &anchor);
                    }
                }
            }
        }
    }
}
