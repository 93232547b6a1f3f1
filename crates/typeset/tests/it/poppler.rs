//! PDF read back with poppler's tools. Where they are missing, `HANHDONG_SKIP=office` is the only way round.

use std::io::Write;
use std::process::{Command, Stdio};

pub(crate) struct Pdf(Vec<u8>);

impl Pdf {
    pub(crate) fn new(bytes: Vec<u8>) -> Pdf {
        Pdf(bytes)
    }

    /// Everything it says, every run of white space one space.
    pub(crate) fn text(&self) -> Option<String> {
        Some(squeeze(&self.run("pdftotext", &["-raw", "-enc", "UTF-8", "-", "-"])?))
    }

    /// The same a page at a time.
    pub(crate) fn pages(&self) -> Option<Vec<String>> {
        let text = self.run("pdftotext", &["-raw", "-enc", "UTF-8", "-", "-"])?;
        Some(text.trim_end_matches('\u{c}').split('\u{c}').map(squeeze).collect())
    }

    /// Everything it says, where it stands on the page.
    pub(crate) fn laid_out(&self) -> Option<String> {
        self.run("pdftotext", &["-layout", "-enc", "UTF-8", "-", "-"])
    }

    /// One line a font.
    pub(crate) fn fonts(&self) -> Option<Vec<String>> {
        Some(self.run("pdffonts", &["-"])?.lines().skip(2).map(str::to_owned).collect())
    }

    fn run(&self, tool: &str, arguments: &[&str]) -> Option<String> {
        if std::env::var("HANHDONG_SKIP").is_ok_and(|it| it.split(',').any(|it| it == "office")) {
            return None;
        }
        let mut child = Command::new(tool)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{tool} of poppler-utils: {error}"));
        let mut stdin = child.stdin.take().expect("a pipe");
        let bytes = self.0.clone();
        let feeding = std::thread::spawn(move || stdin.write_all(&bytes));
        let output = child.wait_with_output().expect("the tool ends");
        feeding.join().expect("the pipe").expect("the tool reads all");
        Some(String::from_utf8(output.stdout).expect("UTF-8"))
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
