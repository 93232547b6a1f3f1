//! The real program on a port of its own, and a Chromium to look at it with.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chromiumoxide::browser::{Browser, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::dom::{GetDocumentParams, QuerySelectorParams, SetFileInputFilesParams};
use chromiumoxide::cdp::browser_protocol::emulation::{MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams};
use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use chromiumoxide::cdp::browser_protocol::page::CaptureScreenshotFormat;
use chromiumoxide::page::ScreenshotParams;
use chromiumoxide::{Element, Page};
use futures::StreamExt;

/// How long a page may take to show what is awaited.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often one looks.
const GLANCE: Duration = Duration::from_millis(50);

/// The password of the demo world.
const PASSWORD: &str = "chuong-trinh-mau";

/// Notes what breaks the policy of a page and every error of its script.
const TROUBLE: &str = "window.trouble = []; \
    document.addEventListener('securitypolicyviolation', it => window.trouble.push(`${it.violatedDirective}: ${it.blockedURI} ${it.sourceFile}`)); \
    window.addEventListener('error', it => window.trouble.push(it.message));";

/// The program, running; it ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    pub(crate) folder: PathBuf,
}

impl Server {
    /// Starts the demo world in a folder of its own.
    pub(crate) fn demo() -> Server {
        let folder = std::env::temp_dir().join(format!("hd_{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let program = std::env::var("HANHDONG_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_hanhdong").to_owned());
        let mut child = Command::new(program)
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("its output");
        let mut lines = BufReader::new(out).lines();
        let url = loop {
            let line = lines.next().expect("it says where it listens").expect("a line");
            if let Some(url) = line.strip_prefix("listening on ") {
                break url.to_owned();
            }
        };
        // Whatever it prints later is read away, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, url, folder }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// A Chromium without a window; it ends with this value.
pub(crate) struct Eyes {
    browser: Browser,
    folder: PathBuf,
    handler: tokio::task::JoinHandle<()>,
}

impl Eyes {
    /// Opens one; `None`, with the reason on the output, where there is none and it was left out by name.
    pub(crate) async fn open() -> Option<Eyes> {
        let left_out = std::env::var("HANHDONG_SKIP").unwrap_or_default();
        if left_out.split(',').any(|it| it == "browser") {
            println!("skipped: browser: left out by HANHDONG_SKIP");
            return None;
        }
        let program = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].into_iter().find(|it| Path::new(it).exists());
        let program = program.expect("Chromium is installed (Debian: chromium), or left out by HANHDONG_SKIP=browser");
        let folder = std::env::temp_dir().join(format!("hd_chromium_{}", uuid::Uuid::now_v7().simple()));
        let quiet =
            ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars", "accept-lang=vi"];
        let config = BrowserConfig::builder()
            .chrome_executable(program)
            .no_sandbox()
            .user_data_dir(&folder)
            .window_size(1366, 768)
            .args(quiet.map(str::to_owned))
            .build()
            .expect("a sound configuration");
        let (browser, mut events) = Browser::launch(config).await.expect("Chromium starts");
        let handler = tokio::spawn(async move { while events.next().await.is_some() {} });
        Some(Eyes { browser, folder, handler })
    }

    /// A person with a window of the own: another cookie jar than everybody else's.
    pub(crate) async fn person(&self, server: &Server, is_shown: bool) -> Person {
        let context = self.browser.create_browser_context(Default::default()).await.expect("a cookie jar");
        let target = chromiumoxide::cdp::browser_protocol::target::CreateTargetParams::builder().url("about:blank").browser_context_id(context).build().expect("a page");
        let page = self.browser.new_page(target).await.expect("a page");
        page.evaluate_on_new_document(TROUBLE).await.expect("trouble is noted");
        let person = Person { page, url: server.url.clone(), is_shown };
        person.window(1366, 768).await;
        person.theme("light").await;
        person
    }

    pub(crate) async fn close(mut self) {
        drop(self.browser.close().await);
        drop(self.browser.wait().await);
        self.handler.abort();
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Somebody in front of a page.
pub(crate) struct Person {
    pub(crate) page: Page,
    url: String,
    /// Are pictures taken of what this person does?
    is_shown: bool,
}

impl Person {
    pub(crate) async fn go(&self, path: &str) {
        self.page.goto(format!("{}{path}", self.url)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    pub(crate) async fn log_in(&self, login: &str) {
        self.go("/log-in").await;
        self.fill("input[name=login]", login).await;
        self.fill("input[name=password]", PASSWORD).await;
        self.press("main form [type=submit], main form button").await;
        self.sees("header nav").await;
    }

    /// Waits until such a thing is there.
    pub(crate) async fn sees(&self, selector: &str) -> Element {
        let begun = std::time::Instant::now();
        loop {
            if let Ok(element) = self.page.find_element(selector).await {
                return element;
            }
            if PATIENCE < begun.elapsed() {
                panic!("no {selector} on {}:\n{}", self.path().await, self.beginning().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Is such a thing there now?
    pub(crate) async fn has(&self, selector: &str) -> bool {
        self.ask(&format!("document.querySelector({}) !== null", quoted(selector))).await
    }

    /// Waits until the page says so.
    pub(crate) async fn reads(&self, words: &str) {
        let begun = std::time::Instant::now();
        while !self.text().await.contains(words) {
            if PATIENCE < begun.elapsed() {
                panic!("«{words}» is not on {}:\n{}", self.path().await, self.beginning().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until that part of the page says so.
    pub(crate) async fn reads_in(&self, selector: &str, words: &str) {
        let begun = std::time::Instant::now();
        loop {
            let text: String = self.ask(&format!("document.querySelector({})?.innerText ?? ''", quoted(selector))).await;
            if text.contains(words) {
                return;
            }
            if PATIENCE < begun.elapsed() {
                panic!("«{words}» is not in {selector} on {}, but:\n{text}", self.path().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// An attribute of the first such thing.
    pub(crate) async fn attribute(&self, selector: &str, name: &str) -> String {
        let found = self.sees(selector).await.attribute(name).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        found.unwrap_or_else(|| panic!("{selector} has no {name}"))
    }

    /// A figure of the summary: of a severity or a verdict.
    pub(crate) async fn count(&self, class: &str) -> i64 {
        self.sees("#summary").await;
        self.ask(&format!("Number(document.querySelector('#summary .{class} strong').textContent)")).await
    }

    pub(crate) async fn text(&self) -> String {
        self.ask("document.body ? document.body.innerText : ''").await
    }

    /// The beginning of the main part, for a message.
    async fn beginning(&self) -> String {
        self.ask("(document.querySelector('main') ?? document.body).innerText.slice(0, 1200)").await
    }

    pub(crate) async fn path(&self) -> String {
        self.ask("location.pathname + location.search").await
    }

    /// Waits until the address is this one.
    pub(crate) async fn arrives(&self, path: &str) {
        let begun = std::time::Instant::now();
        loop {
            let now = self.path().await;
            if now == path {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "at {now}, not at {path}:\n{}", self.beginning().await);
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Asks the page a question in its own language.
    pub(crate) async fn ask<T: serde::de::DeserializeOwned>(&self, question: &str) -> T {
        let begun = std::time::Instant::now();
        loop {
            // Between two pages there is nobody to ask.
            if let Ok(said) = self.page.evaluate(question).await
                && let Ok(value) = said.into_value()
            {
                return value;
            }
            assert!(begun.elapsed() < PATIENCE, "no answer to {question}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Types into a field, in place of what stands there.
    pub(crate) async fn fill(&self, selector: &str, words: &str) {
        let field = self.sees(selector).await;
        field.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        let _: bool = self
            .ask(&format!(
                "(() => {{ const it = document.querySelector({}); it.value = ''; it.dispatchEvent(new Event('input', {{ bubbles: true }})); return true }})()",
                quoted(selector)
            ))
            .await;
        // Letter by letter as an input method does it, for keyboards have no key for most Vietnamese letters.
        for letter in words.chars() {
            self.page.execute(InsertTextParams::new(letter)).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        }
    }

    /// Puts text into a field at once, as a paste does.
    pub(crate) async fn put(&self, selector: &str, words: &str) {
        self.sees(selector).await;
        let script = format!(
            "(it => {{ it.value = {}; it.dispatchEvent(new Event('input', {{ bubbles: true }})); return true }})(document.querySelector({}))",
            quoted(words),
            quoted(selector)
        );
        let _: bool = self.ask(&script).await;
    }

    pub(crate) async fn press(&self, selector: &str) {
        let button = self.sees(selector).await;
        button.scroll_into_view().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        button.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Chooses a file of this machine.
    pub(crate) async fn choose_file(&self, selector: &str, file: &Path) {
        self.sees(selector).await;
        let document = self.page.execute(GetDocumentParams::default()).await.expect("a document");
        let field = self.page.execute(QuerySelectorParams::new(document.result.root.node_id, selector)).await.expect("a field");
        // Chromium reads no path that goes up.
        let file = file.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let files = SetFileInputFilesParams::builder().file(file.display().to_string()).node_id(field.result.node_id).build().expect("a file");
        self.page.execute(files).await.expect("the file is chosen");
    }

    /// Fetches what a link of this page leads to, with the person's own cookies; as bytes.
    pub(crate) async fn fetch(&self, path: &str) -> Vec<u8> {
        let script = format!(
            "fetch({}).then(it => it.arrayBuffer()).then(it => {{ let out = ''; for (const byte of new Uint8Array(it)) out += byte.toString(16).padStart(2, '0'); return out }})",
            quoted(path)
        );
        let hex: String = self.page.evaluate(script).await.expect("an answer").into_value().expect("bytes");
        (0..hex.len() / 2).filter_map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()).collect()
    }

    /// Sets the size of the window.
    pub(crate) async fn window(&self, width: i64, height: i64) {
        let size = SetDeviceMetricsOverrideParams::builder().width(width).height(height).device_scale_factor(1.0).mobile(width < 500).build().expect("a size");
        self.page.execute(size).await.expect("the window has a size");
    }

    /// Light or dark, as the machine would say.
    pub(crate) async fn theme(&self, theme: &str) {
        // Nothing moves: a colour half way between two is nobody's choice.
        let wishes = [MediaFeature::new("prefers-color-scheme", theme), MediaFeature::new("prefers-reduced-motion", "reduce")];
        self.page.execute(SetEmulatedMediaParams::builder().features(wishes).build()).await.expect("light or dark");
    }

    /// Takes a picture at both sizes for the walk-throughs, where pictures are asked for (`HANHDONG_PICTURES=1`).
    pub(crate) async fn picture(&self, name: &str) {
        self.picture_of(name, ".editing, .conflict, .toast").await;
    }

    /// The same, with the first such thing at the upper edge.
    pub(crate) async fn picture_of(&self, name: &str, selector: &str) {
        if !self.is_shown || std::env::var_os("HANHDONG_PICTURES").is_none() {
            return;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/walkthroughs/pictures");
        for (width, height) in [(360, 740), (1366, 768)] {
            self.window(width, height).await;
            let _: bool = self.ask(&format!("(document.querySelector({})?.scrollIntoView(), true)", quoted(selector))).await;
            self.save(&folder.join(format!("{name}-{width}.png"))).await;
        }
    }

    /// Keeps a picture of what is seen.
    pub(crate) async fn save(&self, file: &Path) {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder for pictures");
        let how = ScreenshotParams::builder().format(CaptureScreenshotFormat::Png).build();
        self.page.save_screenshot(how, file).await.expect("a picture");
    }
}

pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}
