//! What browsers are told.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use super::{Server, event, site, write};

/// A browser that listens.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn new(server: &Server) -> Self {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(super::DEADLINE)).unwrap();
        write!(stream, "GET /__kronika/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// The next state.
    fn state(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the server hung up");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

#[test]
fn each_state_is_told() {
    let (_folder, root) = site();
    let server = Server::start(&root, &[]);
    let mut browser = Listener::new(&server);
    let first = browser.state();
    assert_eq!((first["version"].as_u64(), first["shown"].as_bool()), (Some(1), Some(true)));
    assert_eq!(first["errors"], serde_json::json!([]));

    write(&root, "content/events/kielce.md", &event("Kielce", "2025-05-10").replace("Pierwsze", "Drugie"));
    let edited = browser.state();
    assert_eq!(edited["version"], 2);
    assert_eq!(edited["session"], first["session"]);
    let changed: Vec<&str> =
        edited["changed"].as_array().unwrap().iter().filter_map(|url| url.as_str()).collect();
    assert!(changed.contains(&"wydarzenia/kielce/"), "{changed:?}");
    server.until("the line on the terminal", || {
        server
            .log()
            .lines()
            .any(|line| line.contains(" files in ") && line.contains(" ms: wydarzenia/kielce/"))
    });

    write(&root, "content/events/kielce.md", "---\ntilte: Kielce\nwhen: 2025-05-10\n---\n");
    let broken = browser.state();
    assert_eq!(broken["shown"], true);
    let fault = broken["errors"].as_array().unwrap().iter().find(|fault| fault["code"] == "K0106").unwrap();
    assert_eq!(fault["path"], "content/events/kielce.md");
    assert_eq!((fault["line"].as_u64(), fault["column"].as_u64()), (Some(2), Some(1)));
    assert!(fault["excerpt"].as_str().unwrap().contains("2 | tilte: Kielce"), "{fault}");
    assert!(fault["hints"][0].as_str().unwrap().contains("title"), "{fault}");
    assert!(server.get("/wydarzenia/kielce/").text().contains("Drugie zdanie."), "the last good page stays");
    server.until("the error on the terminal", || server.log().contains("error[K0106]"));

    write(&root, "content/events/kielce.md", &event("Kielce", "2025-05-10"));
    let mended = browser.state();
    assert_eq!(mended["errors"], serde_json::json!([]));
    server.until("the mended line", || server.log().contains("Mended"));
    assert!(server.get("/wydarzenia/kielce/").text().contains("Pierwsze zdanie."));
}

#[test]
fn what_is_wrong_for_an_instant_is_not_told() {
    let (_folder, root) = site();
    let server = Server::start(&root, &[]);
    let mut browser = Listener::new(&server);
    browser.state();
    let rounds = 6;
    let mut told = 0;
    for round in 0..rounds {
        write(&root, "content/events/kielce.md", "---\ntilte: Kielce\n---\n");
        std::thread::sleep(std::time::Duration::from_millis(40));
        write(&root, "content/events/kielce.md", &event(&format!("Kielce {round}"), "2025-05-10"));
        loop {
            let state = browser.state();
            if state["errors"] == serde_json::json!([]) {
                break;
            }
            told += 1;
        }
    }
    // On a machine that stands still for long, some of them lasted longer.
    assert!(told < rounds, "all were told");
}

#[test]
fn warnings_are_drawn_when_they_are_new() {
    let (_folder, root) = site();
    let raw = |words: &str| event("Kielce", "2025-05-10") + "<section>" + words + "</section>\n";
    write(&root, "content/events/kielce.md", &raw("a"));
    let server = Server::start(&root, &[]);
    let mut browser = Listener::new(&server);
    assert!(!browser.state()["warnings"].as_array().unwrap().is_empty());
    let drawn = || server.log().matches("warning[K0408]").count();
    server.until("the warning", || drawn() > 0);
    let before = drawn();
    write(&root, "content/events/konin.md", &event("Konin inaczej", "2025-06-10"));
    server.until("the next line", || server.log().contains("ms: wydarzenia/konin"));
    assert_eq!(drawn(), before, "the same warning is not drawn again: {}", server.log());
    let line = server.log().lines().find(|line| line.contains("ms: wydarzenia/konin")).unwrap().to_owned();
    assert!(line.contains("warning"), "but counted: {line}");
    write(&root, "content/events/konin.md", &raw("b").replace("Kielce", "Konin"));
    server.until("the new warning", || drawn() > before);
}

#[test]
fn what_a_build_would_not_publish_is_told_of() {
    let (_folder, root) = site();
    let server = Server::start(&root, &[]);
    let mut browser = Listener::new(&server);
    browser.state();
    let about = || -> serde_json::Value {
        serde_json::from_str(&server.get("/__kronika/page?url=wydarzenia%2Fkielce%2F").text()).unwrap()
    };
    let before = about();
    assert_eq!(before["state"], "published");
    assert_eq!(before["source"], "content/events/kielce.md");
    let file = before["file"].as_str().unwrap();
    assert!(std::path::Path::new(file).is_absolute() && std::path::Path::new(file).is_file(), "{file}");
    let draft = event("Kielce", "2025-05-10").replace("when:", "draft: true\nwhen:");
    write(&root, "content/events/kielce.md", &draft);
    browser.state();
    assert_eq!(about()["state"], "draft", "a state is told, and is the new one");
}

#[test]
fn a_new_process_is_a_new_session() {
    let (_folder, root) = site();
    let session = |server: &Server| Listener::new(server).state()["session"].as_str().unwrap().to_owned();
    let (first, second) = (Server::start(&root, &[]), Server::start(&root, &[]));
    assert_eq!(session(&first), session(&first));
    assert_ne!(session(&first), session(&second));
}

#[cfg(target_os = "linux")]
#[test]
fn browsers_that_went_away_leave_nothing_open() {
    let (_folder, root) = site();
    let server = Server::start(&root, &[]);
    let open = || std::fs::read_dir(format!("/proc/{}/fd", server.id())).unwrap().count();
    assert_eq!(server.get("/").status, 200);
    let before = open();
    for round in 0..4 {
        // More in all than there may be at once: whoever stayed would keep the next from being let in.
        let mut browsers: Vec<Listener> = (0..40).map(|_| Listener::new(&server)).collect();
        for browser in &mut browsers {
            browser.state();
        }
        // The first count may hold a connection that was just being closed.
        assert!(open() >= before + 35, "they are counted");
        drop(browsers);
        write(&root, "content/events/kielce.md", &event(&format!("Kielce {round}"), "2025-05-10"));
        server.until("closed connections", || open() <= before + 2);
    }
    assert_eq!(server.get("/").status, 200);
}
