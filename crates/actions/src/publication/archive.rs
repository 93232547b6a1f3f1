//! The archive package of an issued programme: everything that stands about it, as files that open without this program.
//! The same state gives the same bytes; what the one who asks may not read is left out, and the package says so.

use std::collections::HashMap;

use hanhdong_domain::journal::{Act, Line, Subject};
use hanhdong_domain::organisation::{FileId, PersonId, ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{Paper, PassageRole, draft_mark};
use hanhdong_domain::publication::Purpose;
use hanhdong_paper::archive::{About, Entry, csv, pack, plain_name, with_guides};
use hanhdong_paper::intake::understand::Purpose as ReadAs;
use hanhdong_paper::official::LayoutPack;
use hanhdong_paper::{html, json, official};
use hanhdong_store::publication::{self as memory, IssuedForm};
use hanhdong_store::{Db, basis, journal, organisation, programme as papers};
use tokio::sync::Semaphore;

use super::files::{IssuedPaper, sha256};
use crate::app::App;
use crate::clock::here;
use crate::programme::{ExportFormat, Opened, allowed, read};
use crate::refusal::Refusal;
use crate::who::Who;

/// Bytes of all files of a package together (256 MiB).
const BYTES_MAX: usize = 256 * 1024 * 1024;
/// Lines of the journal in a package.
const LINES_MAX: i64 = 50_000;
/// Packages made at the same time: each may take its whole size of memory.
static TURNS: Semaphore = Semaphore::const_new(2);

/// How an act is called in the language of the one who asks.
pub type ActWords<'a> = &'a (dyn Fn(Act) -> String + Sync);

/// A package on its way.
struct Packing {
    entries: Vec<Entry>,
    bytes: usize,
}

impl Packing {
    fn put(&mut self, path: &str, about: &str, bytes: Vec<u8>) -> Result<(), Refusal> {
        self.bytes += bytes.len();
        if BYTES_MAX < self.bytes {
            return Err(Refusal::TooLarge { mebibytes: BYTES_MAX / (1024 * 1024) });
        }
        self.entries.push(Entry { path: path.to_owned(), about: about.to_owned(), bytes });
        Ok(())
    }

    async fn put_file(&mut self, db: &mut Db<'_>, folder: &str, before: &str, about: &str, id: &FileId) -> Result<(), Refusal> {
        let file = papers::file(db, id).await?.ok_or(Refusal::NotFound)?;
        let path = format!("{folder}/{before}{}", plain_name(&file.name));
        self.put(&path, about, file.bytes)
    }
}

impl App {
    /// The archive package: the name of its file, and its bytes.
    pub async fn archive(&self, who: &Who, id: &ProgrammeId, words: ActWords<'_>) -> Result<(String, Vec<u8>), Refusal> {
        let opened = self.open(who, id).await?;
        let paper = self.issued(who, id).await?.ok_or(Refusal::NotFound)?;
        let Ok(_turn) = TURNS.try_acquire() else { return Err(Refusal::Busy) };
        let mut packing = Packing { entries: Vec::new(), bytes: 0 };
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let (standing, is_issued) = allowed(&mut db, who, id, ProgrammeAct::Read).await?;
        let is_house = standing.may(ProgrammeAct::ReadDrafting, is_issued);
        issued_files(&mut db, &paper, &mut packing).await?;
        recipients(&paper, &mut packing)?;
        text(&opened, &mut packing)?;
        bases(&mut db, &opened, &mut packing).await?;
        if is_house {
            sources(&mut db, &opened, &mut packing).await?;
            drafts(&mut db, &opened, &paper, &mut packing).await?;
            let lines = lines(&mut db, &opened, &paper).await?;
            chronicle(&mut db, &lines, words, &mut packing).await?;
        }
        drop(reader);
        if is_house {
            self.annexes(who, id, &mut packing).await?;
        }
        let about = about(&opened, &paper, is_house);
        let name = format!("luu-tru-{}.zip", crate::programme::file_stem(&format!("{} {}", paper.issue.number, opened.row.title)));
        let packed = tokio::task::spawn_blocking(move || {
            let entries = with_guides(&about, packing.entries);
            let sums: Vec<(String, String)> = entries.iter().map(|it| (sha256(&it.bytes), it.path.clone())).collect();
            pack(&entries, &sums).map_err(Refusal::Fault)
        });
        Ok((name, packed.await.map_err(|error| Refusal::Fault(error.to_string()))??))
    }

    /// Appraisal slips, and what changed after the congress where that is known.
    async fn annexes(&self, who: &Who, id: &ProgrammeId, packing: &mut Packing) -> Result<(), Refusal> {
        let mut numbers: Vec<usize> = self.appraisals(who, id).await?.all.iter().map(|it| it.number).collect();
        numbers.sort_unstable();
        for number in numbers {
            let (_, bytes) = self.appraisal_slip(who, id, number).await?;
            packing.put(&format!("07-tham-dinh/phieu-tham-dinh-{number}.docx"), &format!("Phiếu thẩm định lần {number}"), bytes)?;
        }
        if self.after_congress(who, id, None).await?.changes.is_some() {
            for (format, about) in [(ExportFormat::Docx, "Bản ban hành với vết sửa so với bản đại hội thảo luận"), (ExportFormat::Pdf, "Bảng những nội dung thay đổi sau đại hội")]
            {
                let made = self.after_congress_file(who, id, None, format).await?;
                packing.put(&format!("08-thay-doi-sau-dai-hoi/{}", made.name), about, made.bytes)?;
            }
        }
        Ok(())
    }
}

fn about(opened: &Opened, paper: &IssuedPaper, is_house: bool) -> About {
    let issue = &paper.issue;
    let mut left_out = vec!["Ý kiến trao đổi về từng mục, ý kiến góp ý, phiếu và biểu quyết có tên người: là dữ liệu cá nhân nhạy cảm, không đưa vào gói này.".to_owned()];
    if !is_house {
        left_out.push(
            "Dự thảo các lần, phiếu thẩm định, thay đổi sau đại hội, văn bản nguồn và nhật ký: chỉ người của cơ quan ban hành được xem; gói này lập cho người ở ngoài cơ quan."
                .to_owned(),
        );
    }
    let title = format!("{} {}", issue.kind, issue.title).trim().to_owned();
    About {
        title: if title.is_empty() { opened.row.title.clone() } else { title },
        number: issue.number.clone(),
        date: issue.dated_on.strftime("%d/%m/%Y").to_string(),
        issuer: issue.issuer.clone(),
        left_out,
    }
}

async fn issued_files(db: &mut Db<'_>, paper: &IssuedPaper, packing: &mut Packing) -> Result<(), Refusal> {
    for it in &paper.files {
        let (before, about) = match it.form {
            IssuedForm::Docx => (String::new(), "Tệp Word khi ban hành".to_owned()),
            IssuedForm::Pdf => (String::new(), "Tệp PDF khi ban hành".to_owned()),
            IssuedForm::Correction => {
                let at = paper.corrections.iter().position(|notice| notice.file == it.file);
                let number = at.and_then(|at| paper.corrections.get(at)).map(|it| it.number.clone()).unwrap_or_default();
                (format!("dinh-chinh-{}-", at.unwrap_or_default() + 1), format!("Thông báo đính chính số {number}"))
            }
            IssuedForm::Signed => continue,
        };
        packing.put_file(db, "01-ban-hanh", &before, &about, &it.file).await?;
    }
    for it in paper.copies.iter().filter(|it| it.copy.withdrawn.is_none()) {
        let note = if it.copy.note.is_empty() { String::new() } else { format!(" ({})", it.copy.note) };
        packing.put_file(db, "02-ban-ky", &format!("ban-ky-{}-", it.copy.number), &format!("Bản ký nhận lại{note}; chữ ký số chưa kiểm tra"), &it.copy.file).await?;
    }
    Ok(())
}

const fn purpose_words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Report => "để báo cáo",
        Purpose::CarryOut => "để thực hiện",
        Purpose::Know => "để biết",
        Purpose::Coordinate => "để phối hợp",
        Purpose::Unsaid => "",
    }
}

