//! Where the paragraphs of a Word file's main part begin and end, byte by byte; numbered as the reader numbers them.

use crate::intake::Refusal;
use crate::intake::read::docx::is_left_out;
use crate::intake::read::xml::{Name, Node, Xml, attribute, number};
use std::ops::Range;

/// A paragraph of the main part.
#[derive(Debug)]
pub(super) struct Span {
    /// Its number, as [`hanhdong_domain::Place::line`] has it.
    pub(super) line: u32,
    /// Behind its start tag and properties: where its content begins.
    pub(super) content: usize,
    /// Before its end tag.
    pub(super) end: usize,
    /// The paragraph it is in, for one inside a text box, where Word takes no comments.
    pub(super) host: Option<u32>,
    /// `<w:p/>`: nothing can be put into it without rewriting it.
    pub(super) closed: bool,
    /// Its text as far as it stands in plain runs.
    pub(super) text: String,
    /// Its runs that hold nothing but properties and one text.
    pub(super) runs: Vec<Run>,
}

/// A run of one text.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// All of it, with its tags.
    pub(super) all: Range<usize>,
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// Its properties, with their tags; empty where there are none.
    pub(super) properties: Range<usize>,
    /// Its text, entities resolved.
    pub(super) text: String,
}

/// What the main part holds.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) paragraphs: Vec<Span>,
    /// The prefix of WordprocessingML, with its colon.
    pub(super) word: String,
    /// Is it of the strict kind?
    pub(super) strict: bool,
    /// The largest id of a bookmark, comment or change.
    pub(super) id_max: i64,
}

/// A run while it is looked at.
#[derive(Debug)]
struct OpenRun {
    run: Run,
    texts: usize,
    plain: bool,
    depth: usize,
}

/// A paragraph while it is looked at.
#[derive(Debug)]
struct OpenParagraph {
    at: usize,
    depth: usize,
    children: usize,
    run: Option<OpenRun>,
}

impl Scan {
    /// Walks the main part.
    pub(super) fn of(source: &str, part: &str) -> Result<Scan, Refusal> {
        let mut xml = Xml::new(source, part);
        let mut walk =
            Walk { source, scan: Scan { paragraphs: Vec::new(), word: String::new(), strict: false, id_max: 0 }, open: Vec::new(), choices: Vec::new(), depth: 0, in_text: false };
        loop {
            let before = xml.position();
            let Some(node) = xml.next()? else { break };
            match node {
                Node::Start(start) => {
                    let name = start.name().0.to_owned();
                    match xml.prefixes.name(&name) {
                        Name::Word(local) if is_left_out(local) => {
                            walk.scan.id_max = walk.scan.id_max.max(number(&start, "id").unwrap_or(0));
                            walk.spoil_run();
                            xml.skip()?;
                        }
                        Name::Word(local) => {
                            walk.scan.id_max = walk.scan.id_max.max(number(&start, "id").unwrap_or(0));
                            walk.scan.strict |= local == "document" && attribute(&start, "conformance").as_deref() == Some("strict");
                            walk.start(local, before, xml.position());
                        }
                        Name::Compatibility(local) => {
                            walk.spoil_run();
                            walk.choice(&mut xml, local)?;
                        }
                        Name::Other(_) => {
                            walk.spoil_run();
                            walk.depth += 1;
                        }
                    }
                }
                Node::End(name) => match xml.prefixes.name(&name) {
                    Name::Word(local) => walk.end(local, before, xml.position()),
                    Name::Compatibility(local) => {
                        walk.depth = walk.depth.saturating_sub(1);
                        if local == "AlternateContent" {
                            walk.choices.pop();
                        }
                    }
                    Name::Other(_) => walk.depth = walk.depth.saturating_sub(1),
                },
                Node::Text(text) => walk.text(&text),
            }
        }
        walk.scan.word = xml.prefixes.word.clone();
        walk.scan.paragraphs.sort_by_key(|it| it.line);
        Ok(walk.scan)
    }

