//! What a request gets: types, ranges, conditions, the preview's script; and what is refused.

use super::{Server, site, write};

const PAGE: &str = "/wydarzenia/kielce/";

fn start() -> (tempfile::TempDir, Server) {
    let (folder, root) = site();
    write(&root, "assets/film.mp4", "0123456789");
    std::fs::write(root.join("assets/duzy.pdf"), vec![b'x'; 6 << 20]).unwrap();
    std::fs::write(root.join("assets/stary.txt"), b"za\xbf\xf3\xb3\xe6").unwrap();
    let server = Server::start(&root, &[]);
    (folder, server)
}

#[test]
fn files_have_their_types_and_lengths() {
    let (_folder, server) = start();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        (PAGE, "text/html; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/film.mp4", "video/mp4"),
        ("/assets/duzy.pdf", "application/pdf"),
        ("/assets/stary.txt", "text/plain"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/__kronika/client.js", "text/javascript; charset=utf-8"),
        ("/__kronika/client.css", "text/css; charset=utf-8"),
    ] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)), "{path}");
        assert_eq!(reply.header("content-length"), Some(&*reply.body.len().to_string()), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{path}");
        let head = server.ask("HEAD", path, &[]);
        assert_eq!(head.body, b"", "{path}");
        assert_eq!(head.header("content-length"), reply.header("content-length"), "{path}");
        assert_eq!(head.header("etag"), reply.header("etag"), "{path}");
    }
}

