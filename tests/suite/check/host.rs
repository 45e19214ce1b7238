//! A host for tests: answers as it is told, and notes who asked for what, and how many at once.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What a path answers: to the nth request, the nth of these; to later ones, the last.
pub(super) type Answers = Vec<Reply>;

/// One answer.
#[derive(Clone)]
pub(super) enum Reply {
    /// Status line and headers, each closed by `\r\n`; bytes, for headers are not always text.
    Head(Vec<u8>),
    /// The same to `GET`; to `HEAD` the other.
    Unlike(Vec<u8>, Vec<u8>),
    /// A head, and a body that never ends.
    Endless,
    /// Nothing, for as long.
    Silence(Duration),
    /// What is no HTTP.
    Noise,
}

/// A status without more.
pub(super) fn status(code: u16) -> Reply {
    Reply::Head(head(code, ""))
}

/// A status with a header.
pub(super) fn with(code: u16, header: &str) -> Reply {
    Reply::Head(head(code, &format!("{header}\r\n")))
}

/// The head of an answer.
pub(super) fn head(code: u16, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {code} X\r\nContent-Length: 0\r\nConnection: close\r\n{headers}").into_bytes()
}

/// What was asked.
#[derive(Default)]
struct Log {
    lines: Vec<String>,
    most_at_once: usize,
    headers: String,
    taken: usize,
    now: usize,
}

/// A running host; it ends with the process.
#[derive(Clone)]
pub(super) struct Host {
    pub(super) port: u16,
    log: Arc<Mutex<Log>>,
}

impl Host {
    /// Answers on a free port of this computer.
    pub(super) fn start(answers: &[(&str, Answers)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = Self { port: listener.local_addr().unwrap().port(), log: Arc::default() };
        let answers: BTreeMap<String, Answers> =
            answers.iter().map(|(path, answers)| ((*path).to_owned(), answers.clone())).collect();
        let (answers, log) = (Arc::new(answers), host.log.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, log) = (answers.clone(), log.clone());
                std::thread::spawn(move || answer(stream, &answers, &log));
            }
        });
        host
    }

    /// The address of a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked for, as `HEAD /a`, in the order asked.
    pub(super) fn asked(&self) -> Vec<String> {
        self.log.lock().unwrap().lines.clone()
    }

    /// The most requests that were under way at once.
    pub(super) fn most_at_once(&self) -> usize {
        self.log.lock().unwrap().most_at_once
    }

    /// Headers of the last request, in small letters.
    pub(super) fn headers(&self) -> String {
        self.log.lock().unwrap().headers.clone()
    }

    /// How many bytes of an endless body were taken.
    pub(super) fn taken(&self) -> usize {
        self.log.lock().unwrap().taken
    }
}

fn answer(mut stream: TcpStream, answers: &BTreeMap<String, Answers>, log: &Mutex<Log>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut headers = String::new();
    while headers.is_empty() || !headers.ends_with("\n\r\n") {
        if reader.read_line(&mut headers).ok()? == 0 {
            break;
        }
    }
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let before = {
        let mut log = log.lock().unwrap();
        let before = log.lines.iter().filter(|line| line.split(' ').nth(1) == Some(&path)).count();
        log.lines.push(format!("{method} {path}"));
        log.headers = headers.to_lowercase();
        log.now += 1;
        log.most_at_once = log.most_at_once.max(log.now);
        before
    };
    let replies = answers.get(&path);
    let reply = replies.and_then(|replies| replies.get(before).or(replies.last()).cloned());
    // Long enough for a second request to be seen, if there were one.
    std::thread::sleep(Duration::from_millis(20));
    log.lock().unwrap().now -= 1;
    match reply.unwrap_or_else(|| status(404)) {
        Reply::Head(head) => send(&mut stream, &head)?,
        Reply::Unlike(get, to_head) => send(&mut stream, if method == "HEAD" { &to_head } else { &get })?,
        Reply::Endless => {
            send(&mut stream, b"HTTP/1.1 200 X\r\nContent-Type: video/mp4\r\n")?;
            if method != "HEAD" {
                while stream.write_all(&[0; 4096]).is_ok() {
                    log.lock().unwrap().taken += 4096;
                }
            }
        }
        Reply::Silence(time) => std::thread::sleep(time),
        Reply::Noise => stream.write_all(b"220 smtp ready\r\n").ok()?,
    }
    Some(())
}

fn send(stream: &mut TcpStream, head: &[u8]) -> Option<()> {
    stream.write_all(head).ok()?;
    stream.write_all(b"\r\n").ok()
}

/// A host with HTTPS whose certificate it has signed itself; its port.
pub(super) fn self_signed() -> u16 {
    let pem = include_bytes!("self-signed.pem");
    let certificate = CertificateDer::from_pem_slice(pem).unwrap();
    let key = PrivateKeyDer::from_pem_slice(pem).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = rustls::ServerConnection::new(config.clone()).unwrap();
            while connection.is_handshaking() && connection.complete_io(&mut stream).is_ok() {}
        }
    });
    port
}
