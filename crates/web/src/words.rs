//! Words for people: a key and arguments here, the words in `words/<language>/<room>.ftl`.
//!
//! Vietnamese is complete by rule and English by test: both know the same keys, and every key that the code says is
//! known.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use hanhdong_domain::{Date, Language};
use unic_langid::langid;

/// The files of a language, one a room.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../words/", $language, "/common.ftl")),
            include_str!(concat!("../words/", $language, "/organisation.ftl")),
            include_str!(concat!("../words/", $language, "/units.ftl")),
            include_str!(concat!("../words/", $language, "/basis.ftl")),
            include_str!(concat!("../words/", $language, "/guideline.ftl")),
            include_str!(concat!("../words/", $language, "/programme.ftl")),
            include_str!(concat!("../words/", $language, "/appraisal.ftl")),
            include_str!(concat!("../words/", $language, "/approval.ftl")),
            include_str!(concat!("../words/", $language, "/asked.ftl")),
            include_str!(concat!("../words/", $language, "/feasible.ftl")),
            include_str!(concat!("../words/", $language, "/paper.ftl")),
            include_str!(concat!("../words/", $language, "/drafting.ftl")),
            include_str!(concat!("../words/", $language, "/returned.ftl")),
            include_str!(concat!("../words/", $language, "/publication.ftl")),
            include_str!(concat!("../words/", $language, "/meeting.ftl")),
            include_str!(concat!("../words/", $language, "/search.ftl")),
            include_str!(concat!("../words/", $language, "/refusal.ftl")),
            include_str!(concat!("../words/", $language, "/look.ftl")),
        ]
    };
}

const VI: &[&str] = &files!("vi");
const EN: &[&str] = &files!("en");

static VIETNAMESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(langid!("vi"), VI));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(langid!("en"), EN));

fn bundle(language: unic_langid::LanguageIdentifier, files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks around arguments would show as boxes in old browsers, and nothing here runs from right to left.
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The words of one language. Cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    /// The words for a key.
    pub fn say(self, key: &str) -> Cow<'static, str> {
        self.with(key, &[])
    }
    /// The words for a key with arguments.
    pub fn with(self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> Cow<'static, str> {
        let bundle = match self.0 {
            Language::Vi => &*VIETNAMESE,
            Language::En => &*ENGLISH,
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.clone());
        }
        let mut faults = Vec::new();
        match bundle.get_message(key).and_then(|it| it.value()) {
            Some(pattern) => Cow::Owned(bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned()),
            // A key without words is a fault that a test finds; people still see where they are.
            None => Cow::Owned(key.to_owned()),
        }
    }
    /// The language's code, for `lang` attributes.
    pub const fn code(self) -> &'static str {
        match self.0 {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }
}

/// A day as offices write it in lists.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn keys(files: &[&str]) -> BTreeSet<String> {
        let lines = files.iter().flat_map(|it| it.lines());
        lines.filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(|it| it.split_once(" =").map(|it| it.0.to_owned())).collect()
    }

    #[test]
    fn both_languages_know_the_same_keys_and_every_file_reads() {
        assert_eq!(keys(VI), keys(EN));
        for files in [VI, EN] {
            let said = files.iter().flat_map(|it| it.lines()).filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase()) && it.contains(" =")).count();
            assert_eq!(said, keys(files).len(), "a key that stands twice says by chance which of the two");
        }
        assert!(20 < keys(VI).len());
        for file in VI.iter().chain(EN) {
            assert!(FluentResource::try_new((*file).to_owned()).is_ok(), "{file}");
        }
    }

    #[test]
    fn every_key_that_the_code_says_has_words() {
        let known = keys(VI);
        let mut said = BTreeSet::new();
        visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut said);
        let missing: Vec<_> = said.difference(&known).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// Keys in `.say("...")` and `.with("..."` of every source file.
    fn visit(folder: &Path, said: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("the sources are there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                visit(&path, said);
            } else {
                let text = std::fs::read_to_string(&path).expect("a source reads");
                for opening in [".say(\"", ".with(\""] {
                    said.extend(text.split(opening).skip(1).filter_map(|it| it.split('"').next()).filter(|it| it.contains('-') && !it.contains(' ')).map(str::to_owned));
                }
            }
        }
    }
}
