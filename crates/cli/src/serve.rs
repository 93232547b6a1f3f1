//! `hanhdong serve`: the program in a browser.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use hanhdong_actions::{App, DEMO_ACCOUNTS, DemoPapers};
use hanhdong_web::{Settings, Tls, Web};
use tracing_subscriber::EnvFilter;

use crate::args::Serve;
use crate::{Stop, files, place, platform};

const DISTRICT: &str = include_str!("../../../samples/huyen-mau.notation");
const COMMUNE: &str = include_str!("../../../samples/xa-mau.notation");

pub(crate) fn run(args: &Serve) -> Result<ExitCode, Stop> {
    let tls = encryption(args)?;
    let metrics_token = args.metrics_token_file.as_ref().map(|it| secret(it)).transpose()?;
    log(&args.log)?;
    let settings = Settings {
        is_encrypted: tls.is_some() || args.behind_proxy,
        is_behind_proxy: args.behind_proxy,
        metrics_token,
        // Whoever can be reached from this machine only serves the one who sits at it.
        may_watch_files: args.listen.ip().is_loopback() && !args.behind_proxy,
        ..Settings::default()
    };
    // Held until the end: a second server on the same folder is refused.
    let lock = args.place.take()?;
    let done = place::run(serve(args, tls, settings));
    drop(lock);
    done
}

/// Beyond this machine only behind TLS: passwords and sessions would go over the wire for all to read.
fn encryption(args: &Serve) -> Result<Option<Tls>, Stop> {
    match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => {
            Tls::from_files(certificate, key).map(Some).map_err(|why| format!("không dùng được chứng chỉ TLS ({why}); hãy kiểm tra tệp nêu ở --tls-cert và --tls-key"))
        }
        (None, None) if args.listen.ip().is_loopback() || args.behind_proxy => Ok(None),
        (None, None) => Err(format!(
            "--listen {}: địa chỉ này mở cho máy khác, mật khẩu sẽ đi qua mạng không mã hoá; hãy thêm --tls-cert và --tls-key, hoặc --behind-proxy nếu đã có máy chủ trung gian lo việc mã hoá",
            args.listen
        )),
        _ => Err("phải nêu cả --tls-cert và --tls-key".to_owned()),
    }
}

/// The secret in a file: on the command line everybody on the machine could read it.
fn secret(path: &std::path::Path) -> Result<String, Stop> {
    let bytes = files::read(path)?;
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    if text.len() < 16 { Err(format!("{}: mã đọc số liệu phải từ 16 ký tự trở lên", path.display())) } else { Ok(text) }
}

/// Lines of JSON on the error stream: one a line whatever is in them.
fn log(level: &str) -> Result<(), Stop> {
    let filter = EnvFilter::try_new(level).map_err(|error| format!("--log {level}: {error}; ví dụ: info, warn, hanhdong_web=debug"))?;
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_ansi(false).with_env_filter(filter).with_writer(std::io::stderr).finish();
    // Only a second call could fail, and there is none.
    drop(tracing::subscriber::set_global_default(subscriber));
    // Where it happened, never what it said: that may hold what somebody wrote.
    std::panic::set_hook(Box::new(|panic| tracing::error!(place = panic.location().map(ToString::to_string), "a fault inside")));
    Ok(())
}

async fn serve(args: &Serve, tls: Option<Tls>, settings: Settings) -> Result<ExitCode, Stop> {
    let scheme = if tls.is_some() { "https" } else { "http" };
    let (app, running) = args.place.open().await?;
    let listener = tokio::net::TcpListener::bind(args.listen).await;
    let listener = listener.map_err(|error| format!("{}: không mở được cổng này ({error}); có thể chương trình khác đang dùng, hãy chọn cổng khác bằng --listen", args.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    if args.demo {
        demo(&app).await?;
    }
    warn_of_clock(&app).await?;
    if let Some(token) = app.first_start_link().await.map_err(|refusal| refusal.to_string())? {
        files::say(&format!("Mở liên kết sau để thiết lập lần đầu (dùng một lần, trong 24 giờ):\n{scheme}://{address}/first-start/{}\n", token.secret()))?;
    }
    files::say(&format!("listening on {scheme}://{address}\n"))?;
    tracing::info!(address = %address, "serving");
    let web = Web { app: app.clone(), settings: Arc::new(settings) };
    hanhdong_web::serve(listener, tls, web, platform::told_to_stop()).await.map_err(|error| error.to_string())?;
    place::close(app, running).await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

async fn demo(app: &App) -> Result<(), Stop> {
    let papers = DemoPapers { district: DISTRICT.to_owned(), commune: COMMUNE.to_owned() };
    if !app.load_demo(papers, DEMO_PASSWORD).await.map_err(|refusal| refusal.to_string())? && app.log_in(DEMO_ACCOUNTS[0].login, DEMO_PASSWORD).await.is_err() {
        files::complain("--demo: dữ liệu đã có từ trước, không nạp dữ liệu mẫu");
        return Ok(());
    }
    files::say(&format!("Tài khoản mẫu, mật khẩu chung: {DEMO_PASSWORD}\n"))?;
    for account in &DEMO_ACCOUNTS {
        files::say(&format!("  {:<12} {} ({})\n", account.login, account.name, account.post))?;
    }
    Ok(())
}

/// A clock that was set back is told and never obeyed: no line of the journal is before the one above.
async fn warn_of_clock(app: &App) -> Result<(), Stop> {
    if let Some(seconds) = app.clock_behind().await.map_err(|refusal| refusal.to_string())? {
        files::complain(&format!("đồng hồ máy này chậm {seconds} giây so với dòng nhật ký cuối; hãy chỉnh lại giờ (dữ liệu vẫn được lưu, không ghi lùi ngày)"));
    }
    Ok(())
}

/// The password of every account of the demo world: it holds nothing to protect.
const DEMO_PASSWORD: &str = "chuong-trinh-mau";

/// Where the database lies unless told otherwise.
pub(crate) fn data_folder() -> PathBuf {
    PathBuf::from("data")
}

/// Where it listens unless told otherwise: this machine alone.
pub(crate) const LISTEN: SocketAddr = SocketAddr::V4(std::net::SocketAddrV4::new(std::net::Ipv4Addr::LOCALHOST, 8080));
