//! Papers of a meeting: giấy mời, tờ trình, phiếu xin ý kiến and its table, biên bản, thông báo kết luận; and the meeting pack.

use hanhdong_domain::Date;
use hanhdong_domain::meeting::{MeetingKind, Presence, Stance, Tally};
use hanhdong_domain::programme::{Document, Recipient, Signature};

use super::small::{self, numbered, said};
use super::{clean, head};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Block, OfficialPaper, Style};

/// Who meets, as papers say it.
pub const fn body_words(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::StandingMembers => "Thường trực cấp uỷ",
        MeetingKind::StandingCommittee => "Ban Thường vụ",
        MeetingKind::Committee => "Ban Chấp hành",
    }
}

const fn stance_words(stance: Stance) -> &'static str {
    match stance {
        Stance::Agrees => "Đồng ý",
        Stance::WithChanges => "Đồng ý, có sửa đổi, bổ sung",
        Stance::Disagrees => "Không đồng ý",
    }
}

const fn presence_words(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "Có mặt",
        Presence::Excused => "Vắng có lý do",
        Presence::Absent => "Vắng không lý do",
    }
}

/// What the papers of a meeting say.
#[doc(alias = "hồ sơ cuộc họp")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingPaper {
    /// The organisation above.
    pub superior: Option<String>,
    /// The organisation that meets.
    pub organisation: String,
    /// The day on which the paper is made.
    pub today: Date,
    /// Who meets.
    pub kind: MeetingKind,
    /// What about.
    pub title: String,
    /// The day of the meeting.
    pub on: Date,
    /// The hour, "08:00".
    pub hour: String,
    /// Where.
    pub place: String,
    /// Who is in the chair.
    pub chair: String,
    /// The agenda.
    pub papers: Vec<PaperLine>,
    /// Whoever is invited: name, post, and whether they came.
    pub invited: Vec<InvitedLine>,
    /// What was said of the meeting as a whole.
    pub said: Vec<String>,
    /// What was concluded.
    pub conclusions: Vec<String>,
    /// What is to be done: what, by whom, until when.
    pub tasks: Vec<(String, String, Option<Date>)>,
}

/// A paper on the agenda, with what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    /// What it is called.
    pub title: String,
    /// Its circulation note.
    pub note: String,
    /// How members stand to it.
    pub tally: Tally,
    /// Names of those who returned no slip.
    pub missing: Vec<String>,
    /// What was said of it.
    pub said: Vec<String>,
    /// What was concluded of it.
    pub conclusions: Vec<String>,
}

/// Somebody invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedLine {
    /// The name.
    pub name: String,
    /// Post or body.
    pub post: String,
    /// Came or not, where it is written, with the words of it.
    pub presence: Option<(Presence, String)>,
    /// Are they asked for an opinion?
    pub is_member: bool,
}

/// What the head of a paper says.
struct Headed<'a> {
    kind: &'a str,
    symbol: &'a str,
    title: String,
    signer: (&'a [&'a str], &'a str),
    recipients: Vec<String>,
}

