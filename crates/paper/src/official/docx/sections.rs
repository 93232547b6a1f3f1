//! Sections: the body, then each annex with its own page numbers, on its side where it is wide.

use super::body::{Drawer, put};
use super::styles;
use super::xml::twips_mm;
use crate::official::paper::Annex;
use crate::redline::Revision;

/// An annex to draw, with what an earlier version had in its place.
#[derive(Clone, Copy)]
pub(crate) struct DrawnAnnex<'a> {
    pub(crate) annex: &'a Annex,
    pub(crate) before: Option<&'a Annex>,
    /// Is all of it new, or gone?
    pub(crate) revision: Revision,
}

impl Drawer<'_> {
    /// Ends the body's section and draws every annex in its own; `blocks` draws what stands in an annex.
    pub(crate) fn sections(&mut self, annexes: &[DrawnAnnex<'_>], mut blocks: impl FnMut(&mut Self, &DrawnAnnex<'_>, f64)) {
        let mut ending = None;
        for drawn in annexes {
            self.end_section(ending);
            self.whole = drawn.revision;
            self.annex_heading(drawn.annex, drawn.before);
            blocks(self, drawn, self.text_width_mm(drawn.annex));
            self.whole = Revision::Same;
            ending = Some(drawn.annex);
        }
        self.line(styles::GAP, "", "");
        self.section(ending);
    }

    fn text_width_mm(&self, annex: &Annex) -> f64 {
        if annex.landscape { self.pack.side_text_width_mm() } else { self.pack.page.text_width_mm() }
    }

    fn annex_heading(&mut self, annex: &Annex, before: Option<&Annex>) {
        self.part_tables(false);
        self.said_line(styles::ANNEX_MARK, before.map(|it| Some(it.mark.as_str())), Some(&annex.mark));
        self.said_line(styles::ANNEX_NAME, before.map(|it| Some(it.heading.as_str())), Some(&annex.heading));
        self.said_line(styles::ANNEX_REFERENCE, before.map(|it| Some(it.reference.as_str())), Some(&annex.reference));
        let rule = &self.pack.heading.title_rule;
        self.line(styles::RULE, "<w:keepNext/><w:spacing w:after=\"120\"/>", rule);
    }

    fn end_section(&mut self, annex: Option<&Annex>) {
        put(&mut self.out, format_args!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", styles::GAP));
        self.section(annex);
        self.out.push_str("</w:pPr></w:p>");
    }

    /// The properties of a section: of the body, or of an annex.
    fn section(&mut self, annex: Option<&Annex>) {
        let (page, side) = (&self.pack.page, &self.pack.annex);
        let landscape = annex.is_some_and(|it| it.landscape);
        let (width, height) = (twips_mm(page.width_mm), twips_mm(page.height_mm));
        let (size, margins) = if landscape {
            (format!("<w:pgSz w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\"/>"), [side.top_mm, side.outside_mm, side.bottom_mm, side.inside_mm])
        } else {
            (format!("<w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>"), [page.top_mm, page.outside_mm, page.bottom_mm, page.inside_mm])
        };
        let [top, right, bottom, left] = margins.map(twips_mm);
        let header = twips_mm(page.number_from_edge_mm);
        let numbered_first = if annex.is_some() { side.number_on_first_page } else { page.number_on_first_page };
        let first = if numbered_first { "" } else { "<w:titlePg/>" };
        put(
            &mut self.out,
            format_args!(
                "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:headerReference w:type=\"first\" r:id=\"rId5\"/><w:type w:val=\"nextPage\"/>{size}<w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"{header}\" w:footer=\"{header}\" w:gutter=\"0\"/><w:pgNumType w:start=\"1\"/>{first}</w:sectPr>"
            ),
        );
    }
}