fn recipients(paper: &IssuedPaper, packing: &mut Packing) -> Result<(), Refusal> {
    let row = |it: &memory::RecipientRow| {
        let sent = usize::try_from(it.group - 1).ok().and_then(|at| paper.sent.get(at));
        let (line, purpose) = sent.map(|it| (it.group.text.clone(), purpose_words(it.group.purpose).to_owned())).unwrap_or_default();
        let receipt = it.receipt.as_ref();
        let by = receipt.map(|it| format!("{}: {}", if it.is_by_recipient { "nơi nhận xác nhận" } else { "văn thư ghi" }, it.by)).unwrap_or_default();
        vec![it.number.to_string(), it.name.clone(), line, purpose, receipt.map(|it| it.on.to_string()).unwrap_or_default(), by]
    };
    let rows: Vec<Vec<String>> = paper.recipients.iter().map(row).collect();
    packing.put("03-noi-nhan/noi-nhan.csv", "Nơi nhận và tình trạng nhận", csv(&["STT", "Nơi nhận", "Dòng in trên văn bản", "Mục đích", "Ngày nhận", "Ai ghi nhận"], &rows))
}

fn text(opened: &Opened, packing: &mut Packing) -> Result<(), Refusal> {
    packing.put("04-noi-dung/chuong-trinh.html", "Lời văn đã ban hành, để đọc", html::export(&opened.programme).into_bytes())?;
    packing.put("04-noi-dung/chuong-trinh.json", "Dữ liệu có cấu trúc (JSON)", json::write(&opened.programme, ReadAs::Programme).into_bytes())?;
    packing.put("04-noi-dung/chuong-trinh.notation", "Lời văn và cấu trúc, dạng chữ thường, đọc được bằng mọi trình soạn thảo", opened.row.body.clone().into_bytes())
}

