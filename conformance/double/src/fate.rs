//! A connection that can be broken on order: in the middle of an answer, or in its place. Knows bytes and no more.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::scenario::Break;

/// What is decided about a connection; shared by the connection and whoever answers on it.
#[derive(Debug, Default)]
pub(crate) struct Fate {
    broken: Mutex<Option<Break>>,
    /// A request is being answered.
    pub(crate) busy: AtomicBool,
    /// When the connection was last of use, in milliseconds of the listener's own clock.
    pub(crate) active: AtomicI64,
    /// Tells the connection to end.
    pub(crate) end: Notify,
}

impl Fate {
    /// Breaks the connection so, with the next answer.
    pub(crate) fn seal(&self, how: Break) {
        if let Ok(mut broken) = self.broken.lock() {
            *broken = Some(how);
        }
    }

    fn broken(&self) -> Option<Break> {
        self.broken.lock().ok().and_then(|broken| *broken)
    }
}

/// The connection's bytes.
pub(crate) struct Fated {
    stream: TcpStream,
    fate: Arc<Fate>,
    /// How much of the blank line before the body has been written.
    blank: usize,
    /// Bytes of the body that were written.
    body: usize,
}

impl Fated {
    pub(crate) fn new(stream: TcpStream, fate: Arc<Fate>) -> Self {
        Fated {
            stream,
            fate,
            blank: 0,
            body: 0,
        }
    }

    /// How many of these bytes may go out, when the body is cut after `most` of its own.
    fn allowed(&mut self, bytes: &[u8], most: usize) -> usize {
        const BLANK: &[u8; 4] = b"\r\n\r\n";
        let mut out = 0;
        for &byte in bytes {
            if self.blank < BLANK.len() {
                self.blank = match BLANK.get(self.blank) {
                    Some(want) if *want == byte => self.blank + 1,
                    _ => usize::from(byte == b'\r'),
                };
            } else if self.body >= most {
                break;
            } else {
                self.body += 1;
            }
            out += 1;
        }
        out
    }
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "broken on order")
}

impl AsyncRead for Fated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Fated {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.fate.broken() {
            None => Pin::new(&mut self.stream).poll_write(cx, bytes),
            Some(Break::Reset) => {
                // Nothing is lingered for, so that the peer sees a reset and no orderly end.
                let _ = self.stream.set_zero_linger();
                Poll::Ready(Err(gone()))
            }
            Some(Break::Truncate(most)) => {
                let (blank, body) = (self.blank, self.body);
                let allowed = self.allowed(bytes, most);
                let Some(part) = bytes.get(..allowed).filter(|part| !part.is_empty()) else {
                    return Poll::Ready(Err(gone()));
                };
                let written = Pin::new(&mut self.stream).poll_write(cx, part);
                // What did not go out is counted again when it is tried again.
                if !matches!(written, Poll::Ready(Ok(n)) if n == part.len()) {
                    (self.blank, self.body) = (blank, body);
                    if let Poll::Ready(Ok(n)) = written {
                        let _ = self.allowed(bytes.get(..n).unwrap_or_default(), most);
                    }
                }
                written
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.fate.broken() {
            // A body that is cut to nothing is never written, so the end comes here.
            Some(Break::Truncate(most)) if self.blank == 4 && self.body >= most => {
                Poll::Ready(Err(gone()))
            }
            _ => Pin::new(&mut self.stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Fate {
    pub(crate) fn touch(&self, now: i64, busy: bool) {
        self.active.store(now, Ordering::Relaxed);
        self.busy.store(busy, Ordering::Relaxed);
    }
}
