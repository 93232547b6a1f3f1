//! The table of routes, classes and persons, and requests made from it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::client::{Call, call};
use crate::world::{COMMUNE, percent};

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
    /// The parts of the path that differ from request to request.
    pub(crate) fn path_names(&self) -> impl Iterator<Item = &str> {
        self.path.split('{').skip(1).filter_map(|it| it.split('}').next())
    }
    /// The same row, asked another way.
    pub(crate) fn with(&self, what: &str, how: &str) -> Row {
        let mut row = self.clone();
        row.sends.retain(|it| it.0 != what);
        row.sends.push((what.to_owned(), how.to_owned()));
        row
    }
    /// The same row with another part of the path.
    pub(crate) fn with_path(&self, name: &str, value: &str) -> Row {
        let mut row = self.clone();
        row.sends.retain(|it| it.0 != "path" || !it.1.starts_with(&format!("{name}=")));
        row.sends.push(("path".to_owned(), format!("{name}={value}")));
        row
    }
    /// The request of a person by a session, with words in braces filled in.
    pub(crate) fn call(&self, values: &Values, session: &str) -> Call {
        let mut path = self.path.clone();
        let given: Vec<(&str, &str)> = self.sends.iter().filter(|it| it.0 == "path").filter_map(|it| it.1.split_once('=')).collect();
        for name in self.path_names() {
            let value = given.iter().find(|it| it.0 == name).map_or_else(|| values.get(name), |it| values.fill(it.1));
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        if let Some(query) = self.says("query") {
            path = format!("{path}?{}", values.fill_encoded(query));
        }
        let mut call = call(&self.method, &format!("/{path}"));
        for (what, how) in &self.sends {
            call = match what.as_str() {
                "json" => call.body("application/json", values.fill_escaped(how)),
                "form" => call.body("application/x-www-form-urlencoded", values.fill_encoded(how)),
                // The name of the file's field; what it holds follows from it.
                "file" | "paper" | "text" | "document" => {
                    let fields = values.fill(how);
                    let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|it| it.split_once('=')).collect();
                    let (file, text) = if what == "text" || what == "document" { ("hd.txt", values.get("guideline_text")) } else { ("ctr.notation", COMMUNE.to_owned()) };
                    call.form(&fields, &[(what.as_str(), file, text.as_bytes())])
                }
                "if-match" => call.header("if-match", &values.fill(how)),
                "here" => call.at_this_machine(),
                "path" | "query" | "fresh" | "renew" | "link" | "away" | "appraised" | "asked" | "proposed" | "frozen" | "submitted" | "decided" | "numbered" | "arranged"
                | "beside" | "section" | "returned" | "plan" | "thread" | "stream" | "ok" => call,
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
    /// The same inside a form or a query; what is named a form is one already.
    fn fill_encoded(&self, text: &str) -> String {
        let encoded = |name: &str, value: &str| if name.ends_with("_form") { value.to_owned() } else { percent(value) };
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &encoded(name, value)))
    }
    /// The same inside a JSON string.
    fn fill_escaped(&self, text: &str) -> String {
        let escaped = |value: &str| Value::from(value).to_string().trim_matches('"').to_owned();
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &escaped(value)))
    }
}
