//! Notation to programme.

use hanhdong_domain::organisation::BasisId;
use hanhdong_domain::programme::{
    About, Anchor, AnchorPool, Arrangement, ArrangementKind, AttainmentLevel, Baseline, Condition, ConditionKind, ConditionStatus, Confidence, Deadline, Document, Form, Goal,
    GoalKind, GoalScope, Heading, KeyWork, Lead, Link, LinkBy, Money, Node, Origin, Paper, Part, PartRole, Passage, PassageRole, Period, Programme, Recipient, Requirement,
    Resource, Stopped, Target, TargetValue, TaskItem, ValueKind, Whence, WorkItemKind, YearlyValue,
};
use hanhdong_domain::{Place, text::nfc};

use crate::intake::Refusal;

/// Reads a programme from our notation. A line that does not read is refused with its number and the reason: the
/// notation is written by this program or by people who want to be told.
pub fn read(text: &str) -> Result<Programme, Refusal> {
    let text = nfc(text);
    let mut reader = Reader { programme: Programme::default(), pool: AnchorPool::default(), room: Room::Top };
    let mut lines = text.lines().enumerate();
    match lines.next() {
        Some((_, first)) if first.trim_end() == super::FIRST_LINE => {}
        _ => return Err(bad(1, format!("expected `{}`", super::FIRST_LINE))),
    }
    keep_anchors(&text, &mut reader.pool);
    for (i, line) in lines {
        let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
        if line.trim().is_empty() || line.trim_start().starts_with("//") {
            continue;
        }
        reader.line(line.trim_end(), number).map_err(|why| bad(number, why))?;
    }
    Ok(reader.programme)
}

/// Reads one node as [`super::write_node`] writes it; lines are counted from its first.
pub fn read_node(text: &str) -> Result<Node, Refusal> {
    let part = within(&format!("part {}:\n{text}", PartRole::Other.name()), 3)?.parts.pop();
    let mut nodes = part.map(|it| it.nodes).unwrap_or_default();
    match (nodes.pop(), nodes.is_empty()) {
        (Some(node), true) => Ok(node),
        _ => Err(bad(1, "expected one item".to_owned())),
    }
}

/// Reads one part as [`super::write_part`] writes it.
pub fn read_part(text: &str) -> Result<Part, Refusal> {
    let mut parts = within(text, 2)?.parts;
    match (parts.pop(), parts.is_empty()) {
        (Some(part), true) => Ok(part),
        _ => Err(bad(1, "expected one part".to_owned())),
    }
}

/// Reads head and foot as [`super::write_document`] writes them.
pub fn read_document(text: &str) -> Result<Document, Refusal> {
    Ok(within(text, 2)?.document)
}

/// Reads a piece of a programme; the lines above it are not counted.
fn within(text: &str, lines_above: u32) -> Result<Programme, Refusal> {
    read(&format!("{}\n\n{text}", super::FIRST_LINE)).map_err(|refusal| match refusal {
        Refusal::BadNotation { line, why } => Refusal::BadNotation { line: line.saturating_sub(lines_above).max(1), why },
        other => other,
    })
}

fn bad(line: u32, why: String) -> Refusal {
    Refusal::BadNotation { line, why }
}

/// Anchors that the file gives are taken before any is derived, so that a derived one never meets a later given one.
fn keep_anchors(text: &str, pool: &mut AnchorPool) {
    for line in text.lines() {
        if let Some(anchor) = item_line(line.trim_start()).and_then(|it| it.anchor) {
            pool.keep(&anchor);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Top,
    Document,
    Opening,
    Part,
    Links,
    Traces,
    Stopped,
    Cited,
}

struct Reader {
    programme: Programme,
    pool: AnchorPool,
    room: Room,
}

/// "task 11.2 #t_duong: Đường liên xã".
struct ItemLine<'a> {
    word: &'a str,
    code: Option<String>,
    anchor: Option<Anchor>,
    text: String,
}

/// Splits a line at the first colon that is not escaped: what stands before it, and the value.
fn split_head(line: &str) -> Option<(&str, &str)> {
    let at = line.match_indices(": ").map(|(at, _)| at).find(|at| !line[..*at].ends_with('\\'));
    match at {
        Some(at) => Some((&line[..at], &line[at + 2..])),
        None => line.strip_suffix(':').filter(|head| !head.ends_with('\\')).map(|head| (head, "")),
    }
}

fn item_line(line: &str) -> Option<ItemLine<'_>> {
    let (head, text) = split_head(line)?;
    let mut words = head.splitn(2, ' ');
    let word = words.next()?;
    if !matches!(word, "goal" | "requirement" | "target" | "task" | "work" | "duty") {
        return None;
    }
    let rest = words.next().unwrap_or("").trim();
    let (code, anchor) = match rest.rsplit_once('#') {
        Some((code, anchor)) => (code.trim(), Anchor::new(anchor.trim())),
        None => (rest, None),
    };
    Some(ItemLine { word, code: (!code.is_empty()).then(|| unescape(code)), anchor, text: unescape(text) })
}

