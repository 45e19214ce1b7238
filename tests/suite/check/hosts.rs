//! How other hosts are asked, and what is made of their answers.

use std::time::{Duration, Instant};

use kronika::check::external::{Asked, Policy, Reach, Route};
use kronika::config::{self, Options};
use kronika::diag::{Diagnostics, Place};
use tempfile::TempDir;

use super::super::common::{describe, options};
use super::host::{Host, Reply, head, status, with};

/// As quick as a test should be; hosts of this computer are asked, and no proxy.
fn policy() -> Policy {
    Policy {
        reach: Reach::Any,
        pause: Duration::ZERO,
        backoff: Duration::from_millis(10),
        request_time: Duration::from_secs(20),
        total_time: Duration::from_secs(60),
        route: Route::Direct,
        ..Policy::default()
    }
}

/// A site with one text that has these links.
fn site(links: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/posts")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: Próba\n").unwrap();
    let lines: Vec<String> = links.iter().map(|link| format!("- [x]({link})\n")).collect();
    let text = format!("---\ntitle: A\n---\n{}", lines.concat());
    std::fs::write(folder.path().join("content/posts/a.md"), text).unwrap();
    folder
}

/// What is told of these links, and what came of asking.
fn ask(links: &[String], policy: &Policy) -> (Vec<String>, Asked) {
    ask_of(&options(site(links).path()), policy)
}

fn ask_of(options: &Options, policy: &Policy) -> (Vec<String>, Asked) {
    let mut diagnostics = Diagnostics::new();
    let config = config::load(options, &mut diagnostics).unwrap();
    let checked = kronika::check::run(&config, Some(policy), &|_, _, _| {}, &mut diagnostics).unwrap();
    diagnostics.sort();
    (diagnostics.iter().map(describe).collect(), checked.asked.unwrap())
}

#[test]
fn each_answer_is_told_where_the_address_is_written() {
    let host = Host::start(&[
        ("/dobra", vec![status(200)]),
        ("/nie-ma", vec![status(404)]),
        ("/usunieta", vec![status(410)]),
        ("/bez-head", vec![Reply::Unlike(head(200, ""), head(405, ""))]),
        ("/klamie", vec![Reply::Unlike(head(200, ""), head(404, ""))]),
        ("/potem-dobra", vec![status(500), status(500), status(200)]),
        ("/awaria", vec![status(503)]),
        ("/zamknieta", vec![status(403)]),
    ]);
    let paths = [
        "dobra",
        "nie-ma",
        "usunieta",
        "bez-head",
        "klamie",
        "potem-dobra",
        "awaria",
        "zamknieta",
        "dobra#x",
    ];
    let links: Vec<String> = paths.iter().map(|path| host.url(&format!("/{path}"))).collect();
    let (told, asked) = ask(&links, &policy());
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].starts_with("content/posts/a.md:5:7 K0418") && told[0].contains("404"), "{}", told[0]);
    assert!(told[0].contains("web.archive.org/web/http"), "{}", told[0]);
    assert!(told[1].starts_with("content/posts/a.md:6:7 K0418") && told[1].contains("410"), "{}", told[1]);
    assert!(told[2].starts_with("content/posts/a.md:10:7 K0419") && told[2].contains("503"), "{}", told[2]);
    assert_eq!((asked.addresses, asked.refused, asked.faulty, asked.not_asked), (8, 1, 3, 0));
    let lines = host.asked();
    let of = |path: &str| lines.iter().filter(|line| line.ends_with(path)).cloned().collect::<Vec<_>>();
    assert_eq!(of("/dobra"), ["HEAD /dobra"], "once, whatever the place in it");
    assert_eq!(of("/nie-ma"), ["HEAD /nie-ma", "GET /nie-ma"], "what is certain is not asked for again");
    assert_eq!(of("/awaria").len(), 4);
    let headers = host.headers();
    assert!(headers.contains("user-agent: kronika/0.1") && headers.contains("(+link check)"), "{headers}");
}

