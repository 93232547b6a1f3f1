//! The form of other people's Word files, held against a layout pack: rule, expected, found, place.

mod read;
mod rules;

use hanhdong_domain::{Code, Finding, Language, Place, Severity};

use super::layout::LayoutPack;
use crate::intake::Refusal;

/// The most findings of form that one paper gets.
const FINDINGS_MAX: usize = 60;
const BYTES_MAX: usize = 20 * 1024 * 1024;

/// One point of form that differs from the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFinding {
    /// Which component, in the reader's language ("Số và ký hiệu").
    pub rule: String,
    /// What the pack says ("14 pt, đứng").
    pub expected: String,
    /// What the file says.
    pub found: String,
    /// The paragraph, from 1; 0 where the whole paper is meant.
    pub place: Place,
    /// Has nobody read this number in the instrument itself?
    pub unverified: bool,
}

impl FormFinding {
    /// The same as a finding of a check: code `form`, severity note, under a clause of the guideline.
    pub fn finding(&self, clause: &str, pack: &LayoutPack, language: Language) -> Finding {
        let FormFinding { rule, expected, found, .. } = self;
        let (message, hint) = match language {
            Language::Vi => {
                let doubt = if self.unverified { "; số liệu này cần đối chiếu với văn bản gốc" } else { "" };
                (format!("{rule}: {found}"), format!("Theo mẫu {}: {expected}{doubt}", pack.pack.id))
            }
            Language::En => {
                let doubt = if self.unverified { "; confirm this number in the instrument itself" } else { "" };
                (format!("{rule}: {found}"), format!("Pack {}: {expected}{doubt}", pack.pack.id))
            }
        };
        Finding { clause: clause.to_owned(), code: Code::Form, severity: Severity::Note, item: None, title: rule.clone(), place: self.place.clone(), message, hint }
    }
}

/// Reads the form of a DOCX and says where it differs from the pack, in the order of the paper. It asks nothing of
/// components that are not there except the compulsory ones (national name, number, date, Nơi nhận).
///
/// # Errors
/// A file that is no readable DOCX, is hostile or too large.
pub fn check(bytes: &[u8], pack: &LayoutPack, language: Language) -> Result<Vec<FormFinding>, Refusal> {
    if bytes.len() > BYTES_MAX {
        return Err(Refusal::TooLarge { what: "bytes", limit: BYTES_MAX });
    }
    let document = read::FormDocument::read(bytes)?;
    let mut findings = rules::Rules { document: &document, pack, language, findings: Vec::new() }.judge();
    findings.truncate(FINDINGS_MAX);
    Ok(findings)
}

#[cfg(test)]
mod tests;
