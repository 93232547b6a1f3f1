//! A browser of few words that keeps its connection.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A connection that stays open.
pub(super) struct Line {
    stream: BufReader<TcpStream>,
    host: String,
}

/// What was answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Line {
    pub(super) fn to(address: &str) -> Result<Line> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Line { stream: BufReader::with_capacity(64 * 1024, stream), host: address.to_owned() })
    }

    /// Asks and reads the answer whole. `head` holds further lines, each with its end.
    pub(super) fn ask(&mut self, method: &str, path: &str, head: &str, body: &[u8]) -> Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{head}Content-Length: {}\r\n\r\n", self.host, body.len()).into_bytes();
        request.extend_from_slice(body);
        self.stream.get_mut().write_all(&request)?;
        let status = self.word()?.split(' ').nth(1).and_then(|it| it.parse().ok()).ok_or(ErrorKind::InvalidData)?;
        let (mut length, mut is_chunked) = (0, false);
        loop {
            let line = self.word()?.to_ascii_lowercase();
            match line.split_once(':').map(|(name, value)| (name, value.trim())) {
                Some(("content-length", value)) => length = value.parse().map_err(|_| ErrorKind::InvalidData)?,
                Some(("transfer-encoding", value)) => is_chunked = value == "chunked",
                Some(_) => {}
                None => break,
            }
        }
        let mut body = Vec::new();
        if is_chunked {
            loop {
                let size = usize::from_str_radix(&self.word()?, 16).map_err(|_| ErrorKind::InvalidData)?;
                self.read(size, &mut body)?;
                self.word()?;
                if size == 0 {
                    break;
                }
            }
        } else {
            self.read(length, &mut body)?;
        }
        Ok(Answer { status, body })
    }

    fn read(&mut self, size: usize, into: &mut Vec<u8>) -> Result<()> {
        let read = (&mut self.stream).take(size as u64).read_to_end(into)?;
        if read == size { Ok(()) } else { Err(Error::from(ErrorKind::UnexpectedEof)) }
    }

    fn word(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if line.is_empty() { Err(Error::from(ErrorKind::UnexpectedEof)) } else { Ok(line.trim_end().to_owned()) }
    }
}
