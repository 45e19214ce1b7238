//! How the preview starts and ends.

use std::net::TcpListener;
use std::process::Command;

use super::{Server, event, site, write};

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let (_folder, root) = site();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let server = Server::call(&root, &["serve", "--port", &port]);
    assert_ne!(server.address.port().to_string(), port);
    let line = format!("port {port} is taken, using {}", server.address.port());
    server.until("the line on the port", || server.log().contains(&line));
    assert_eq!(server.get("/").status, 200);
    assert!(!root.join("output").exists(), "nothing is written");
}

#[test]
fn a_broken_site_is_served_until_it_is_mended() {
    let (_folder, root) = site();
    write(&root, "content/events/kielce.md", "---\ntilte: Kielce\n---\n");
    let server = Server::start(&root, &[]);
    server.until("the error", || server.log().contains("error[K0106]"));
    server.until("what follows", || server.log().contains(": the browser shows what is wrong"));
    let page = server.ask("GET", "/wydarzenia/kielce/", &["Accept: text/html"]);
    assert_eq!(page.status, 503);
    assert!(page.text().contains("src=\"/__kronika/client.js\""), "{}", page.text());
    assert_eq!(server.get("/").status, 503);
    write(&root, "content/events/kielce.md", &event("Kielce", "2025-05-10"));
    server.until("the mended page", || server.get("/wydarzenia/kielce/").status == 200);
}

#[test]
fn a_broken_configuration_is_served_until_it_is_mended() {
    let (_folder, root) = site();
    write(&root, "kronika.yaml", "title: [\n");
    let server = Server::start(&root, &[]);
    assert_eq!(server.get("/").status, 503);
    write(&root, "kronika.yaml", "title: Naprawiona\nlanguage: pl\n");
    server.until("the mended page", || server.get("/").text().contains("Naprawiona"));
}

#[test]
fn a_folder_without_a_site_is_a_wrong_call() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["serve"][..], &["serve", "--root", "nie-ma"], &["serve", "--host", "nie.ma.invalid"]]
    {
        let (_folder, root) = site();
        let at = if arguments.contains(&"--host") { root.as_path() } else { folder.path() };
        let output =
            Command::new(env!("CARGO_BIN_EXE_kronika")).args(arguments).current_dir(at).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn drafts_are_shown_unless_they_are_not_wanted() {
    let (_folder, root) = site();
    let draft = event("Szkic", "2025-05-10").replace("when:", "draft: true\nwhen:");
    write(&root, "content/events/szkic.md", &draft);
    assert_eq!(Server::start(&root, &["--drafts", "--future"]).get("/wydarzenia/szkic/").status, 200);
    assert_eq!(Server::start(&root, &[]).get("/wydarzenia/szkic/").status, 200);
    assert_eq!(Server::start(&root, &["--no-drafts"]).get("/wydarzenia/szkic/").status, 404);
}

#[test]
fn others_in_the_network_are_warned_of() {
    let (_folder, root) = site();
    let server = Server::start(&root, &["--host", "0.0.0.0"]);
    server.until("the warning", || server.log().contains("everyone in your network"));
    assert_eq!(server.ask("GET", "/", &["Host: 192.168.0.7:1111"]).status, 200);
    assert_eq!(server.ask("GET", "/", &["Host: evil.example"]).status, 421);
    let quiet = Server::start(&root, &[]);
    assert!(!quiet.log().contains("network"), "{}", quiet.log());
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_when_the_site_is_there() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, root) = site();
    let opener = folder.path().join("xdg-open");
    std::fs::write(&opener, "#!/bin/sh\necho \"$1\" > opened\nexit 3\n").unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let server = Server::with(&root, &["serve", "--port", "0", "--open"], &[("PATH", &path)]);
    let address = format!("http://{}/", server.address);
    server.until("the opened address", || {
        std::fs::read_to_string(root.join("opened")).is_ok_and(|opened| opened.trim() == address)
    });
    server.until("the note that it failed", || server.log().contains("open the address yourself"));
    assert_eq!(server.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once() {
    let (_folder, root) = site();
    let mut server = Server::start(&root, &[]);
    // Somebody is listening, somebody is half through with asking.
    let address = server.address;
    let listening = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        write!(stream, "GET /__kronika/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut first = [0; 64];
        stream.read_exact(&mut first).unwrap();
        stream
    });
    let _stream = listening.join().unwrap();
    let _half = std::net::TcpStream::connect(address).unwrap();
    let id = server.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let mut status = None;
    super::until(
        "the end",
        || {
            status = server.ended();
            status.is_some()
        },
        String::new,
    );
    assert_eq!(status.unwrap().code(), Some(0));
}