async fn bases(db: &mut Db<'_>, opened: &Opened, packing: &mut Packing) -> Result<(), Refusal> {
    let printed = opened.programme.opening.iter().filter(|it| it.role == PassageRole::Basis);
    let mut rows: Vec<Vec<String>> = printed.map(|it| vec![it.text.clone(), String::new(), String::new(), String::new(), String::new()]).collect();
    for (id, citation) in &opened.programme.cited {
        let Some(it) = basis::basis(db, id).await? else { continue };
        rows.push(vec![citation.clone(), it.number.unwrap_or_default(), it.dated.map(|it| it.to_string()).unwrap_or_default(), it.issuer, it.subject]);
    }
    packing.put(
        "05-can-cu/can-cu.csv",
        "Căn cứ đã in và văn bản trong sổ mà chương trình viện dẫn",
        csv(&["Căn cứ", "Số, ký hiệu", "Ngày", "Cơ quan ban hành", "Trích yếu"], &rows),
    )
}

async fn sources(db: &mut Db<'_>, opened: &Opened, packing: &mut Packing) -> Result<(), Refusal> {
    for (paper, name, about) in [
        (Paper::Source, "nguon", "Báo cáo chính trị, nghị quyết mà chương trình thực hiện"),
        (Paper::LastTerm, "nhiem-ky-truoc", "Chương trình nhiệm kỳ trước"),
        (Paper::Superior, "cap-tren", "Chương trình của cấp trên"),
    ] {
        let Some(id) = opened.row.paper(paper) else { continue };
        let Some(row) = papers::source(db, id).await? else { continue };
        packing.put(&format!("05-can-cu/{name}.notation"), &format!("{about}: nội dung đã hiểu"), row.body.clone().into_bytes())?;
        if let Some(file) = &row.file {
            packing.put_file(db, "05-can-cu", &format!("{name}-"), &format!("{about}: tệp gốc"), file).await?;
        }
    }
    Ok(())
}