#[test]
fn redirects_are_followed_and_told_when_they_are_for_good() {
    let host = Host::start(&[
        ("/a", vec![with(301, "Location: /b")]),
        ("/b", vec![status(200)]),
        ("/c", vec![with(302, "Location: /b")]),
        ("/d", vec![with(308, "Location: d/")]),
        ("/d/", vec![status(200)]),
        ("/kolo", vec![with(302, "Location: /kolo")]),
        ("/na-glowna", vec![with(301, "Location: /")]),
        ("/", vec![status(200)]),
        ("/polska", vec![Reply::Head([&head(301, ""), &b"Location: /za\xbf\xf3\xb3\xe6\r\n"[..]].concat())]),
        ("/za%BF%F3%B3%E6", vec![status(200)]),
    ]);
    let links: Vec<String> =
        ["/a", "/c", "/d", "/kolo", "/na-glowna", "/polska"].iter().map(|path| host.url(path)).collect();
    let (told, asked) = ask(&links, &policy());
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told[0].contains("K0420") && told[0].contains(&host.url("/b")), "{}", told[0]);
    assert!(told[1].contains("K0419") && told[1].contains("circle"), "{}", told[1]);
    assert!(told[2].contains("K0420") && told[2].contains("front page"), "{}", told[2]);
    assert!(told[3].contains("K0420") && told[3].contains("/za%BF%F3%B3%E6"), "{}", told[3]);
    assert_eq!(asked.faulty, 4);
}

#[test]
fn a_host_is_never_asked_two_things_at_once_and_gets_its_rest() {
    let one = Host::start(&[("/", vec![status(200)])]);
    let two = Host::start(&[("/", vec![status(200)])]);
    let paths: Vec<String> = (0..6).map(|number| format!("/?{number}")).collect();
    let links = paths
        .iter()
        .flat_map(|path| [one.url(path), two.url(path), two.url(path).replace("127.0.0.1", "localhost")]);
    let pause = Duration::from_millis(50);
    let begin = Instant::now();
    let (_, asked) = ask(&links.collect::<Vec<_>>(), &Policy { pause, ..policy() });
    assert_eq!(asked.addresses, 18);
    assert_eq!((one.most_at_once(), one.asked().len()), (1, 12), "HEAD and GET of six");
    assert!(begin.elapsed() >= pause * 11, "one name, one line, whatever the port");
}

#[test]
fn who_asks_for_a_rest_gets_it() {
    let host = Host::start(&[
        ("/zajeta", vec![with(429, "Retry-After: 1"), status(200)]),
        ("/pozniej", vec![with(503, "Retry-After: 3600")]),
    ]);
    let begin = Instant::now();
    let (told, asked) = ask(&[host.url("/zajeta")], &policy());
    assert!(told.is_empty(), "{told:#?}");
    assert!(begin.elapsed() >= Duration::from_secs(1), "the second request comes after the rest");
    assert_eq!((asked.refused, host.asked()), (0, vec!["HEAD /zajeta".to_owned(), "GET /zajeta".to_owned()]));
    let begin = Instant::now();
    let (told, asked) = ask(&[host.url("/pozniej")], &policy());
    assert!(told.is_empty() && begin.elapsed() < Duration::from_secs(30), "nobody waits for an hour");
    assert_eq!(asked.refused, 1);
}

#[test]
fn time_is_limited_for_each_and_for_all() {
    let silent = || vec![Reply::Silence(Duration::from_secs(30))];
    let host = Host::start(&[("/1", silent()), ("/2", silent()), ("/3", silent()), ("/4", silent())]);
    let links: Vec<String> = (1..=4).map(|number| host.url(&format!("/{number}"))).collect();
    let quick = Policy { request_time: Duration::from_millis(100), attempts: 2, ..policy() };
    let (told, _) = ask(&links, &quick);
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told.iter().all(|told| told.contains("K0419") && told.contains("in time")), "{told:#?}");
    assert_eq!(host.asked().len(), 4, "a host that is silent twice is let alone: {:?}", host.asked());
    let begin = Instant::now();
    let (told, asked) = ask(&links, &Policy { total_time: Duration::from_millis(300), ..policy() });
    assert!(begin.elapsed() < Duration::from_secs(15));
    assert!(told.len() <= 1 && asked.not_asked >= 3, "{told:#?} {asked:?}");
}

#[test]
fn no_more_is_taken_than_the_head() {
    let host = Host::start(&[("/film", vec![Reply::Unlike(Vec::new(), head(500, "")), Reply::Endless])]);
    let (told, _) = ask(&[host.url("/film")], &policy());
    assert!(told.is_empty(), "{told:#?}");
    std::thread::sleep(Duration::from_millis(300));
    let taken = host.taken();
    assert!(taken < 16 << 20, "only what the system buffers by itself: {taken}");
}

