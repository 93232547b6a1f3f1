//! axe on the page as it stands: no finding of any impact.

use std::path::Path;

use crate::harness::Person;

/// Fails with what axe found and where, and with what broke the policy of the page or went wrong in its script.
pub(crate) async fn finds_nothing(person: &Person) {
    let trouble: Vec<String> = person.ask("window.trouble").await;
    assert!(trouble.is_empty(), "{}: {trouble:?}", person.path().await);
    let found = findings(person).await;
    assert!(found.is_empty(), "axe on {}:\n{}", person.path().await, found.join("\n"));
}

/// What axe says of the page.
pub(crate) async fn findings(person: &Person) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).expect("axe-core is installed: `make ui`");
    person.page.evaluate(format!("{axe}; true")).await.expect("axe is there");
    let question = "axe.run(document, { resultTypes: ['violations'] }).then(it => it.violations.map(it => it.id + ': ' + it.help + ' at ' + it.nodes.map(it => it.target.join(' ')).slice(0, 5).join(' | ')))";
    person.page.evaluate(question).await.expect("axe answers").into_value().expect("a list")
}
