//! axe on the page as it stands: no finding of any impact.

use std::path::Path;

use crate::harness::Person;

/// Asks axe, and fails with what it found and where.
pub(crate) async fn finds_nothing(person: &Person) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).expect("axe-core is installed: `make ui`");
    person.page.evaluate(format!("{axe}; true")).await.expect("axe is there");
    let question = "axe.run(document, { resultTypes: ['violations'] }).then(it => it.violations.map(it => it.id + ': ' + it.help + ' at ' + it.nodes.map(it => it.target.join(' ')).slice(0, 5).join(' | ')))";
    let found: Vec<String> = person.page.evaluate(question).await.expect("axe answers").into_value().expect("a list");
    assert!(found.is_empty(), "axe on {}:\n{}", person.path().await, found.join("\n"));
}
