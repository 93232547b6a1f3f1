//! `hanhdong serve`: the program in a browser.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use hanhdong_actions::{App, DEMO_ACCOUNTS, DemoPapers, Location, PdfWriter, SystemClock};
use hanhdong_web::{Settings, Web};

use crate::args::Serve;
use crate::{Stop, files};

const DISTRICT: &str = include_str!("../../../samples/huyen-mau.notation");
const COMMUNE: &str = include_str!("../../../samples/xa-mau.notation");

pub(crate) fn run(args: &Serve) -> Result<ExitCode, Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(serve(args))
}

async fn serve(args: &Serve) -> Result<ExitCode, Stop> {
    let location = match &args.database {
        Some(url) => Location::parse(url),
        None => {
            std::fs::create_dir_all(&args.data).map_err(|error| format!("{}: {error}", args.data.display()))?;
            Location::File(args.data.join("hanhdong.db"))
        }
    };
    let pdf: PdfWriter = Arc::new(|paper, pack| hanhdong_typeset::pdf(paper, pack).map_err(|error| error.to_string()));
    let (app, running) = App::start(&location, Arc::new(SystemClock), pdf).await.map_err(|refusal| refusal.to_string())?;
    let listener = tokio::net::TcpListener::bind(args.listen).await.map_err(|error| format!("{}: {error}", args.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    if args.demo {
        let papers = DemoPapers { district: DISTRICT.to_owned(), commune: COMMUNE.to_owned() };
        app.load_demo(papers, DEMO_PASSWORD).await.map_err(|refusal| refusal.to_string())?;
        for account in &DEMO_ACCOUNTS {
            files::say(&format!("{:<12} {:<20} {} ({})\n", account.login, DEMO_PASSWORD, account.name, account.post))?;
        }
    }
    if let Some(token) = app.first_start_link().await.map_err(|refusal| refusal.to_string())? {
        files::say(&format!("http://{address}/first-start/{}\n", token.secret()))?;
    }
    files::say(&format!("listening on http://{address}\n"))?;
    let web = Web { app, settings: Arc::new(Settings::default()) };
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    hanhdong_web::serve(listener, web, stop).await.map_err(|error| error.to_string())?;
    running.await.map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// The password of every account of the demo world: it holds nothing to protect.
const DEMO_PASSWORD: &str = "chuong-trinh-mau";

/// Where the database lies unless told otherwise.
pub(crate) fn data_folder() -> PathBuf {
    PathBuf::from("data")
}

/// Where it listens unless told otherwise: this machine alone.
pub(crate) const LISTEN: SocketAddr = SocketAddr::V4(std::net::SocketAddrV4::new(std::net::Ipv4Addr::LOCALHOST, 8080));
