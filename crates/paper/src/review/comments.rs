//! Comments: their anchors in the main part, their text, and the part that carries them.

use super::parts::{Characters, Edit, NewPart, append_to_root};
use super::scan::Scan;
use super::{Stamp, escape, insert, main_relations, maybe, signed};
use crate::intake::Refusal;
use crate::intake::read::package::Package;
use crate::intake::read::xml::{Name, Node, Xml, number};
use hanhdong_domain::{Finding, Language, Severity};

const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const RELATIONS_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WORD_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// The part that carries the comments, and the first id that is free in it.
#[derive(Debug)]
pub(super) struct CommentPart {
    name: String,
    exists: bool,
    pub(super) first_id: i64,
}

/// Finds the part of comments that a file has, or names the one it will have.
pub(super) fn place(package: &mut Package<'_>, main: &str) -> Result<CommentPart, Refusal> {
    let related = package.relations(main)?.into_iter().find(|it| it.kind == "comments").map(|it| it.target);
    if let Some(name) = related.filter(|it| package.has(it)) {
        let source = package.text(&name)?.unwrap_or_default();
        let first_id = largest_id(&source, &name)? + 1;
        return Ok(CommentPart { name, exists: true, first_id });
    }
    let folder = main.rsplit_once('/').map_or("", |it| it.0);
    let mut candidates = std::iter::once("comments.xml".to_owned()).chain((2..).map(|it| format!("comments{it}.xml"))).map(|it| format!("{folder}/{it}"));
    let name = candidates.find(|it| !package.has(it)).unwrap_or_default();
    Ok(CommentPart { name, exists: false, first_id: 0 })
}

fn largest_id(source: &str, part: &str) -> Result<i64, Refusal> {
    let mut xml = Xml::new(source, part);
    let mut out = -1;
    while let Some(node) = xml.next()? {
        if let Node::Start(start) = node
            && xml.prefixes.name(start.name().0) == Name::Word("comment")
        {
            out = out.max(number(&start, "id").unwrap_or(-1));
        }
    }
    Ok(out)
}

