//! axe on the page as it stands: no finding of any impact.

use std::path::Path;

use crate::harness::Person;

/// Fails with what axe found and where, and with what broke the policy of the page or went wrong in its script.
pub(crate) async fn finds_nothing(person: &Person) {
    let wrong = wrong(person).await;
    assert!(wrong.is_empty(), "{}:\n{}", person.path().await, wrong.join("\n"));
}

/// The same as a list.
pub(crate) async fn wrong(person: &Person) -> Vec<String> {
    let mut wrong: Vec<String> = person.ask("window.trouble").await;
    wrong.extend(findings(person).await);
    wrong
}

/// What axe says of the page.
pub(crate) async fn findings(person: &Person) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).expect("axe-core is installed: `make ui`");
    person.page.evaluate(format!("{axe}; true")).await.expect("axe is there");
    let question = "axe.run(document, { resultTypes: ['violations'] }).then(it => it.violations.map(it => it.id + ': ' + it.help + ' at ' + it.nodes.map(it => it.target.join(' ')).slice(0, 5).join(' | ')))";
    person.page.evaluate(question).await.expect("axe answers").into_value().expect("a list")
}
