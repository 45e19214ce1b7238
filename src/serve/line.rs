//! The server without a network: [`Line`] holds a site as it was once made, and answers the bytes of a connection with
//! bytes. What comes in is taken through the same hands as what comes from a browser.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use super::guard::Names;
use super::http::{Desk, converse, manners};
use super::live::Press;
use crate::config::Options;
use crate::preview::{Dirty, Preview};
use crate::words::Language;

/// How much may be on its way at once, in bytes.
const PIECE: usize = 64 * 1024;

/// After how long it is taken that nothing more comes.
const QUIET: Duration = Duration::from_millis(100);

/// A site that answers without a network.
#[derive(Debug)]
pub struct Line {
    runtime: Runtime,
    desk: Arc<Desk>,
    /// Without it, whoever listens to events would be told that the server has stopped.
    _press: Press,
}

impl Line {
    /// Makes the site once; `host` is the name it answers under, besides `localhost`.
    ///
    /// # Errors
    /// When the machine gives no runtime, or the site's folder has no absolute path.
    pub fn new(options: Options, host: &str) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (root, press) = (std::path::absolute(&options.root)?, Press::new(Language::English));
        let mut preview = Preview::new(options);
        let update = preview.update(&Dirty::Everything);
        press.publish(preview.shown(), &update);
        let desk = Arc::new(Desk { root, names: Names::new(host), live: press.reader() });
        Ok(Self { runtime, desk, _press: press })
    }

    /// What is answered to one who sends these bytes and hangs up once nothing more comes.
    ///
    /// # Errors
    /// Those of the line itself, of which there are none while the program runs.
    pub fn answer(&self, request: &[u8]) -> io::Result<Vec<u8>> {
        let (near, far) = tokio::io::duplex(PIECE);
        let (mut ear, mut mouth) = tokio::io::split(near);
        let mut answer = Vec::new();
        let desk = self.desk.clone();
        let mut manners = manners();
        // Who has said everything still waits for the answers.
        manners.half_close(true);
        self.runtime.block_on(async {
            let speak = async {
                // Whoever has answered already may have hung up.
                let _ = mouth.write_all(request).await;
                let _ = mouth.shutdown().await;
            };
            let hear = async {
                // Who asks for events is told of them without end.
                while let Ok(heard) = timeout(QUIET, ear.read_buf(&mut answer)).await {
                    if heard? == 0 {
                        break;
                    }
                }
                Ok::<(), io::Error>(())
            };
            tokio::select! {
                heard = async { tokio::join!(speak, hear).1 } => heard,
                () = async { converse(far, &manners, &desk).await; std::future::pending().await } => Ok(()),
            }
        })?;
        Ok(answer)
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test writes its own folder")]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_answered_without_a_network() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        std::fs::create_dir(root.join("content")).unwrap();
        std::fs::write(root.join("kronika.yaml"), "title: Kronika\n").unwrap();
        let line = Line::new(Options { root, ..Options::default() }, "127.0.0.1").unwrap();
        let answer = |request: &str| String::from_utf8(line.answer(request.as_bytes()).unwrap()).unwrap();
        let home = answer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(home.starts_with("HTTP/1.1 200 "), "{home}");
        assert!(answer("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").starts_with("HTTP/1.1 421 "));
        let two = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\nGET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        assert_eq!(answer(two).matches("HTTP/1.1 4").count(), 2);
    }
}
