//! The table of routes, classes and persons, and requests made from it.

use std::collections::{BTreeMap, BTreeSet};

use hanhdong_actions::organisation::NewPerson;
use hanhdong_actions::programme::HandIn;
use hanhdong_actions::{Token, Who};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::{OrganisationAct, PersonId, ProgrammeId, Role, Unit, UnitId, UnitKind};
use serde_json::Value;

use crate::client::{Call, call, token};
use crate::world::{COMMUNE, PASSWORD, World};

/// The persons, in the order of the table's columns.
pub(crate) const PERSONS: [&str; 11] = ["administrator", "above", "office", "drafter", "reader", "neighbour", "below", "out", "closed", "ended", "future"];

/// A route of the table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) class: String,
    pub(crate) sends: Vec<(String, String)>,
}

/// The table, read.
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// By class and state, what each person gets.
    pub(crate) classes: BTreeMap<(String, String), Vec<String>>,
}

pub(crate) fn table() -> Table {
    let (mut rows, mut classes) = (Vec::new(), BTreeMap::new());
    for line in include_str!("matrix.csv").lines().filter(|it| !it.trim().is_empty() && !it.starts_with('#')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (first, rest) = cells[0].split_once(' ').unwrap_or_else(|| panic!("a line of the table: {line}"));
        if first == "class" {
            assert_eq!(cells.len(), 2 + PERSONS.len(), "{line}");
            let twice = classes.insert((rest.to_owned(), cells[1].to_owned()), cells[2..].iter().map(|it| (*it).to_owned()).collect());
            assert!(twice.is_none(), "twice: {line}");
        } else {
            let sends = cells.get(2..).unwrap_or_default().join("|");
            let sends =
                sends.split(" ; ").filter(|it| !it.is_empty()).map(|it| it.split_once(' ').unwrap_or((it, ""))).map(|(what, how)| (what.to_owned(), how.to_owned())).collect();
            rows.push(Row { method: first.to_owned(), path: rest.to_owned(), class: cells[1].to_owned(), sends });
        }
    }
    Table { rows, classes }
}

impl Row {
    pub(crate) fn is_write(&self) -> bool {
        self.method != "GET"
    }
    pub(crate) fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }
    pub(crate) fn is_about_a_programme(&self) -> bool {
        self.class.starts_with("programme-")
    }
    pub(crate) fn says(&self, what: &str) -> Option<&str> {
        self.sends.iter().find(|it| it.0 == what).map(|it| it.1.as_str())
    }
    /// The request of a person by a session, with words in braces filled in.
    pub(crate) fn call(&self, values: &Values, session: &str) -> Call {
        let mut path = self.path.clone();
        let given: Vec<(&str, &str)> = self.sends.iter().filter(|it| it.0 == "path").filter_map(|it| it.1.split_once('=')).collect();
        for name in self.path.split('{').skip(1).filter_map(|it| it.split('}').next()) {
            let value = given.iter().find(|it| it.0 == name).map_or_else(|| values.get(name), |it| values.fill(it.1));
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        if let Some(query) = self.says("query") {
            path = format!("{path}?{}", values.fill(query));
        }
        let mut call = call(&self.method, &format!("/{path}"));
        for (what, how) in &self.sends {
            call = match what.as_str() {
                "json" => call.body("application/json", values.fill_escaped(how)),
                "form" => call.body("application/x-www-form-urlencoded", values.fill(how)),
                "file" => {
                    let fields = values.fill(how);
                    let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|it| it.split_once('=')).collect();
                    call.form(&fields, &[("file", "ctr.notation", COMMUNE.as_bytes())])
                }
                "if-match" => call.header("if-match", &values.fill(how)),
                "path" | "query" | "fresh" | "ok" => call,
                other => panic!("the table says «{other}», which is no part of a request"),
            };
        }
        if self.is_api() { call.by(session) } else { call.cookie(session).header("sec-fetch-site", "same-origin") }
    }
}

/// What stands for the words in braces.
#[derive(Clone)]
pub(crate) struct Values(pub(crate) BTreeMap<&'static str, String>);

impl Values {
    pub(crate) fn get(&self, name: &str) -> String {
        self.0.get(name).unwrap_or_else(|| panic!("nothing stands for {{{name}}}: add it to Values in table.rs")).clone()
    }
    pub(crate) fn with(&self, name: &'static str, value: &str) -> Values {
        let mut values = self.clone();
        values.0.insert(name, value.to_owned());
        values
    }
    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
    /// The same inside a JSON string.
    fn fill_escaped(&self, text: &str) -> String {
        let escaped = |value: &str| Value::from(value).to_string().trim_matches('"').to_owned();
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &escaped(value)))
    }
}

/// A person of the table.
pub(crate) struct Person {
    pub(crate) name: &'static str,
    /// The name to log in by, where that works.
    login: Option<&'static str>,
    session: String,
}

impl Person {
    /// A session: the one that was begun, or one of its own.
    pub(crate) async fn session(&self, world: &World, is_fresh: bool) -> String {
        match self.login {
            Some(login) if is_fresh => token(world, login).await,
            Some(_) | None => self.session.clone(),
        }
    }
}