#[test]
fn what_cannot_be_reached_is_told_as_it_is() {
    let host = Host::start(&[("/smtp", vec![Reply::Noise])]);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let links =
        [host.url("/smtp"), format!("http://localhost:{closed}/x"), "http://nie-ma.invalid/".to_owned()];
    let (told, _) = ask(&links, &policy());
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].contains("K0419") && told[0].contains("cannot be understood"), "{}", told[0]);
    assert!(told[1].contains("K0419") && told[1].contains("no connection"), "{}", told[1]);
    assert!(told[2].contains("K0418") || told[2].contains("K0419"), "{}", told[2]);
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_told() {
    let port = super::host::self_signed();
    let (told, _) = ask(&[format!("https://localhost:{port}/")], &policy());
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("K0418") && told[0].contains("signed by nobody they know"), "{}", told[0]);
}

#[test]
fn without_a_network_one_line_says_so() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let links: Vec<String> =
        ["127.0.0.1", "127.0.0.2", "127.0.0.3"].iter().map(|ip| format!("http://{ip}:{closed}/")).collect();
    let (told, asked) = ask(&links, &Policy { attempts: 1, ..policy() });
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("K0419") && told[0].contains("none of 3"), "{told:#?}");
    assert_eq!(asked.faulty, 0);
}

#[test]
fn good_answers_are_remembered_and_bad_ones_asked_for_again() {
    let host = Host::start(&[
        ("/dobra", vec![status(200)]),
        ("/nowa", vec![with(301, "Location: /dobra")]),
        ("/nie-ma", vec![status(404)]),
    ]);
    let folder = site(&["/dobra", "/nowa", "/nie-ma"].map(|path| host.url(path)));
    let cache = folder.path().join(".kronika/links.json");
    let policy = Policy { cache: Some(cache.clone()), ..policy() };
    let (first, _) = ask_of(&options(folder.path()), &policy);
    let once = host.asked();
    let (second, asked) = ask_of(&options(folder.path()), &policy);
    assert_eq!(first, second, "what was remembered is told again");
    assert_eq!(asked.remembered, 2);
    assert_eq!(host.asked()[once.len()..], ["HEAD /nie-ma", "GET /nie-ma"]);
    assert_eq!(std::fs::read_to_string(folder.path().join(".kronika/.gitignore")).unwrap(), "*\n");
    let kept = std::fs::read_to_string(&cache).unwrap();
    assert!(kept.contains("/dobra") && !kept.contains("/nie-ma"), "{kept}");
    let old = Policy { good_for: Duration::ZERO, ..policy };
    assert_eq!(ask_of(&options(folder.path()), &old).1.remembered, 0, "after their time they are asked for");
}

#[test]
fn own_networks_and_made_up_names_are_not_asked_for() {
    let host = Host::start(&[]);
    let links = [host.url("/"), "https://kronika.example/".to_owned(), "mailto:a@b.pl".to_owned()];
    let (told, asked) = ask(&links, &Policy { reach: Reach::Public, ..policy() });
    assert!(told.is_empty() && host.asked().is_empty(), "{told:#?}");
    assert_eq!((asked.addresses, asked.private), (0, 2));
}

#[test]
fn a_silence_is_heard_for_other_hosts_too() {
    let host = Host::start(&[("/nie-ma", vec![status(404)]), ("/dobra", vec![status(200)])]);
    let folder = site(&[host.url("/nie-ma")]);
    let place = folder.path().join("content/posts/a.md");
    let text = std::fs::read_to_string(&place).unwrap().replace("title: A", "title: A\nallow: [K0418]");
    std::fs::write(&place, &text).unwrap();
    assert!(ask_of(&options(folder.path()), &policy()).0.is_empty());
    std::fs::write(&place, text.replace("/nie-ma", "/dobra")).unwrap();
    let (told, _) = ask_of(&options(folder.path()), &policy());
    assert!(told.is_empty(), "hosts come and go: {told:#?}");
}

#[test]
fn a_place_of_no_entry_is_named_too() {
    let host = Host::start(&[]);
    let folder = site(&[]);
    let menu = format!("title: Próba\nmenus:\n  main: [{{label: X, to: \"{}\"}}]\n", host.url("/nie-ma"));
    std::fs::write(folder.path().join("kronika.yaml"), menu).unwrap();
    let mut diagnostics = Diagnostics::new();
    let config = config::load(&options(folder.path()), &mut diagnostics).unwrap();
    kronika::check::run(&config, Some(&policy()), &|_, _, _| {}, &mut diagnostics).unwrap();
    let places: Vec<&Place> = diagnostics.iter().map(|diagnostic| &diagnostic.place).collect();
    assert!(matches!(places[..], [Place::Text(source, _)] if source.path.as_str() == "kronika.yaml"));
}
