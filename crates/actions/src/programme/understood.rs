//! What was understood of the file a programme was handed in as, line by line; and a person's word that it is right.

use std::collections::BTreeMap;

use hanhdong_domain::Place;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Anchor, Confidence, Edit, Node, PartRole, PassageRole, Programme, Warning};
use hanhdong_paper::intake;
use hanhdong_paper::intake::raw::{Block, Format, RawPaper};
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_store::programme::{self as memory, KeptFile};

use super::edit::{held, keep, made};
use super::journal_data::{EditData, Written};
use super::reading::{Opened, allowed};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// What a line of the file was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// The beginning of a part.
    Part(PartRole),
    /// A heading below the part's own.
    Heading,
    /// An item; as it stands now it is found in the programme by its anchor.
    Item(Anchor),
    /// A paragraph that is no item.
    Passage(PassageRole),
}

/// A line or row of the file with what it was read as; nothing: it belongs to head, foot, or what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Where it stands.
    pub place: Place,
    /// What the file says there.
    pub text: String,
    /// What it was read as.
    pub read_as: Vec<ReadAs>,
}

/// The file beside what was understood of it.
#[derive(Clone)]
pub struct Understood {
    /// The programme as it stands now.
    pub opened: Opened,
    /// The name of the file.
    pub file_name: String,
    /// Is it a Word file, whose lines are paragraphs?
    pub is_word: bool,
    /// Every line or row, in order.
    pub rows: Vec<ReadRow>,
    /// What the reader has to tell.
    pub warnings: Vec<Warning>,
}

impl App {
    /// The file a programme was handed in as, beside what was understood of it; `None` where it was begun without one.
    pub async fn understood(&self, who: &Who, id: &ProgrammeId) -> Result<Option<Understood>, Refusal> {
        let opened = self.open(who, id).await?;
        let Some(file) = self.file_of(who, id).await? else { return Ok(None) };
        let _turn = self.looks().turn().await?;
        let read = tokio::task::spawn_blocking(move || {
            let (format, raw) = intake::read(&file.bytes)?;
            let programme = intake::import(&file.bytes, Purpose::Programme)?;
            Ok::<_, Refusal>((file.name, format, rows(&raw, &programme), programme.warnings))
        });
        let (file_name, format, rows, warnings) = read.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        Ok(Some(Understood { opened, file_name, is_word: format == Format::Docx, rows, warnings }))
    }

    /// The file a programme was handed in as, byte for byte, for whoever may read how it was drafted.
    pub async fn file_of(&self, who: &Who, id: &ProgrammeId) -> Result<Option<KeptFile>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        match memory::programme(&mut db, id).await?.ok_or(Refusal::NotFound)?.file {
            Some(file) => Ok(memory::file(&mut db, &file).await?),
            None => Ok(None),
        }
    }

    /// A person looked at what was uncertain and says that it is right: all of it, as it stood in the version that was
    /// seen, or one item. Says how many items it was.
    pub async fn accept_understood(&self, who: &Who, id: &ProgrammeId, seen: i64, only: Option<Anchor>) -> Result<usize, Refusal> {
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, only) = (who.clone(), id.clone(), only.clone());
            Box::pin(async move {
                let mut draft = held(tx, &who, &id).await?;
                // Taking hold of it has made it one version more.
                if only.is_none() && draft.row.version != seen + 1 {
                    return Err(Refusal::Changed { now: String::new() });
                }
                let edits = made_sure(&draft.programme, only.as_ref());
                if edits.is_empty() {
                    return Err(Refusal::Changed { now: String::new() });
                }
                let edits = made(&mut draft.programme, edits)?;
                let data = EditData { edits: edits.iter().map(Written::of).collect(), undoes: None, undoes_too: Vec::new() };
                keep(tx, &who, &mut draft, Act::ProgrammeEdited, &data).await?;
                Ok(edits.len())
            })
        })
        .await
    }
}

fn made_sure(programme: &Programme, only: Option<&Anchor>) -> Vec<Edit> {
    let is_meant = |node: &Node| node.item().is_some_and(|it| it.confidence() == Confidence::Look && only.is_none_or(|only| it.anchor() == only));
    let parts = programme.parts.iter().enumerate();
    let nodes = parts.flat_map(|(part, it)| it.nodes.iter().enumerate().map(move |(at, node)| (part, at, node)));
    nodes.filter(|it| is_meant(it.2)).map(|(part, at, node)| Edit::Node { part, at, before: Some(node.clone()), after: Some(node.clone().made_sure()) }).collect()
}