#[test]
fn pages_are_found_under_their_addresses() {
    let (_folder, server) = start();
    let page = server.get(PAGE);
    assert!(page.text().contains("Pierwsze zdanie."));
    assert_eq!(server.get("/wydarzenia/kielce/index.html").body, page.body);
    let bare = server.get("/wydarzenia/kielce?a=b");
    assert_eq!((bare.status, bare.header("location")), (307, Some("/wydarzenia/kielce/?a=b")));
    let lost = server.get("/nie/ma/");
    assert_eq!(lost.status, 404);
    assert!(lost.text().contains("Nie znaleziono strony"), "the site's own page");
    for path in ["//wydarzenia/kielce/", "/wydarzenia//kielce/", "//wydarzenia/kielce", "/__kronika/nie.js"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn only_documents_get_the_script() {
    let (_folder, server) = start();
    let bare = server.get(PAGE);
    assert!(!bare.text().contains("__kronika"));
    let script = "<script type=\"module\" src=\"/__kronika/client.js\" data-version=\"1\" data-base=\"/\"></script></body>";
    for header in ["Accept: text/html,*/*;q=0.8", "Sec-Fetch-Dest: document", "Sec-Fetch-Dest: iframe"] {
        let page = server.ask("GET", PAGE, &[header]);
        assert!(page.text().contains(script), "{header}");
        assert_eq!(page.text().replace(script, "</body>"), bare.text(), "nothing else differs");
        assert_ne!(page.header("etag"), bare.header("etag"));
        assert_eq!(page.header("vary"), Some("Accept, Sec-Fetch-Dest"));
        let style = server.ask("GET", "/assets/style.css", &[header]);
        assert!(!style.text().contains("__kronika"), "no script in what is no page");
    }
    let lost = server.ask("GET", "/nie/ma/", &["Accept: text/html"]);
    assert_eq!(lost.status, 404);
    assert!(lost.text().contains(script), "the page for what is not there follows too");
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let (_folder, server) = start();
    for path in [PAGE, "/assets/film.mp4", "/assets/duzy.pdf"] {
        let first = server.get(path);
        let etag = first.header("etag").unwrap();
        assert!(etag.starts_with('"'), "strong: {etag}");
        for tags in [etag.to_owned(), format!("\"x\", W/{etag}"), "*".to_owned()] {
            let again = server.ask("GET", path, &[&format!("If-None-Match: {tags}")]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {tags}");
            assert_eq!(again.header("etag"), Some(etag));
        }
        assert_eq!(server.ask("GET", path, &["If-None-Match: \"x\""]).status, 200);
    }
}

#[test]
fn parts_of_files_are_sent() {
    let (_folder, server) = start();
    let film = "/assets/film.mp4";
    let etag = server.get(film).header("etag").unwrap().to_owned();
    let same = format!("If-Range: {etag}");
    for (headers, status, range, body) in [
        (&["Range: bytes=2-4"][..], 206, Some("bytes 2-4/10"), "234"),
        (&["Range: bytes=7-"], 206, Some("bytes 7-9/10"), "789"),
        (&["Range: bytes=-2"], 206, Some("bytes 8-9/10"), "89"),
        (&["Range: bytes=2-4", &same], 206, Some("bytes 2-4/10"), "234"),
        (&["Range: bytes=2-4", "If-Range: \"old\""], 200, None, "0123456789"),
        (&["Range: bytes=2-4", "If-Range: Sat, 29 Oct 1994 19:43:31 GMT"], 200, None, "0123456789"),
        (&["Range: bytes=10-"], 416, Some("bytes */10"), ""),
        (&["Range: bytes=0-1,4-5"], 200, None, "0123456789"),
        (&["Range: words=1"], 200, None, "0123456789"),
    ] {
        let reply = server.ask("GET", film, headers);
        assert_eq!((reply.status, reply.header("content-range")), (status, range), "{headers:?}");
        assert_eq!(reply.text(), body, "{headers:?}");
    }
    assert_eq!(server.ask("HEAD", film, &["Range: bytes=2-4"]).status, 200);
    let large = server.ask("GET", "/assets/duzy.pdf", &["Range: bytes=5000000-5999999"]);
    assert_eq!((large.status, large.body.len()), (206, 1_000_000));
    assert_eq!(server.get("/assets/duzy.pdf").body.len(), 6 << 20);
    assert_eq!(server.ask("GET", PAGE, &["Range: bytes=0-8"]).text(), "<!doctype", "also of what was made");
}

#[test]
fn foreign_names_are_refused() {
    let (_folder, server) = start();
    for host in ["evil.example", "evil.example:1111", "192.168.0.1", "127.0.0.1.evil.example", ""] {
        let reply = server.ask("GET", "/", &[&format!("Host: {host}")]);
        assert!([400, 421].contains(&reply.status), "{host}: {}", reply.status);
        assert!(!reply.text().contains("Kronika próbna"), "{host}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]:1111"] {
        assert_eq!(server.ask("GET", "/", &[&format!("Host: {host}")]).status, 200, "{host}");
    }
    let absolute = server.ask("GET", "http://evil.example/", &["Host: localhost"]);
    assert_eq!(absolute.status, 421);
    for request in ["GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"] {
        assert_eq!(server.send(request.as_bytes()).unwrap().status, 400, "no Host at all");
    }
    let two = server.ask("GET", "/", &["Host: localhost", "Host: localhost"]);
    assert_eq!(two.status, 400);
}

#[test]
fn what_leads_out_or_makes_no_sense_is_refused() {
    let (folder, server) = start();
    std::fs::write(folder.path().join("tajne.txt"), "tajne").unwrap();
    for path in [
        "/../tajne.txt",
        "/assets/../../tajne.txt",
        "/%2e%2e/tajne.txt",
        "/assets/%2E%2e/%2e./tajne.txt",
        "/..%2ftajne.txt",
        "/..%5ctajne.txt",
        "/assets%00.txt",
        "/%",
        "/%ff",
        "/__kronika/../kronika.yaml",
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 400, "{path}");
        assert!(!reply.text().contains("tajne"), "{path}");
    }
    for path in ["/kronika.yaml", "/content/events/kielce.md", "/assets/style.css/", "/etc/passwd"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let reply = server.ask(method, "/", &[]);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn what_is_too_large_or_malformed_is_refused() {
    let (_folder, server) = start();
    let long = format!("/{}", "a".repeat(20_000));
    assert_eq!(server.get(&long).status, 414);
    let endless = format!("/{}", "a".repeat(200_000));
    let refused = server.get(&endless).status;
    assert!([414, 431].contains(&refused), "{refused}");
    let header = format!("X: {}", "a".repeat(100_000));
    assert_eq!(server.ask("GET", "/", &[&header]).status, 431);
    let many: Vec<String> = (0..300).map(|n| format!("X-{n}: 1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(server.ask("GET", "/", &many).status, 431);
    for nonsense in
        ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nA\r\n\r\n"]
    {
        let reply = server.send(nonsense.as_bytes());
        assert!(reply.is_none_or(|reply| (400..600).contains(&reply.status)), "{nonsense:?}");
    }
    assert_eq!(server.get("/").status, 200, "and it is still there");
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let (_folder, root) = site();
    write(&root, "kronika.yaml", "title: Kronika\nlanguage: pl\nbase_url: https://x.example/kronika/\n");
    let server = Server::start(&root, &[]);
    assert!(server.log().contains("/kronika/ "), "{}", server.log());
    for path in ["/", "/kronika"] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("location")), (307, Some("/kronika/")), "{path}");
    }
    let page = server.ask("GET", "/kronika/wydarzenia/kielce/", &["Accept: text/html"]);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("src=\"/__kronika/client.js\" data-version=\"1\" data-base=\"/kronika/\""));
    assert_eq!(server.get("/wydarzenia/kielce/").status, 404);
    let bare = server.get("/kronika/wydarzenia/kielce");
    assert_eq!(bare.header("location"), Some("/kronika/wydarzenia/kielce/"));
    let told = server.get("/__kronika/page?url=nie%2Fma%2F");
    assert_eq!((told.status, told.text().as_str()), (200, "null"));
}