/// The anchors of all findings in the main part; `None` where it has no paragraph to hang a comment on.
pub(super) fn anchors(scan: &Scan, findings: &[Finding], first_id: i64) -> Option<Vec<Edit>> {
    let w = &scan.word;
    let mut out = Vec::with_capacity(findings.len() * 2);
    for (id, finding) in (first_id..).zip(findings) {
        let span = scan.target(finding.place.line)?;
        out.push(insert(span.content, format!(r#"<{w}commentRangeStart {w}id="{id}"/>"#)));
        out.push(insert(span.end, format!(r#"<{w}commentRangeEnd {w}id="{id}"/><{w}r><{w}commentReference {w}id="{id}"/></{w}r>"#)));
    }
    // In a paragraph without content both fall on one byte: starts go before ends.
    out.sort_by_key(|it| (it.start, !it.text.contains("RangeStart")));
    Some(out)
}

/// The changed parts beside the main one: comments, relations, content types.
pub(super) fn parts(package: &mut Package<'_>, main: &str, place: &CommentPart, scan: &Scan, findings: &[Finding], stamp: &Stamp<'_>) -> Result<Vec<NewPart>, Refusal> {
    if place.exists {
        let old = maybe(package, &place.name)?.ok_or_else(|| Refusal::Broken(place.name.clone()))?;
        let mut xml = Xml::new(&old.text, &place.name);
        xml.next()?;
        let word = xml.prefixes.word.clone();
        let content = comments(findings, place.first_id, &word, stamp);
        return Ok(vec![appended(place.name.clone(), &old, &content)?]);
    }
    let namespace = if scan.strict { WORD_STRICT } else { WORD };
    let content = comments(findings, place.first_id, "w:", stamp);
    let source = format!(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{namespace}">{content}</w:comments>"#);
    Ok(vec![NewPart { name: place.name.clone(), bytes: source.into_bytes() }, related(package, main, place, scan.strict)?, typed(package, place)?])
}

/// The relations of the main part, with one to the comments.
fn related(package: &mut Package<'_>, main: &str, place: &CommentPart, strict: bool) -> Result<NewPart, Refusal> {
    let name = main_relations(main);
    let ids: Vec<String> = package.relations(main)?.into_iter().map(|it| it.id).collect();
    let old = maybe(package, &name)?;
    let taken = |id: &str| ids.iter().any(|it| it == id) || old.as_ref().is_some_and(|it| it.text.contains(&format!("\"{id}\"")));
    let id = (1..).map(|it| format!("rIdRaSoat{it}")).find(|it| !taken(it)).unwrap_or_default();
    let kind = if strict { RELATIONS_STRICT } else { RELATIONS };
    let target = place.name.rsplit('/').next().unwrap_or_default();
    let relation = |prefix: &str| format!(r#"<{prefix}Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#);
    match old {
        Some(old) => appended(name, &old, &relation(&prefix_of_root(&old.text))),
        None => {
            let source = format!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
                relation("")
            );
            Ok(NewPart { name, bytes: source.into_bytes() })
        }
    }
}

/// The content types, with that of the comments.
fn typed(package: &mut Package<'_>, place: &CommentPart) -> Result<NewPart, Refusal> {
    let name = "[Content_Types].xml".to_owned();
    let old = maybe(package, &name)?.ok_or_else(|| Refusal::Broken(name.clone()))?;
    if old.text.contains(&format!("\"/{}\"", place.name)) {
        return Ok(NewPart { name, bytes: old.edited(Vec::new()) });
    }
    let content = format!(r#"<{}Override PartName="/{}" ContentType="{TYPE}"/>"#, prefix_of_root(&old.text), place.name);
    appended(name, &old, &content)
}

/// The prefix of a part's last end tag, which is its root's, with its colon.
fn prefix_of_root(source: &str) -> String {
    let end = source.rfind("</").and_then(|it| source.get(it + 2..)).unwrap_or_default();
    end.split('>').next().and_then(|it| it.split_once(':')).map_or_else(String::new, |it| format!("{}:", it.0))
}

fn appended(name: String, old: &Characters, content: &str) -> Result<NewPart, Refusal> {
    if let Some(edit) = append_to_root(&old.text, content) {
        return Ok(NewPart { name, bytes: old.edited(vec![edit]) });
    }
    // An empty root (`<w:comments .../>`) is opened.
    let end = old.text.rfind("/>").ok_or_else(|| Refusal::Broken(name.clone()))?;
    let start = old.text.get(..end).and_then(|it| it.rfind('<')).ok_or_else(|| Refusal::Broken(name.clone()))?;
    let root = old.text.get(start + 1..end).and_then(|it| it.split_whitespace().next()).unwrap_or_default();
    let edit = Edit { start: end, end: end + 2, text: format!(">{content}</{root}>") };
    Ok(NewPart { name, bytes: old.edited(vec![edit]) })
}

/// The comments of all findings.
fn comments(findings: &[Finding], first_id: i64, w: &str, stamp: &Stamp<'_>) -> String {
    let signed = signed(stamp, w);
    let mut out = String::new();
    for (id, finding) in (first_id..).zip(findings) {
        out.push_str(&format!(r#"<{w}comment {w}id="{id}"{signed} {w}initials="RS">"#));
        for line in lines(finding, stamp.language) {
            out.push_str(&format!(r#"<{w}p><{w}r><{w}t xml:space="preserve">{}</{w}t></{w}r></{w}p>"#, escape(&line)));
        }
        out.push_str(&format!("</{w}comment>"));
    }
    out
}

/// What a comment says: the clause and how much it weighs, what to look at again, a suggestion.
fn lines(finding: &Finding, language: Language) -> Vec<String> {
    let (severity, clause, hint) = match language {
        Language::Vi => (in_vietnamese(finding.severity), "Hướng dẫn, điểm", "Gợi ý"),
        Language::En => (in_english(finding.severity), "Guideline, clause", "Suggestion"),
    };
    let mut out = vec![format!("{severity} ({clause} {})", finding.clause)];
    out.extend([finding.message.trim()].into_iter().filter(|it| !it.is_empty()).map(str::to_owned));
    if !finding.hint.trim().is_empty() {
        out.push(format!("{hint}: {}", finding.hint.trim()));
    }
    out
}

/// The words of the glossary for a weight (Words on screen).
const fn in_vietnamese(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Cần bổ sung",
        Severity::Warning => "Nên chỉnh",
        Severity::Note => "Lưu ý",
    }
}

const fn in_english(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "To be mended",
        Severity::Warning => "Better mended",
        Severity::Note => "To be known",
    }
}
