//! What an answer is made of: bytes in memory, a stretch of a file, or events as they come.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

/// How much of a file is in memory at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Answer {
    /// Bytes, until they are taken.
    Bytes(Option<Bytes>),
    /// The next bytes of a file.
    File(Stretch),
    /// Events for as long as the browser listens; ends when the sender is gone.
    Events(mpsc::Receiver<String>),
}

/// What is still to be sent of a file.
#[derive(Debug)]
pub(super) struct Stretch {
    file: File,
    left: u64,
    buffer: Vec<u8>,
}

impl Answer {
    /// Nothing.
    pub(super) fn empty() -> Self {
        Answer::Bytes(None)
    }

    /// `length` bytes of a file from where it stands.
    pub(super) fn file(file: File, length: u64) -> Self {
        Answer::File(Stretch { file, left: length, buffer: vec![0; PIECE] })
    }
}

impl<T: Into<Bytes>> From<T> for Answer {
    fn from(bytes: T) -> Self {
        Answer::Bytes(Some(bytes.into()))
    }
}

impl Stretch {
    /// The next piece. A file that has become shorter breaks the answer off: its length was promised.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        let mut read = ReadBuf::new(&mut self.buffer[..most]);
        if let Err(error) = ready!(Pin::new(&mut self.file).poll_read(cx, &mut read)) {
            return Poll::Ready(Some(Err(error)));
        }
        let piece = Bytes::copy_from_slice(read.filled());
        if piece.is_empty() {
            return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
        }
        self.left -= piece.len() as u64;
        Poll::Ready(Some(Ok(piece)))
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = match self.get_mut() {
            Answer::Bytes(bytes) => bytes.take().map(Ok),
            Answer::File(stretch) => ready!(stretch.poll_piece(cx)),
            Answer::Events(events) => ready!(events.poll_recv(cx)).map(|text| Ok(text.into())),
        };
        Poll::Ready(next.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Answer::Bytes(bytes) => bytes.is_none(),
            Answer::File(stretch) => stretch.left == 0,
            Answer::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Answer::Bytes(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Answer::File(stretch) => SizeHint::with_exact(stretch.left),
            Answer::Events(_) => SizeHint::default(),
        }
    }
}

/// What a request gets; there is an answer to everything.
pub(super) type Reply = Result<hyper::Response<Answer>, Infallible>;