impl MeetingPaper {
    fn document(&self, it: Headed<'_>, pack: &LayoutPack) -> Document {
        let mut document = Document {
            superior: self.superior.clone(),
            issuer: Some(self.organisation.clone()),
            date: Some(self.today),
            kind: Some(it.kind.to_owned()),
            title: Some(it.title),
            signature: Signature { authority: it.signer.0.iter().map(|it| (*it).to_owned()).collect(), title: Some(it.signer.1.to_owned()), name: None },
            recipients: it.recipients.into_iter().map(|text| Recipient { text }).collect(),
            ..Document::default()
        };
        if !it.symbol.is_empty() {
            // The clerk gives the number: room is left before the symbol.
            let form = &pack.number;
            let issuer = head::symbols(&document, pack).1.map(|it| format!("{}{it}", form.organ_separator)).unwrap_or_default();
            document.number = Some(format!("{}{}{issuer}", form.separator, it.symbol));
        }
        document
    }
    fn when(&self, pack: &LayoutPack) -> String {
        let (hour, minute) = self.hour.split_once(':').unwrap_or((self.hour.as_str(), "00"));
        format!("{hour} giờ {minute}, {}", head::date_words(self.on, pack))
    }
    /// What the meeting is called in the middle of a sentence: "họp Ban Thường vụ".
    fn called(&self) -> String {
        match self.kind {
            MeetingKind::StandingMembers | MeetingKind::StandingCommittee => format!("họp {}", body_words(self.kind)),
            MeetingKind::Committee => format!("hội nghị {}", body_words(self.kind)),
        }
    }
    fn agenda(&self) -> Block {
        let rows = self.papers.iter().map(|it| vec![it.title.clone(), it.note.clone()]);
        numbered(&["STT", "Nội dung, tài liệu", "Lưu hành"], &[0.08, 0.64, 0.28], "a", rows)
    }
    fn results(&self) -> Block {
        let row = |it: &PaperLine| {
            let [agrees, changes, disagrees] = it.tally.counts;
            [it.title.clone()].into_iter().chain([it.tally.asked, it.tally.returned(), agrees, changes, disagrees].map(|it| it.to_string())).collect()
        };
        let header = ["STT", "Nội dung", "Phiếu xin ý kiến", "Phiếu thu về", "Đồng ý", "Đồng ý, có sửa đổi", "Không đồng ý"];
        numbered(&header, &[0.07, 0.35, 0.12, 0.11, 0.1, 0.13, 0.12], "k", self.papers.iter().map(row))
    }
    fn tasks(&self, pack: &LayoutPack) -> Block {
        let row = |(what, whom, due): &(String, String, Option<Date>)| vec![what.clone(), whom.clone(), due.map(|it| head::date_words(it, pack)).unwrap_or_default()];
        numbered(&["STT", "Nội dung", "Đơn vị, cá nhân thực hiện", "Thời hạn"], &[0.08, 0.46, 0.26, 0.2], "v", self.tasks.iter().map(row))
    }
}

fn line(text: &str) -> Block {
    said(Style::Body, text)
}

/// Giấy mời.
#[doc(alias = "giấy mời họp")]
pub fn invitation(it: &MeetingPaper, pack: &LayoutPack) -> OfficialPaper {
    let headed = Headed {
        kind: "GIẤY MỜI",
        symbol: "GM",
        title: it.called(),
        signer: (&["T/L THƯỜNG TRỰC CẤP UỶ"], "CHÁNH VĂN PHÒNG"),
        recipients: vec!["Như thành phần mời".to_owned(), "Lưu Văn phòng".to_owned()],
    };
    let mut body = vec![line(&format!("{} trân trọng kính mời:", it.organisation))];
    body.extend(it.invited.iter().map(|it| line(&format!("- {}", named(it)))));
    body.push(line(&format!("Dự: {}.", it.called())));
    body.push(line(&format!("Nội dung: {}.", it.title.trim_end_matches('.'))));
    body.push(line(&format!("Thời gian: {}.", it.when(pack))));
    body.push(line(&format!("Địa điểm: {}.", it.place)));
    body.push(line(&format!("Chủ trì: Đồng chí {}.", it.chair)));
    body.push(line("Tài liệu:"));
    body.push(it.agenda());
    body.push(line("Đề nghị các đồng chí nghiên cứu tài liệu, dự họp đúng thành phần, thời gian."));
    small::paper(&it.document(headed, pack), pack, body)
}

fn named(it: &InvitedLine) -> String {
    if it.post.is_empty() { it.name.clone() } else { format!("{}, {}", it.name, it.post) }
}

/// Tờ trình of the papers of the meeting.
#[doc(alias = "tờ trình")]
pub fn submission(it: &MeetingPaper, pack: &LayoutPack) -> OfficialPaper {
    let headed = Headed {
        kind: "TỜ TRÌNH",
        symbol: "TTr",
        title: format!("xin ý kiến {} về {}", body_words(it.kind), lower(&it.title)),
        signer: (&[], "CHÁNH VĂN PHÒNG"),
        recipients: vec!["Như trên".to_owned(), "Lưu Văn phòng".to_owned()],
    };
    let mut body = vec![
        line(&format!("Kính trình: {}", body_words(it.kind))),
        line(&format!("Văn phòng kính trình {} xem xét, cho ý kiến tại cuộc họp lúc {} các nội dung sau:", body_words(it.kind), it.when(pack))),
        it.agenda(),
    ];
    if it.papers.iter().any(|it| 0 < it.tally.returned()) {
        body.push(line("Kết quả xin ý kiến bằng phiếu:"));
        body.push(it.results());
    }
    body.push(line(&format!("Kính trình {} xem xét, quyết định.", body_words(it.kind))));
    small::paper(&it.document(headed, pack), pack, body)
}