async fn drafts(db: &mut Db<'_>, opened: &Opened, paper: &IssuedPaper, packing: &mut Packing) -> Result<(), Refusal> {
    if let Some(file) = &opened.row.file {
        packing.put_file(db, "06-du-thao", "tep-nop-", "Tệp đã nộp khi bắt đầu", file).await?;
    }
    let mut frozen = papers::frozen_of(db, &opened.row.id).await?;
    frozen.reverse();
    for row in frozen {
        let mark = draft_mark(row.number, &row.label);
        let stem = format!("06-du-thao/du-thao-lan-{}", row.number);
        let (issue, body) = (paper.issue.clone(), row.body.clone());
        let (shown, drawn) = (mark.clone(), mark.clone());
        let made = tokio::task::spawn_blocking(move || {
            let mut programme = read(&body)?;
            programme.document.draft = Some(drawn);
            let pack = LayoutPack::for_paper(None, programme.document.date.or(Some(issue.dated_on)), Some(&issue.layout)).map_err(|error| Refusal::Fault(error.to_string()))?;
            Ok::<_, Refusal>((official::docx::write(&official::compose(&programme, pack), pack), html::export(&programme).into_bytes()))
        });
        let (docx, page) = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        packing.put(&format!("{stem}.notation"), &format!("{shown}: nguyên văn khi chốt"), row.body.into_bytes())?;
        packing.put(&format!("{stem}.docx"), &shown, docx)?;
        packing.put(&format!("{stem}.html"), &format!("{shown}, để đọc"), page)?;
    }
    Ok(())
}

/// The lines of the journal about the programme and what hangs on its issue, oldest first.
async fn lines(db: &mut Db<'_>, opened: &Opened, paper: &IssuedPaper) -> Result<Vec<Line>, Refusal> {
    let id = &opened.row.id;
    let mut found = journal::about(db, Subject::Programme, id.as_str(), LINES_MAX).await?;
    found.extend(journal::about(db, Subject::Issue, id.as_str(), LINES_MAX).await?);
    for frozen in papers::frozen_of(db, id).await? {
        found.extend(journal::about(db, Subject::Draft, &frozen.subject_id(), LINES_MAX).await?);
    }
    let files: Vec<FileId> = paper.files.iter().map(|it| it.file.clone()).chain(paper.copies.iter().map(|it| it.copy.file.clone())).collect();
    for file in &files {
        found.extend(journal::about(db, Subject::File, file.as_str(), LINES_MAX).await?);
    }
    found.sort_by(|a, b| (&a.at, a.seq, a.event.organisation.as_str()).cmp(&(&b.at, b.seq, b.event.organisation.as_str())));
    Ok(found)
}

async fn chronicle(db: &mut Db<'_>, lines: &[Line], words: ActWords<'_>, packing: &mut Packing) -> Result<(), Refusal> {
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let people: Vec<PersonId> = lines.iter().flat_map(|it| it.event.by.clone().into_iter().chain(it.behalf.clone())).collect();
    for person in &people {
        if !names.contains_key(person) {
            names.insert(person.clone(), organisation::person(db, person).await?.map(|it| it.name).unwrap_or_default());
        }
    }
    let name = |it: &Option<PersonId>| it.as_ref().and_then(|it| names.get(it).cloned()).unwrap_or_default();
    let (mut rows, mut text) = (Vec::with_capacity(lines.len()), String::new());
    for line in lines {
        let event = &line.event;
        let (by, behalf) = (name(&event.by), name(&line.behalf));
        let at = here(&line.at).map(|it| it.strftime("%d/%m/%Y %H:%M:%S").to_string()).unwrap_or_default();
        let who = if by.is_empty() { "Phần mềm" } else { &by };
        let lent = if behalf.is_empty() { String::new() } else { format!(" (thay mặt {behalf})") };
        text.push_str(&format!("[{}] {at}, {who}{lent}: {}\r\n    {}\r\n", line.seq, words(event.act), event.data));
        rows.push(vec![
            line.seq.to_string(),
            line.at.clone(),
            at,
            by,
            behalf,
            event.act.name().to_owned(),
            words(event.act),
            event.subject.name().to_owned(),
            event.data.clone(),
            line.hash.clone(),
        ]);
    }
    let head = ["Dòng", "Lúc (UTC)", "Lúc (giờ Việt Nam)", "Ai", "Thay mặt", "Việc (mã)", "Việc", "Đối tượng", "Nội dung trước và sau (JSON)", "Dấu kiểm của dòng"];
    packing.put("09-nhat-ky/nhat-ky.csv", "Nhật ký của chương trình, mở bằng bảng tính", csv(&head, &rows))?;
    packing.put("09-nhat-ky/nhat-ky.txt", "Nhật ký của chương trình, để đọc", text.into_bytes())
}
