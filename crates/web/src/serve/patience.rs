//! A connection whose other end has to go on reading: whoever takes nothing for a while is let go, so that answers do not
//! pile up in memory for nobody.

use std::future::Future;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// A connection with a bound on how long the other end may take nothing.
pub(super) struct Patient<I> {
    io: I,
    wait_max: Duration,
    /// Runs while something waits to be taken.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<I> Patient<I> {
    pub(super) fn new(io: I, wait_max: Duration) -> Patient<I> {
        Patient { io, wait_max, waiting: None }
    }
    /// What became of a write: pending no longer than the bound.
    fn bounded<T>(&mut self, cx: &mut Context<'_>, done: Poll<Result<T>>) -> Poll<Result<T>> {
        if done.is_ready() {
            self.waiting = None;
            return done;
        }
        let wait_max = self.wait_max;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + wait_max)));
        ready!(waiting.as_mut().poll(cx));
        Poll::Ready(Err(Error::from(ErrorKind::TimedOut)))
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Patient<I> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, into)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Patient<I> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let done = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.bounded(cx, done)
    }
    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pieces: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let done = Pin::new(&mut self.io).poll_write_vectored(cx, pieces);
        self.bounded(cx, done)
    }
    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let done = Pin::new(&mut self.io).poll_flush(cx);
        self.bounded(cx, done)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let done = Pin::new(&mut self.io).poll_shutdown(cx);
        self.bounded(cx, done)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn who_takes_nothing_is_let_go_and_who_takes_little_by_little_is_served() {
        let (near, far) = tokio::io::duplex(16);
        let refused = Patient::new(near, Duration::from_millis(40)).write_all(&[1; 1000]).await;
        assert_eq!(refused.expect_err("nobody reads").kind(), ErrorKind::TimedOut);
        drop(far);

        let (near, mut far) = tokio::io::duplex(16);
        let reader = tokio::spawn(async move {
            let (mut taken, mut pieces) = (0, tokio::time::interval(Duration::from_millis(5)));
            let mut piece = [0; 8];
            while let Ok(count @ 1..) = far.read(&mut piece).await {
                taken += count;
                pieces.tick().await;
            }
            taken
        });
        let mut patient = Patient::new(near, Duration::from_millis(2_000));
        patient.write_all(&[1; 400]).await.expect("somebody reads");
        drop(patient);
        assert_eq!(reader.await.expect("the reader ends"), 400);
    }
}