/// "Cho ý kiến" in the middle of a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Phiếu xin ý kiến: for a member by name, or without one to be copied.
#[doc(alias = "phiếu xin ý kiến")]
pub fn slip(it: &MeetingPaper, member: Option<&InvitedLine>, pack: &LayoutPack) -> OfficialPaper {
    let headed =
        Headed {
            kind: "PHIẾU XIN Ý KIẾN", symbol: "", title: lower(&it.title), signer: (&[], "NGƯỜI CHO Ý KIẾN"), recipients: vec!["Văn phòng (nhận lại phiếu)".to_owned()]
        };
    let blank = ".".repeat(60);
    let (name, post) = member.map_or((blank.clone(), blank.clone()), |it| (it.name.clone(), if it.post.is_empty() { blank.clone() } else { it.post.clone() }));
    let mut body = vec![
        line(&format!("Họ và tên: {name}")),
        line(&format!("Chức vụ: {post}")),
        line("Đồng chí đánh dấu X vào một ô ở mỗi nội dung; nếu đồng ý có sửa đổi, bổ sung hoặc không đồng ý, xin ghi rõ ý kiến ở dưới."),
    ];
    let mut header = vec!["STT", "Nội dung xin ý kiến"];
    header.extend(Stance::ALL.map(stance_words));
    body.push(numbered(&header, &[0.08, 0.47, 0.13, 0.18, 0.14], "p", it.papers.iter().map(|it| vec![it.title.clone(), String::new(), String::new(), String::new()])));
    body.push(line("Ý kiến khác:"));
    body.extend([line(&".".repeat(110)), line(&".".repeat(110)), line(&".".repeat(110))]);
    small::paper(&it.document(headed, pack), pack, body)
}

/// The table of what came back: counts alone, and names of those whose slip is missing.
#[doc(alias = "bảng tổng hợp ý kiến")]
pub fn slip_table(it: &MeetingPaper, pack: &LayoutPack) -> OfficialPaper {
    let headed = Headed {
        kind: "BẢNG TỔNG HỢP",
        symbol: "",
        title: format!("kết quả xin ý kiến {}", body_words(it.kind)),
        signer: (&[], "NGƯỜI TỔNG HỢP"),
        recipients: vec![body_words(it.kind).to_owned(), "Lưu Văn phòng".to_owned()],
    };
    let mut body = vec![line(&format!("Nội dung: {}.", it.title.trim_end_matches('.'))), it.results()];
    for paper in it.papers.iter().filter(|it| !it.missing.is_empty()) {
        body.push(line(&format!("Chưa gửi lại phiếu về “{}”: {}.", paper.title, paper.missing.join(", "))));
    }
    small::paper(&it.document(headed, pack), pack, body)
}

/// Biên bản.
#[doc(alias = "biên bản họp")]
pub fn minutes(it: &MeetingPaper, pack: &LayoutPack) -> OfficialPaper {
    let headed = Headed {
        kind: "BIÊN BẢN",
        symbol: "BB",
        title: format!("{} ngày {}", it.called(), it.on.strftime("%d/%m/%Y")),
        signer: (&[], "NGƯỜI GHI BIÊN BẢN"),
        recipients: vec![body_words(it.kind).to_owned(), "Lưu Văn phòng".to_owned()],
    };
    let mark = &pack.outline.level1_mark;
    let came = it.invited.iter().filter(|it| it.presence.as_ref().is_some_and(|it| it.0 == Presence::Present)).count();
    let mut body = vec![
        line(&format!("Thời gian: {}.", it.when(pack))),
        line(&format!("Địa điểm: {}.", it.place)),
        line(&format!("Chủ trì: Đồng chí {}.", it.chair)),
        said(Style::Level1, &format!("I{mark} Thành phần")),
        line(&format!("Được mời {}; có mặt {came}.", it.invited.len())),
    ];
    let row = |it: &InvitedLine| {
        let presence = it.presence.as_ref().map(|(is, words)| if words.is_empty() { presence_words(*is).to_owned() } else { format!("{}: {words}", presence_words(*is)) });
        vec![it.name.clone(), it.post.clone(), presence.unwrap_or_else(|| "Chưa ghi".to_owned())]
    };
    body.push(numbered(&["STT", "Họ và tên", "Chức vụ, đơn vị", "Dự họp"], &[0.08, 0.34, 0.32, 0.26], "d", it.invited.iter().map(row)));
    body.push(said(Style::Level1, &format!("II{mark} Nội dung")));
    body.extend(it.said.iter().map(|it| line(it)));
    for (at, paper) in it.papers.iter().enumerate() {
        body.push(said(Style::Level2, &format!("{}. {}", at + 1, paper.title)));
        body.extend(paper.said.iter().map(|it| line(&format!("- {it}"))));
    }
    if it.papers.iter().any(|it| 0 < it.tally.returned()) {
        body.push(line("Kết quả xin ý kiến bằng phiếu:"));
        body.push(it.results());
    }
    body.push(said(Style::Level1, &format!("III{mark} Kết luận")));
    conclusions(it, pack, &mut body);
    small::paper(&it.document(headed, pack), pack, body)
}