    /// The paragraph that a comment about a line hangs on: it, or the one around it, or the nearest that can.
    pub(super) fn target(&self, line: u32) -> Option<&Span> {
        let free = |it: &&Span| it.host.is_none() && !it.closed;
        if line == 0 {
            let filled = self.paragraphs.iter().filter(free).find(|it| !it.text.trim().is_empty());
            return filled.or_else(|| self.paragraphs.iter().find(free));
        }
        let line = self.paragraphs.iter().find(|it| it.line == line).and_then(|it| it.host).unwrap_or(line);
        let exact = self.paragraphs.iter().filter(free).find(|it| it.line == line);
        let before = || self.paragraphs.iter().filter(free).rfind(|it| it.line < line);
        exact.or_else(before).or_else(|| self.paragraphs.iter().find(free))
    }
}

struct Walk<'a> {
    source: &'a str,
    scan: Scan,
    open: Vec<(usize, OpenParagraph)>,
    choices: Vec<bool>,
    depth: usize,
    in_text: bool,
}

impl Walk<'_> {
    fn choice(&mut self, xml: &mut Xml<'_>, local: &str) -> Result<(), Refusal> {
        match (local, self.choices.last_mut()) {
            ("AlternateContent", _) => self.choices.push(false),
            ("Choice" | "Fallback", Some(taken)) if *taken => return xml.skip(),
            ("Choice" | "Fallback", Some(taken)) => *taken = true,
            _ => {}
        }
        self.depth += 1;
        Ok(())
    }

    /// What stands in the run beside properties and text keeps it from being split.
    fn spoil_run(&mut self) {
        if let Some(run) = self.open.last_mut().and_then(|it| it.1.run.as_mut()) {
            run.plain = false;
        }
    }

    fn start(&mut self, local: &str, before: usize, after: usize) {
        self.depth += 1;
        let depth = self.depth;
        if local == "p" {
            self.spoil_run();
            return self.start_paragraph(after);
        }
        let Some((_, open)) = self.open.last_mut() else { return };
        let child = depth == open.depth + 1;
        open.children += usize::from(child);
        match (local, &mut open.run) {
            ("r", None) if child => {
                let run = Run { all: before..before, tag: before..after, properties: after..after, text: String::new() };
                open.run = Some(OpenRun { run, texts: 0, plain: true, depth });
            }
            ("rPr", Some(run)) if depth == run.depth + 1 => run.run.properties = before..before,
            ("t", Some(run)) if depth == run.depth + 1 => {
                run.texts += 1;
                self.in_text = true;
            }
            // Inside the properties anything may stand.
            (_, Some(run)) if depth > run.depth + 1 => {}
            (_, Some(run)) => run.plain = false,
            ("t", None) => self.in_text = true,
            (_, None) => {}
        }
    }

    fn start_paragraph(&mut self, after: usize) {
        let at = self.scan.paragraphs.len();
        let line = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        let host = self.open.first().and_then(|(it, _)| self.scan.paragraphs.get(*it)).map(|it| it.line);
        let closed = self.source.get(..after).is_some_and(|it| it.ends_with("/>"));
        self.scan.paragraphs.push(Span { line, content: after, end: after, host, closed, text: String::new(), runs: Vec::new() });
        self.open.push((at, OpenParagraph { at: after, depth: self.depth, children: 0, run: None }));
    }

    fn text(&mut self, text: &str) {
        let Some((at, open)) = self.open.last_mut() else { return };
        if !self.in_text {
            return;
        }
        if let Some(run) = &mut open.run {
            run.run.text.push_str(text);
        }
        if let Some(span) = self.scan.paragraphs.get_mut(*at) {
            span.text.push_str(text);
        }
    }

    fn end(&mut self, local: &str, before: usize, after: usize) {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        let Some((at, open)) = self.open.last_mut() else { return };
        let Some(span) = self.scan.paragraphs.get_mut(*at) else { return };
        match local {
            "pPr" if depth == open.depth + 1 && open.children == 1 => span.content = after,
            "t" => self.in_text = false,
            "rPr" => {
                if let Some(run) = open.run.as_mut().filter(|it| depth == it.depth + 1) {
                    run.run.properties.end = after;
                }
            }
            "r" if open.run.as_ref().is_some_and(|it| it.depth == depth) => {
                if let Some(mut done) = open.run.take()
                    && done.plain
                    && done.texts == 1
                {
                    done.run.all.end = after;
                    span.runs.push(done.run);
                }
            }
            "p" if depth == open.depth => {
                span.end = before.max(open.at);
                self.open.pop();
            }
            _ => {}
        }
    }
}