fn unescape(value: &str) -> String {
    if !value.contains('\\') {
        return value.trim().to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut chars = value.trim().chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some(other)) => out.push(other),
            (c, _) => out.push(c),
        }
    }
    out
}

fn split_field(line: &str) -> Result<(&str, String), String> {
    let (name, value) = split_head(line).ok_or_else(|| format!("expected `name: value`, found «{line}»"))?;
    Ok((name, unescape(value)))
}

fn known<T>(found: Option<T>, what: &str, value: &str) -> Result<T, String> {
    found.ok_or_else(|| format!("unknown {what} «{value}»"))
}

fn year(value: &str) -> Result<i16, String> {
    known(value.trim().parse().ok().filter(|it| (1900..=2200).contains(it)), "year", value)
}

fn names(value: &str) -> Vec<String> {
    value.split(';').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) -> Result<(), String> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let body = line.trim_start_matches(' ');
        match indent {
            0 => self.room_line(body, number),
            2 => match self.room {
                Room::Top => Err("expected `document`, `opening`, `part ...`, `links`, `traces`, `stopped` or `cited`".to_owned()),
                Room::Document => self.document_line(body),
                Room::Opening => {
                    let passage = passage_line(body, number)?;
                    self.programme.opening.push(passage);
                    Ok(())
                }
                Room::Part => self.node_line(body, number),
                Room::Links => self.link_line(body),
                Room::Traces => self.trace_line(body),
                Room::Stopped => self.stopped_line(body),
                Room::Cited => self.cited_line(body),
            },
            4 if self.room == Room::Part => self.detail_line(body, number),
            _ => Err("unexpected indent: two spaces a level".to_owned()),
        }
    }

    fn room_line(&mut self, body: &str, number: u32) -> Result<(), String> {
        self.room = match body {
            "document" => Room::Document,
            "opening" => Room::Opening,
            "links" => Room::Links,
            "traces" => Room::Traces,
            "stopped" => Room::Stopped,
            "cited" => Room::Cited,
            _ => {
                let rest = body.strip_prefix("part ").ok_or_else(|| format!("unknown section «{body}»"))?;
                let (head, heading) = split_field(rest)?;
                let (role, mark) = head.split_once(' ').map_or((head, None), |(role, mark)| (role, Some(unescape(mark))));
                let role = known(PartRole::of_name(role), "part", role)?;
                self.programme.parts.push(Part { role, mark, heading, place: Place::line(number), nodes: Vec::new() });
                Room::Part
            }
        };
        Ok(())
    }

    fn document_line(&mut self, body: &str) -> Result<(), String> {
        let (name, value) = split_field(body)?;
        let document = &mut self.programme.document;
        match name {
            "superior" => document.superior = Some(value),
            "issuer" => document.issuer = Some(value),
            "number" => document.number = Some(value),
            "place" => document.place = Some(value),
            "date" => document.date = Some(known(value.parse().ok(), "date", &value)?),
            "kind" => document.kind = Some(value),
            "title" => document.title = Some(value),
            "draft" => document.draft = Some(value),
            "period" => {
                let (from, to) = value.split_once('-').ok_or("expected `period: 2025-2030`")?;
                document.period = Some(Period { from: year(from)?, to: year(to)? });
            }
            "authority" => document.signature.authority.push(value),
            "signer-title" => document.signature.title = Some(value),
            "signer" => document.signature.name = Some(value),
            "recipient" => document.recipients.push(Recipient { text: value }),
            _ => return Err(format!("unknown field «{name}» of the document")),
        }
        Ok(())
    }

    fn link_line(&mut self, body: &str) -> Result<(), String> {
        let expected = "expected `from -> to by reference|number|heading|matrix`";
        let (from, rest) = body.split_once(" -> ").ok_or(expected)?;
        let (to, by) = rest.split_once(" by ").ok_or(expected)?;
        let anchor = |text: &str| known(Anchor::new(text.trim()), "anchor", text);
        self.programme.links.push(Link { from: anchor(from)?, to: anchor(to)?, by: known(LinkBy::of_name(by.trim()), "kind of link", by)? });
        Ok(())
    }

    fn trace_line(&mut self, body: &str) -> Result<(), String> {
        let (head, said) = split_field(body)?;
        let anchor = |text: &str| known(Anchor::new(text.trim()), "anchor", text);
        let (item, whence) = match head.split_once(" <- ") {
            Some((item, from)) => {
                let (paper, from) = from.split_once(' ').map_or((Some(Paper::Source), from), |(paper, from)| (Paper::of_name(paper), from));
                let paper = known(paper, "paper beside it", head)?;
                (anchor(item)?, Whence::From { paper, anchor: anchor(from)?, words: said })
            }
            None => {
                let item = head.strip_suffix(" new").ok_or("expected `item <- item of the source: its words` or `item new: the reason`")?;
                (anchor(item)?, Whence::New { reason: said })
            }
        };
        self.programme.traces.entry(item).or_default().push(whence);
        Ok(())
    }

    fn stopped_line(&mut self, body: &str) -> Result<(), String> {
        let (head, said) = split_field(body)?;
        let (item, is_reason) = head.strip_suffix(" why").map_or((head, false), |it| (it, true));
        let item = known(Anchor::new(item.trim()), "anchor", item)?;
        match (self.programme.stopped.get_mut(&item), is_reason) {
            (None, false) => drop(self.programme.stopped.insert(item, Stopped { words: said, reason: String::new() })),
            (Some(stopped), true) if stopped.reason.is_empty() => stopped.reason = said,
            _ => return Err("expected `item of last term: its words`, then `item of last term why: the reason`".to_owned()),
        }
        Ok(())
    }

    /// "01935f4e-...: Chỉ thị số 35-CT/TW, ngày 30/5/2019 của ...": a document of the register, and its citation.
    fn cited_line(&mut self, body: &str) -> Result<(), String> {
        let (basis, words) = split_field(body)?;
        let basis = known(BasisId::parse(basis), "document of the register", basis)?;
        self.programme.cited.insert(basis, words);
        Ok(())
    }

    fn node_line(&mut self, body: &str, number: u32) -> Result<(), String> {
        let place = Place::line(number);
        let node = if let Some(rest) = body.strip_prefix("heading ") {
            let (head, text) = split_field(rest)?;
            let (level, mark) = head.split_once(' ').map_or((head, None), |(level, mark)| (level, Some(unescape(mark))));
            Node::Heading(Heading { level: known(level.parse().ok(), "level", level)?, mark, text, place })
        } else if let Some(item) = item_line(body) {
            self.item(item, place)?
        } else {
            Node::Text(passage_line(body, number)?)
        };
        let part = self.programme.parts.last_mut().ok_or("an item before any part")?;
        part.nodes.push(node);
        Ok(())
    }

    fn item(&mut self, item: ItemLine<'_>, place: Place) -> Result<Node, String> {
        let ItemLine { word, code, anchor, text } = item;
        let role = match word {
            "goal" => "g",
            "requirement" => "r",
            "target" => "c",
            "task" => "t",
            "work" => "k",
            _ => "d",
        };
        let anchor = anchor.unwrap_or_else(|| self.pool.derive(role, code.as_deref(), &text));
        let confidence = Confidence::Sure;
        Ok(match word {
            "goal" => {
                Node::Goal(Goal { anchor, code, text, kind: GoalKind::Goal, scope: GoalScope::General, horizons: Vec::new(), schedule: Deadline::default(), place, confidence })
            }
            "requirement" => Node::Requirement(Requirement { anchor, code, about: About::of_words(&text), text, place, confidence }),
            "target" => Node::Target(Target { code, place, level: AttainmentLevel::of_words(&text), ..Target::named(anchor, &text) }),
            "task" => Node::Task(TaskItem { code, place, ..TaskItem::titled(anchor, &text) }),
            "work" => Node::KeyWork(KeyWork {
                anchor,
                code,
                name: text,
                location: None,
                resources: Vec::new(),
                lead: Lead::default(),
                coordinators: Vec::new(),
                schedule: Deadline::default(),
                origin: Origin::Unknown,
                note: None,
                form: Form::Row,
                place,
                confidence,
            }),
            _ => Node::Arrangement(Arrangement { anchor, code, unit: None, kinds: ArrangementKind::of_words(&text), duty: text, place, confidence }),
        })
    }

    fn detail_line(&mut self, body: &str, number: u32) -> Result<(), String> {
        let (name, value) = split_field(body)?;
        let (name, argument) = name.split_once(' ').map_or((name, ""), |(name, argument)| (name, argument.trim()));
        let node = self.programme.parts.last_mut().and_then(|part| part.nodes.last_mut()).ok_or("a field before any item")?;
        let unknown = || Err(format!("unknown field «{name}»"));
        match node {
            Node::Heading(_) | Node::Text(_) => Err("only items have fields".to_owned()),
            Node::Goal(it) => goal_field(it, name, value).unwrap_or_else(unknown),
            Node::Requirement(it) => requirement_field(it, name, &value).unwrap_or_else(unknown),
            Node::Target(it) => target_field(it, name, argument, value).unwrap_or_else(unknown),
            Node::Task(it) => task_field(it, name, argument, value, number).unwrap_or_else(unknown),
            Node::KeyWork(it) => key_work_field(it, name, argument, value).unwrap_or_else(unknown),
            Node::Arrangement(it) => arrangement_field(it, name, value).unwrap_or_else(unknown),
        }
    }
}