fn conclusions(it: &MeetingPaper, pack: &LayoutPack, body: &mut Vec<Block>) {
    body.extend(it.conclusions.iter().map(|it| line(it)));
    for paper in it.papers.iter().filter(|it| !it.conclusions.is_empty()) {
        body.push(line(&format!("Về {}:", lower(&paper.title))));
        body.extend(paper.conclusions.iter().map(|it| line(&format!("- {it}"))));
    }
    if !it.tasks.is_empty() {
        body.push(line("Giao thực hiện:"));
        body.push(it.tasks(pack));
    }
}

/// Thông báo kết luận.
#[doc(alias = "thông báo kết luận")]
pub fn notice(it: &MeetingPaper, pack: &LayoutPack) -> OfficialPaper {
    let mut recipients: Vec<String> = it.tasks.iter().map(|it| clean(&it.1)).collect();
    recipients.sort();
    recipients.dedup();
    recipients.insert(0, body_words(it.kind).to_owned());
    recipients.push("Lưu Văn phòng".to_owned());
    let headed = Headed {
        kind: "THÔNG BÁO",
        symbol: "TB",
        title: format!("kết luận {} về {}", it.called(), lower(&it.title)),
        signer: (&["T/L THƯỜNG TRỰC CẤP UỶ"], "CHÁNH VĂN PHÒNG"),
        recipients,
    };
    let mut body = vec![line(&format!(
        "Lúc {}, tại {}, {} do đồng chí {} chủ trì đã cho ý kiến về {}. Kết luận như sau:",
        it.when(pack),
        it.place,
        it.called(),
        it.chair,
        lower(it.title.trim_end_matches('.'))
    ))];
    conclusions(it, pack, &mut body);
    small::paper(&it.document(headed, pack), pack, body)
}

/// What a pack is bound of.
#[derive(Clone, Debug, PartialEq)]
pub struct PackPart {
    /// Its title in the contents, with its circulation note.
    pub title: String,
    /// The paper; `None` for a file that goes along by itself.
    pub paper: Option<OfficialPaper>,
}

