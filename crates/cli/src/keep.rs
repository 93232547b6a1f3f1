//! `hanhdong backup`, `restore`, `verify`: the memory goes into one file, comes back, and is held against its journal.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

use hanhdong_actions::{BackupError, Contents, Fault, Head, Location, Verification};
use hanhdong_domain::journal::Subject;
use hanhdong_domain::organisation::UnitId;

use crate::args::{Backup, Restore, Verify};
use crate::{Stop, files, place, platform};

/// Writes a backup beside its place and renames it: whoever finds the file finds it whole.
pub(crate) fn backup(args: &Backup) -> Result<ExitCode, Stop> {
    let out = &args.out;
    if let Location::File(database) = args.place.location() {
        files::keep_apart(&[&database], out)?;
    }
    let contents = place::run(async {
        let (app, running) = args.place.open_existing().await?;
        let beside = files::beside(out);
        let made = async {
            let file = platform::private_file(&beside)?;
            let mut writer = BufWriter::new(file);
            let contents = app.backup(&mut writer).await?;
            let file = writer.into_inner().map_err(|error| BackupError::File(error.into_error()))?;
            file.sync_all()?;
            std::fs::rename(&beside, out)?;
            platform::sync_folder(out.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
            Ok::<Contents, BackupError>(contents)
        };
        let made = made.await;
        if made.is_err() {
            // Half a backup is of no use to anybody; that there may be none is no matter.
            drop(std::fs::remove_file(&beside));
        }
        place::close(app, running).await?;
        made.map_err(|error| format!("{}: {}", out.display(), words(&error)))
    })?;
    files::say(&format!("Đã sao lưu vào {}\n  số dòng dữ liệu: {}\n  dấu kiểm: {}\n", out.display(), contents.rows, contents.fingerprint))?;
    Ok(ExitCode::SUCCESS)
}

/// Fills an empty database from a backup: all of it or nothing.
pub(crate) fn restore(args: &Restore) -> Result<ExitCode, Stop> {
    let file = &args.file;
    let lock = args.place.take()?;
    let location = args.place.location();
    let was_there = hanhdong_actions::exists(&location);
    let done = place::run(async {
        let (app, running) = args.place.open().await?;
        let contents = app.restore(|| File::open(file)).await.map_err(|error| format!("{}: {}", file.display(), words(&error)));
        let found = match contents {
            Ok(contents) => app.verify().await.map(|it| (contents, it)).map_err(|refusal| refusal.to_string()),
            Err(why) => Err(why),
        };
        place::close(app, running).await?;
        found
    });
    if let (Err(_), false, Location::File(database)) = (&done, was_there, &location) {
        for end in ["", "-wal", "-shm"] {
            // The empty file was made by this run; that one of its companions may be absent is no matter.
            drop(std::fs::remove_file(format!("{}{end}", database.display())));
        }
    }
    drop(lock);
    let (contents, found) = done?;
    files::say(&format!("Đã phục hồi từ {}: {} dòng dữ liệu, dấu kiểm {}\n", file.display(), contents.rows, contents.fingerprint))?;
    told(&found, &found.faults)
}

/// Holds everything against the journal, and the journal against heads that were kept.
pub(crate) fn verify(args: &Verify) -> Result<ExitCode, Stop> {
    let kept = args.against.as_deref().map(heads).transpose()?;
    let (found, faults) = place::run(async {
        let (app, running) = args.place.open_existing().await?;
        let found = app.verify().await.map_err(|refusal| refusal.to_string())?;
        let mut faults = found.faults.clone();
        if let Some(kept) = &kept {
            faults.extend(app.held_against(kept).await.map_err(|refusal| refusal.to_string())?);
        }
        place::close(app, running).await?;
        Ok((found, faults))
    })?;
    told(&found, &faults)
}

fn told(found: &Verification, faults: &[Fault]) -> Result<ExitCode, Stop> {
    let mut text = format!("Nhật ký: {} dòng; hồ sơ đã đối chiếu: {}\n", found.lines, found.records);
    for (organisation, seq, hash) in &found.heads {
        text.push_str(&format!("đầu chuỗi {organisation} {seq} {hash}\n"));
    }
    for fault in faults {
        text.push_str(&format!("sai khác: {}\n", fault_words(fault)));
    }
    if found.search_renewed {
        text.push_str("Phần tra cứu không khớp dữ liệu: đã lập lại.\n");
    }
    text.push_str(if faults.is_empty() {
        "Không có sai khác.\n"
    } else {
        "Có sai khác: hãy giữ nguyên dữ liệu, không ghi tiếp, và đối chiếu với bản sao lưu gần nhất.\n"
    });
    files::say(&text)?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn fault_words(fault: &Fault) -> String {
    match fault {
        Fault::File(said) => format!("tệp cơ sở dữ liệu bị hỏng ({said})"),
        Fault::LineMissing { organisation, seq } => format!("nhật ký của đơn vị {organisation}: thiếu dòng {seq}"),
        Fault::LineChanged { organisation, seq } => format!("nhật ký của đơn vị {organisation}: dòng {seq} không còn như khi ghi"),
        Fault::EndCut { organisation } => format!("nhật ký của đơn vị {organisation}: phần cuối bị cắt"),
        Fault::RecordChanged { subject, id } => format!("{} {id}: nội dung không khớp nhật ký", subject_words(*subject)),
        Fault::RecordMissing { subject, id } => format!("{} {id}: không còn trong dữ liệu", subject_words(*subject)),
    }
}

fn subject_words(subject: Subject) -> &'static str {
    match subject {
        Subject::Unit => "đơn vị",
        Subject::Person => "người",
        Subject::Programme => "chương trình",
        Subject::Source => "văn bản nguồn",
        Subject::Guideline => "hướng dẫn",
        Subject::File => "tệp",
        Subject::Setting => "thiết lập",
        Subject::Basis => "văn bản căn cứ",
        Subject::Requirement => "yêu cầu của văn bản",
        Subject::Tick => "đánh dấu thực hiện",
        Subject::Approval => "dự thảo trình duyệt",
        Subject::Ask => "phiếu hỏi cơ quan chủ trì",
        Subject::Appraisal => "phiên thẩm định",
        Subject::Draft => "dự thảo đã chốt",
        Subject::Issue => "văn bản ban hành",
        Subject::Number => "số trong sổ văn bản đi",
        Subject::Authority => "thẩm quyền ký",
        Subject::Correction => "thông báo đính chính",
        Subject::Copy => "bản ký nhận lại",
        Subject::Meeting => "cuộc họp",
    }
}

/// The heads in a file that holds what `verify` printed; other lines are passed over.
fn heads(path: &Path) -> Result<Vec<Head>, Stop> {
    let bytes = files::read(path)?;
    let found: Vec<Head> = String::from_utf8_lossy(&bytes).lines().filter_map(head).collect();
    if found.is_empty() {
        return Err(format!("{}: không có dòng «đầu chuỗi» nào; hãy dùng tệp lưu kết quả của `hanhdong verify`", path.display()));
    }
    Ok(found)
}

fn head(line: &str) -> Option<Head> {
    let mut words = line.trim().strip_prefix("đầu chuỗi ")?.split_whitespace();
    let (organisation, seq, hash) = (words.next()?, words.next()?, words.next()?);
    Some((UnitId::parse(organisation)?, seq.parse().ok().filter(|it| 0 < *it)?, hash.to_owned()))
}

fn words(error: &BackupError) -> String {
    match error {
        BackupError::File(error) => format!("không đọc hoặc ghi được tệp ({}); hãy kiểm tra đường dẫn, quyền và dung lượng đĩa", files::cause(error)),
        BackupError::NotSound(why) => format!("không phải là bản sao lưu nguyên vẹn ({why}); chưa thay đổi gì"),
        BackupError::Newer => "bản sao lưu do bản mới hơn của chương trình tạo; hãy cài bản mới; chưa thay đổi gì".to_owned(),
        BackupError::NotEmpty => "nơi phục hồi đã có dữ liệu; hãy nêu thư mục trống bằng --data hoặc cơ sở dữ liệu trống bằng --database; chưa thay đổi gì".to_owned(),
        BackupError::Store(error) => format!("cơ sở dữ liệu báo: {error}"),
    }
}