fn passage_line(body: &str, number: u32) -> Result<Passage, String> {
    let (name, value) = split_field(body)?;
    let role = known(PassageRole::of_name(name), "line", name)?;
    Ok(Passage { role, text: value, place: Place::line(number) })
}

/// `None`: no such field. `Some(Err)`: a value that does not read.
type Field = Option<Result<(), String>>;

fn set<T>(slot: &mut T, value: T) -> Field {
    *slot = value;
    Some(Ok(()))
}

fn set_known<T>(slot: &mut T, found: Option<T>, what: &str, value: &str) -> Field {
    Some(known(found, what, value).map(|it| *slot = it))
}

fn confidence(slot: &mut Confidence, value: &str) -> Field {
    set_known(slot, [Confidence::Sure, Confidence::Look].into_iter().find(|it| it.name() == value), "confidence", value)
}

fn form(slot: &mut Form, value: &str) -> Field {
    let found = match value {
        "prose" => Some(Form::Prose),
        "row" => Some(Form::Row),
        _ => None,
    };
    set_known(slot, found, "form", value)
}

fn resource(list: &mut Vec<Resource>, argument: &str, value: &str) -> Field {
    let mut resource = Resource::parse(value, None);
    if !argument.is_empty() {
        match argument.parse() {
            Ok(dong) => resource.amount = Some(Money(dong)),
            Err(_) => return Some(Err(format!("unknown amount «{argument}»"))),
        }
    }
    list.push(resource);
    Some(Ok(()))
}