/// The demo world with every person of the table, in July 2026, when its programme can be issued.
pub(crate) struct Stage {
    pub(crate) persons: Vec<Person>,
    pub(crate) values: Values,
    /// The commune, whose records the table is about.
    pub(crate) commune: UnitId,
    drafter: Who,
}

impl Stage {
    pub(crate) async fn set(world: &World) -> Stage {
        world.clock.move_by(125 * 86_400);
        let today = world.app.who(&session_of(world, "vp-xa").await).await.expect("the office").today();
        let office = world.app.who(&session_of(world, "vp-xa").await).await.expect("the office");
        let units = world.app.units_where(&office, OrganisationAct::Create).await.expect("units");
        let commune = units.iter().find(|it| it.kind == UnitKind::Committee).expect("the commune").id.clone();
        let administrator = world.app.who(&session_of(world, "quan-tri").await).await.expect("the administrator");
        let below: Unit = world.app.found_below(&administrator, &commune, "Đảng bộ bộ phận Thôn Mẫu", UnitKind::Committee).await.expect("a unit below");
        let seat = |unit: &UnitId, login: &str, lasts: (Date, Option<Date>)| {
            let person = NewPerson { name: format!("Người {login}"), login: login.to_owned(), roles: vec![Role::Office, Role::Drafter] };
            let (app, unit) = (world.app.clone(), unit.clone());
            async move { app.seat_in_demo(&unit, person, lasts, PASSWORD).await.expect("a seat") }
        };
        let begun = Date::constant(2025, 7, 1);
        seat(&below.id, "duoi", (begun, None)).await;
        let closed: PersonId = seat(&commune, "dong", (begun, None)).await;
        seat(&commune, "het", (begun, Some(today.yesterday().expect("a day")))).await;
        seat(&commune, "mai", (today.tomorrow().expect("a day"), None)).await;
        let logins =
            [Some("quan-tri"), Some("vp-tinh"), Some("vp-xa"), Some("soan-thao"), Some("doc-xa"), Some("vp-phuong"), Some("duoi"), None, Some("dong"), Some("het"), Some("mai")];
        let mut persons = Vec::new();
        for (name, login) in PERSONS.into_iter().zip(logins) {
            let session = match login {
                Some(login) => token(world, login).await,
                None => String::new(),
            };
            persons.push(Person { name, login: login.filter(|it| *it != "dong"), session });
        }
        world.app.close_account(&administrator, &closed).await.expect("the account closes");
        let drafter = world.app.who(&session_of(world, "soan-thao").await).await.expect("the drafter");
        let source = world.app.hand_in_source(&drafter, &commune, paper()).await.expect("a source");
        let mut stage = Stage { persons, values: Values(BTreeMap::new()), commune, drafter };
        let draft = stage.draft(world).await;
        stage.values = values(world, &stage.drafter, &draft, &stage.commune).await.with("source", source.as_str());
        stage
    }

    /// One more draft of the commune.
    pub(crate) async fn draft(&self, world: &World) -> ProgrammeId {
        world.app.hand_in(&self.drafter, &self.commune, "seed-2025", paper()).await.expect("a draft")
    }

    pub(crate) async fn issued(&self, world: &World) -> ProgrammeId {
        let id = self.draft(world).await;
        let office = world.app.who(&session_of(world, "vp-xa").await).await.expect("the office");
        world.app.record_issue(&office, &id).await.expect("issued");
        id
    }

    pub(crate) fn person(&self, name: &str) -> &Person {
        self.persons.iter().find(|it| it.name == name).expect("a person of the table")
    }
}

fn paper() -> HandIn {
    HandIn { name: "ctr.notation".to_owned(), bytes: std::sync::Arc::new(COMMUNE.as_bytes().to_vec()) }
}

pub(crate) async fn session_of(world: &World, login: &str) -> Token {
    Token::brought(&token(world, login).await).expect("a token")
}

/// Words for the table, taken from a draft.
async fn values(world: &World, drafter: &Who, id: &ProgrammeId, commune: &UnitId) -> Values {
    let opened = world.app.open(drafter, id).await.expect("a draft");
    let link = opened.programme.links.first().expect("a tie").clone();
    let tied: BTreeSet<_> = opened.programme.links.iter().filter(|it| it.from == link.from).map(|it| it.to.clone()).collect();
    let free = opened.programme.targets().map(|it| it.anchor.clone()).find(|it| !tied.contains(it)).expect("a target not yet tied");
    let item = world.app.item(drafter, id, link.from.as_str()).await.expect("an item");
    Values(BTreeMap::from([
        ("id", id.to_string()),
        ("unit", commune.to_string()),
        ("anchor", link.from.to_string()),
        ("from", link.from.to_string()),
        ("to", link.to.to_string()),
        ("free_goal", free.to_string()),
        ("tag", format!("\"{}\"", item.fingerprint)),
        ("seen", item.fingerprint),
        ("text", item.text),
        ("format", "notation".to_owned()),
        ("password", PASSWORD.to_owned()),
    ]))
}