/// The meeting pack: cover with the list of copies, contents, papers. Each copy names whom it goes to on every page.
#[doc(alias = "tập tài liệu họp")]
pub fn pack(it: &MeetingPaper, copy: Option<usize>, parts: Vec<PackPart>, pack: &LayoutPack) -> OfficialPaper {
    let headed = Headed { kind: "TÀI LIỆU", symbol: "", title: format!("{} ngày {}", it.called(), it.on.strftime("%d/%m/%Y")), signer: (&[], ""), recipients: Vec::new() };
    let mut body =
        vec![line(&format!("Nội dung: {}.", it.title.trim_end_matches('.'))), line(&format!("Thời gian: {}.", it.when(pack))), line(&format!("Địa điểm: {}.", it.place))];
    let named_copy = copy.and_then(|at| it.invited.get(at.checked_sub(1)?).map(|it| (at, named(it))));
    let running = match &named_copy {
        Some((at, name)) => {
            body.push(line(&format!("Bản số {at:02}: {name}.")));
            format!("Tài liệu hội nghị · Bản số {at:02}: {name}")
        }
        None => {
            body.push(line(&format!("Danh sách cấp tài liệu: {} bản.", it.invited.len())));
            let row = |it: &InvitedLine| vec![it.name.clone(), it.post.clone(), String::new()];
            body.push(numbered(&["Bản số", "Người nhận", "Chức vụ, đơn vị", "Ký nhận"], &[0.12, 0.36, 0.32, 0.2], "n", it.invited.iter().map(row)));
            "Tài liệu hội nghị · Bản lưu".to_owned()
        }
    };
    for paper in it.papers.iter().filter(|it| !it.note.is_empty()) {
        body.push(line(&format!("{}: {}.", paper.title, paper.note)));
    }
    let bound = parts.into_iter().map(|it| crate::official::paper::Bound { title: clean(&it.title), paper: it.paper }).collect();
    OfficialPaper { bound, running: Some(running), ..small::paper(&it.document(headed, pack), pack, body) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::docx;

    fn sample() -> MeetingPaper {
        let invited =
            |name: &str, presence| InvitedLine {
                name: name.to_owned(), post: "Uỷ viên Ban Thường vụ".to_owned(), presence: Some((presence, String::new())), is_member: true
            };
        MeetingPaper {
            superior: Some("Đảng bộ Tỉnh Mẫu".to_owned()),
            organisation: "Đảng uỷ Xã Mẫu A".to_owned(),
            today: Date::constant(2026, 3, 12),
            kind: MeetingKind::StandingCommittee,
            title: "Cho ý kiến dự thảo chương trình hành động".to_owned(),
            on: Date::constant(2026, 3, 20),
            hour: "08:00".to_owned(),
            place: "Hội trường A".to_owned(),
            chair: "Nguyễn Văn Mẫu".to_owned(),
            papers: vec![PaperLine {
                title: "Dự thảo chương trình hành động".to_owned(),
                note: "Xong hội nghị trả lại".to_owned(),
                tally: Tally { asked: 3, counts: [1, 1, 0], missing: vec![3] },
                missing: vec!["Nguyễn Thị Mẫu".to_owned()],
                said: vec!["Làm rõ nguồn lực".to_owned()],
                conclusions: vec!["Thống nhất chủ trương".to_owned()],
            }],
            invited: vec![invited("Nguyễn Văn Mẫu", Presence::Present), invited("Nguyễn Thị Mẫu", Presence::Excused)],
            said: Vec::new(),
            conclusions: vec!["Giao Văn phòng hoàn thiện".to_owned()],
            tasks: vec![("Hoàn thiện dự thảo".to_owned(), "Văn phòng".to_owned(), Some(Date::constant(2026, 3, 25)))],
        }
    }

    #[test]
    fn every_paper_of_a_meeting_says_its_own_and_is_written_as_word_under_every_pack() {
        let it = sample();
        for pack in LayoutPack::all() {
            let papers = [
                (invitation(&it, pack), "GIẤY MỜI", "08 giờ 00, ngày 20 tháng 3 năm 2026"),
                (submission(&it, pack), "TỜ TRÌNH", "Kính trình: Ban Thường vụ"),
                (slip(&it, it.invited.first(), pack), "PHIẾU XIN Ý KIẾN", "Họ và tên: Nguyễn Văn Mẫu"),
                (slip_table(&it, pack), "BẢNG TỔNG HỢP", "Nguyễn Thị Mẫu"),
                (minutes(&it, pack), "BIÊN BẢN", "Được mời 2; có mặt 1."),
                (notice(&it, pack), "THÔNG BÁO", "Hoàn thiện dự thảo"),
            ];
            for (paper, kind, says) in papers {
                let all = format!("{:?}", paper.body);
                assert!(paper.kind == kind && all.contains(says), "{kind}: {says}: {all}");
                assert!(docx::write(&paper, pack).starts_with(b"PK"));
            }
        }
    }

    #[test]
    fn a_pack_names_its_copies_and_a_copy_its_reader() {
        let (it, layout) = (sample(), &LayoutPack::all()[0]);
        let parts = || vec![PackPart { title: "Dự thảo".to_owned(), paper: Some(minutes(&it, layout)) }, PackPart { title: "Phụ lục (tệp riêng)".to_owned(), paper: None }];
        let whole = pack(&it, None, parts(), layout);
        assert!(whole.bound.len() == 2 && format!("{:?}", whole.body).contains("Danh sách cấp tài liệu: 2 bản."));
        assert_eq!(pack(&it, Some(2), parts(), layout).running.as_deref(), Some("Tài liệu hội nghị · Bản số 02: Nguyễn Thị Mẫu, Uỷ viên Ban Thường vụ"));
        assert_eq!(pack(&it, Some(9), parts(), layout).running.as_deref(), Some("Tài liệu hội nghị · Bản lưu"), "there is no such copy");
    }
}