fn goal_field(it: &mut Goal, name: &str, value: String) -> Field {
    match name {
        "kind" => set_known(&mut it.kind, GoalKind::of_name(&value), "kind", &value),
        "scope" => set(&mut it.scope, if value == "specific" { GoalScope::Specific } else { GoalScope::General }),
        "horizons" => match value.split(',').map(year).collect() {
            Ok(years) => set(&mut it.horizons, years),
            Err(why) => Some(Err(why)),
        },
        "schedule" => set(&mut it.schedule, Deadline::parse(&value)),
        "confidence" => confidence(&mut it.confidence, &value),
        _ => None,
    }
}

fn requirement_field(it: &mut Requirement, name: &str, value: &str) -> Field {
    match name {
        "about" => set_known(&mut it.about, About::of_name(value), "subject", value),
        "confidence" => confidence(&mut it.confidence, value),
        _ => None,
    }
}

fn target_field(it: &mut Target, name: &str, argument: &str, value: String) -> Field {
    let read = |it: &Target, value: &str| TargetValue::parse(value, &it.name, it.unit.as_deref());
    match name {
        "unit" => set(&mut it.unit, Some(value)),
        "value" => {
            it.value = read(it, &value);
            let level = it.level_of_words();
            set(&mut it.level, level)
        }
        "horizon" => Some(year(&value).map(|year| it.horizon = Some(year))),
        "baseline" => {
            let value = read(it, &value);
            let year = if argument.is_empty() { Ok(None) } else { year(argument).map(Some) };
            Some(year.map(|year| it.baselines.push(Baseline { year, value, source: None })))
        }
        "baseline-source" => Some(it.baselines.last_mut().ok_or("a source before any baseline".to_owned()).map(|it| it.source = Some(value))),
        "kind" => set_known(&mut it.value.kind, ValueKind::of_name(&value), "kind", &value),
        "trend" => {
            let value = read(it, &value);
            Some(year(argument).map(|year| it.trend.push(YearlyValue { year, value })))
        }
        "superior" => set(&mut it.superior, Some(value)),
        "criterion" => set(&mut it.criterion, Some(value)),
        "path" => {
            let value = read(it, &value);
            Some(year(argument).map(|year| it.path.push(YearlyValue { year, value })))
        }
        "level" => set_known(&mut it.level, AttainmentLevel::of_name(&value), "level", &value),
        "schedule" => set(&mut it.schedule, Deadline::parse(&value)),
        "lead" => set(&mut it.lead, Lead::parse(&value)),
        "note" => set(&mut it.note, Some(value)),
        "form" => form(&mut it.form, &value),
        "confidence" => confidence(&mut it.confidence, &value),
        _ => None,
    }
}