/// Every line of the file with what was read there.
fn rows(raw: &RawPaper, programme: &Programme) -> Vec<ReadRow> {
    let mut rows: Vec<ReadRow> = raw.blocks.iter().flat_map(lines).map(|(place, text)| ReadRow { place, text, read_as: Vec::new() }).collect();
    // A thing of the programme stands in the last row that begins at or before its place.
    let mut by_page: BTreeMap<(Option<String>, Option<u32>), BTreeMap<u32, usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        by_page.entry((row.place.sheet.clone(), row.place.page)).or_default().insert(row.place.line, number);
    }
    for (place, read_as) in things(programme) {
        let lines = by_page.get(&(place.sheet.clone(), place.page));
        let number = lines.and_then(|it| it.range(..=place.line).next_back()).map(|it| *it.1);
        if let Some(row) = number.and_then(|it| rows.get_mut(it)) {
            row.read_as.push(read_as);
        }
    }
    rows
}

fn things(programme: &Programme) -> Vec<(&Place, ReadAs)> {
    let mut out: Vec<(&Place, ReadAs)> = programme.opening.iter().map(|it| (&it.place, ReadAs::Passage(it.role))).collect();
    for part in &programme.parts {
        out.push((&part.place, ReadAs::Part(part.role)));
        out.extend(part.nodes.iter().filter_map(|node| match node {
            Node::Heading(it) => Some((&it.place, ReadAs::Heading)),
            Node::Text(it) => Some((&it.place, ReadAs::Passage(it.role))),
            Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => {
                node.item().map(|it| (it.place(), ReadAs::Item(it.anchor().clone())))
            }
        }));
    }
    out
}

fn lines(block: &Block) -> Vec<(Place, String)> {
    match block {
        Block::Paragraph(it) => vec![(it.place.clone(), it.text.clone())],
        Block::Table(table) => {
            let text = |row: &hanhdong_paper::intake::raw::Row| row.cells.iter().filter(|it| !it.continues).map(|it| it.text.replace('\n', " ")).collect::<Vec<_>>().join(" | ");
            table.rows.iter().map(|row| (row.place.clone(), text(row))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<ReadRow>, Programme) {
        let (_, raw) = intake::read(text.as_bytes()).expect("it reads");
        let programme = intake::import(text.as_bytes(), Purpose::Programme).expect("it reads");
        (rows(&raw, &programme), programme)
    }

    #[test]
    fn every_line_of_the_file_is_there_once_and_every_item_at_its_line() {
        let text = "CHƯƠNG TRÌNH HÀNH ĐỘNG\n\nI. MỤC TIÊU\n\n1. Tỷ lệ hộ dân dùng nước sạch đến năm 2030 đạt trên 95%.\n\nII. NHIỆM VỤ\n\n1. Xây dựng đề án sinh kế ven sông, hoàn thành năm 2027.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng theo dõi, đôn đốc.\n";
        let (rows, programme) = read(text);
        let said: Vec<&str> = rows.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(said.len(), text.lines().filter(|it| !it.is_empty()).count());
        for item in programme.items() {
            let row = rows.iter().find(|it| it.read_as.contains(&ReadAs::Item(item.anchor().clone()))).expect("every item has its row");
            assert_eq!(row.place.line, item.place().line);
        }
        let parts: Vec<_> = rows.iter().flat_map(|it| &it.read_as).filter(|it| matches!(it, ReadAs::Part(_))).collect();
        assert_eq!(parts.len(), 3);
    }

    #[test]
    fn what_a_person_made_sure_is_uncertain_no_longer_and_the_rest_is() {
        let (_, mut programme) = read(
            "CHƯƠNG TRÌNH HÀNH ĐỘNG\n\nI. MỤC TIÊU, YÊU CẦU\n\n1. Mục tiêu\n\n- Đến năm 2030 có 95% hộ dân dùng nước sạch.\n\nII. NỘI DUNG\n\n1. Nhiệm vụ\n\n- Phòng Kinh tế chủ trì xây dựng đề án sinh kế ven sông, hoàn thành quý IV/2027.\n\n- Phòng Kinh tế chủ trì nâng cấp hệ thống thuỷ lợi nội đồng, hoàn thành năm 2028.\n",
        );
        for part in &mut programme.parts {
            for node in &mut part.nodes {
                if let Node::Task(task) = node {
                    task.confidence = Confidence::Look;
                }
            }
        }
        let anchors: Vec<Anchor> = programme.tasks().map(|it| it.anchor.clone()).collect();
        assert_eq!(anchors.len(), 2);
        for (only, left) in [(anchors.first(), 1), (None, 0)] {
            let mut programme = programme.clone();
            for edit in made_sure(&programme.clone(), only) {
                programme.apply(&edit).expect("it fits");
            }
            assert_eq!(programme.items().filter(|it| it.confidence() == Confidence::Look).count(), left);
        }
    }
}
