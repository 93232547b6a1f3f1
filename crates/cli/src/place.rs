//! Where the memory lies, and opening it: every refusal in one line that says what to do.

use std::path::Path;
use std::sync::Arc;

use hanhdong_actions::{App, Location, OpenRefusal, PdfWriter, Running, SystemClock};

use crate::Stop;
use crate::args::Place;
use crate::platform::{self, Lock, Taken};

/// The database's file in the data folder.
const FILE: &str = "hanhdong.db";

impl Place {
    /// The database that the arguments name.
    pub(crate) fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::parse(url),
            None => Location::File(self.data.join(FILE)),
        }
    }

    /// Takes the data folder for this process alone, and makes it where there is none. A database server needs none:
    /// several programs may work with it.
    pub(crate) fn take(&self) -> Result<Option<Lock>, Stop> {
        let Location::File(file) = self.location() else { return Ok(None) };
        let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        platform::private_folder(folder).map_err(|error| format!("{}: không tạo được thư mục dữ liệu ({error}); hãy kiểm tra đường dẫn và quyền ghi", folder.display()))?;
        platform::take(folder).map(Some).map_err(|taken| {
            let why = match taken {
                Taken::InUse => "một máy chủ khác đang dùng thư mục dữ liệu này; hãy dừng máy chủ đó trước".to_owned(),
                Taken::NetworkShare(kind) => {
                    format!("thư mục dữ liệu nằm trên ổ mạng ({kind}), dễ mất dữ liệu; hãy đặt trên đĩa của chính máy này hoặc dùng PostgreSQL (--database)")
                }
                Taken::System(error) => format!("không khoá được thư mục dữ liệu ({error}); hãy kiểm tra quyền ghi"),
            };
            format!("{}: {why}", folder.display())
        })
    }

    /// Opens the database, made anew where there is none.
    pub(crate) async fn open(&self) -> Result<(App, Running), Stop> {
        let pdf: PdfWriter = Arc::new(|paper, pack| hanhdong_typeset::pdf(paper, pack).map_err(|error| error.to_string()));
        let location = self.location();
        App::start(&location, Arc::new(SystemClock), pdf).await.map_err(|refusal| format!("{}: {}", name(&location), words(&refusal)))
    }

    /// Opens a database that is there already.
    pub(crate) async fn open_existing(&self) -> Result<(App, Running), Stop> {
        let location = self.location();
        if !hanhdong_actions::exists(&location) {
            return Err(format!("{}: chưa có dữ liệu ở đây; hãy nêu đúng thư mục bằng --data hoặc cơ sở dữ liệu bằng --database", name(&location)));
        }
        self.open().await
    }
}

/// A database as it may be printed: an address may hold a password.
fn name(location: &Location) -> String {
    match location {
        Location::File(path) => path.display().to_string(),
        Location::Server(_) => "cơ sở dữ liệu PostgreSQL".to_owned(),
    }
}

fn words(refusal: &OpenRefusal) -> String {
    match refusal {
        OpenRefusal::EngineTooOld { found, needed } => format!("SQLite {found} có lỗi có thể làm mất dữ liệu, cần bản {needed} trở lên; hãy dùng bản chương trình mới hơn"),
        OpenRefusal::Newer => "dữ liệu do bản mới hơn của chương trình ghi; hãy cài bản mới, hoặc phục hồi bản sao lưu cũ vào thư mục khác; chưa thay đổi gì".to_owned(),
        OpenRefusal::NotOurs(why) => format!("đây không phải là dữ liệu của chương trình này ({why}); hãy nêu thư mục khác bằng --data"),
        OpenRefusal::InUse => "dữ liệu đang được chương trình khác dùng; hãy đóng chương trình đó rồi thử lại".to_owned(),
        OpenRefusal::Unreachable(why) => format!("không kết nối được ({why}); hãy kiểm tra đường dẫn, quyền ghi hoặc máy chủ cơ sở dữ liệu"),
    }
}

/// Closes the database: the writer ends when nobody holds the program any more.
pub(crate) async fn close(app: App, running: Running) -> Result<(), Stop> {
    drop(app);
    match tokio::time::timeout(CLOSING_MAX, running).await {
        Ok(done) => done.map_err(|error| error.to_string()),
        // Somebody still reads; what was answered is on disk all the same.
        Err(_) => Ok(()),
    }
}

/// How long the database may take to close.
const CLOSING_MAX: std::time::Duration = std::time::Duration::from_secs(5);

/// A run-time for the commands that work with the database.
pub(crate) fn run<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?.block_on(work)
}