fn task_field(it: &mut TaskItem, name: &str, argument: &str, value: String, number: u32) -> Field {
    match name {
        "detail" => {
            it.details.push(value);
            Some(Ok(()))
        }
        "kind" => set_known(&mut it.kind, WorkItemKind::of_name(&value), "kind", &value),
        "origin" => set_known(&mut it.origin, Origin::of_name(&value), "origin", &value),
        "lead" => set(&mut it.lead, Lead::parse(&value)),
        "coordinators" => set(&mut it.coordinators, names(&value)),
        "deliverable" => set(&mut it.deliverable, Some(value)),
        "deadline" => set(&mut it.deadline, Deadline::parse(&value)),
        "resource" => resource(&mut it.resources, argument, &value),
        "condition" => {
            Some(known(ConditionKind::of_name(argument), "kind of condition", argument).map(|kind| it.conditions.push(Condition::of(kind, &value, &Place::line(number)))))
        }
        "condition-owner" | "condition-by" | "condition-status" => Some(condition_field(it.conditions.last_mut(), name, value)),
        "note" => set(&mut it.note, Some(value)),
        "form" => form(&mut it.form, &value),
        "confidence" => confidence(&mut it.confidence, &value),
        _ => None,
    }
}

/// What is known of the condition named last.
fn condition_field(it: Option<&mut Condition>, name: &str, value: String) -> Result<(), String> {
    let it = it.ok_or("a field of a condition before any")?;
    match name {
        "condition-owner" => it.owner = Some(value),
        "condition-by" => it.by = Deadline::parse(&value),
        _ => it.status = known(ConditionStatus::of_name(&value), "status of a condition", &value)?,
    }
    Ok(())
}

fn key_work_field(it: &mut KeyWork, name: &str, argument: &str, value: String) -> Field {
    match name {
        "location" => set(&mut it.location, Some(value)),
        "resource" => resource(&mut it.resources, argument, &value),
        "lead" => set(&mut it.lead, Lead::parse(&value)),
        "coordinators" => set(&mut it.coordinators, names(&value)),
        "schedule" => set(&mut it.schedule, Deadline::parse(&value)),
        "origin" => set_known(&mut it.origin, Origin::of_name(&value), "origin", &value),
        "note" => set(&mut it.note, Some(value)),
        "form" => form(&mut it.form, &value),
        "confidence" => confidence(&mut it.confidence, &value),
        _ => None,
    }
}

fn arrangement_field(it: &mut Arrangement, name: &str, value: String) -> Field {
    match name {
        "unit" => set(&mut it.unit, Some(value)),
        "kinds" => match value.split(',').map(|kind| known(ArrangementKind::of_name(kind.trim()), "kind of duty", kind)).collect() {
            Ok(kinds) => set(&mut it.kinds, kinds),
            Err(why) => Some(Err(why)),
        },
        "confidence" => confidence(&mut it.confidence, &value),
        _ => None,
    }
}
