//! The preview as a browser sees it: the built program serves a folder, and is asked over the network.

mod edits;
mod events;
mod http;
mod starting;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::common::program;

/// How long anything is waited for. Nothing is asserted about time: this is for a machine under load.
const DEADLINE: Duration = Duration::from_secs(60);

/// A running preview; ends with its test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    /// Serves a folder on a free port, true for a fixed day.
    pub(crate) fn start(root: &Path, arguments: &[&str]) -> Self {
        let mut all = vec!["serve", "--port", "0", "--today", "2026-01-01"];
        all.extend(arguments);
        Self::call(root, &all)
    }

    /// Runs the program until it tells its address.
    pub(crate) fn call(root: &Path, arguments: &[&str]) -> Self {
        Self::with(root, arguments, &[])
    }

    /// The same with something else in its environment.
    pub(crate) fn with(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = program(arguments)
            .current_dir(root)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        collect(child.stdout.take().unwrap(), &log);
        collect(child.stderr.take().unwrap(), &log);
        let mut server = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)), log };
        until("the address", || server.log().contains("http://"), || server.log());
        let log = server.log();
        let line = log.lines().find_map(|line| line.strip_prefix("http://")).unwrap();
        let address = line.split(['/', ' ']).next().unwrap();
        server.address = address.parse().unwrap();
        server
    }

    /// What stands on the terminal.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The exit status, once it has ended.
    pub(crate) fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Sends these very bytes and reads the answer to its end.
    pub(crate) fn send(&self, request: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        // A request that is refused early may not be read to its end.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Reply { status, head, body: bytes[end + 4..].to_vec() })
    }

    /// Asks with further header lines, each `Name: value`.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Reply {
        let mut lines = vec![format!("{method} {path} HTTP/1.1"), "Connection: close".to_owned()];
        if !headers.iter().any(|line| line.starts_with("Host:")) {
            lines.push(format!("Host: {}", self.address));
        }
        lines.extend(headers.iter().map(|line| (*line).to_owned()));
        self.send(format!("{}\r\n\r\n", lines.join("\r\n")).as_bytes()).expect("an answer")
    }

    /// The file at an address, as it would be built.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Waits until something holds.
    pub(crate) fn until(&self, what: &str, holds: impl FnMut() -> bool) {
        until(what, holds, || self.log());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(stream: impl Read + Send + 'static, log: &Arc<Mutex<String>>) {
    let log = log.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            log.lock().unwrap().push_str(&format!("{line}\n"));
        }
    });
}

fn until(what: &str, mut holds: impl FnMut() -> bool, log: impl Fn() -> String) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < DEADLINE, "waited in vain for {what}; the terminal says:\n{}", log());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A small site: two events, a page, an asset of every sort, a large file.
pub(crate) fn site() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    write(&root, "kronika.yaml", "title: Kronika próbna\nlanguage: pl\n");
    write(&root, "content/events/kielce.md", &event("Kielce", "2025-05-10"));
    write(&root, "content/events/konin.md", &event("Konin", "2025-06-10"));
    write(&root, "content/pages/kontakt.md", "---\ntitle: Kontakt\n---\nPiszcie do nas.\n");
    write(&root, "assets/wlasne.css", "a { color: red }\n");
    (folder, root)
}

/// The text of an event.
pub(crate) fn event(title: &str, when: &str) -> String {
    format!("---\ntitle: {title}\nwhen: {when}\n---\nPierwsze zdanie.\n")
}

/// Writes a file in place, as many editors do.
pub(crate) fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(place, text).unwrap();
}
