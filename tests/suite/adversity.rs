//! Files and sites that no one would write on purpose, and some that somebody would: each ends with 1 or 2, names the file
//! and the line, says what to do, and is done within seconds and some hundred MB; the finished site stays as it was.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use super::common::program;

/// The tests' program is a slow one: the limit for the one people have is five seconds.
const LIMIT: Duration = Duration::from_secs(25);

/// The address space a build may ask for, in KB: what it uses is less than half of it.
const MEMORY: &str = "1200000";

/// The entry that is at fault in most cases.
const X: &str = "content/events/x.md";

/// One case: what is put into a site, how its build ends, and what is told.
struct Case {
    name: &'static str,
    /// Files by path.
    files: Vec<(String, Vec<u8>)>,
    status: i32,
    /// The code, and the place as it is drawn: the file, and often the line.
    told: (&'static str, &'static str),
}

fn case(name: &'static str, files: &[(&str, &str)], status: i32, told: (&'static str, &'static str)) -> Case {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Case { name, files, status, told }
}

/// A case whose front matter begins with a title and a time, at lines 2 and 3.
fn front(name: &'static str, rest: &str, told: (&'static str, &'static str)) -> Case {
    case(name, &[(X, &format!("---\ntitle: X\nwhen: 2024\n{rest}\n---\n"))], 1, told)
}

/// A case whose body begins at line 5.
fn body(name: &'static str, text: &str, told: (&'static str, &'static str)) -> Case {
    case(name, &[(X, &format!("---\ntitle: X\nwhen: 2024\n---\n{text}\n"))], 1, told)
}

fn bytes(name: &'static str, bytes: Vec<u8>, told: (&'static str, &'static str)) -> Case {
    Case { name, files: vec![(X.to_owned(), bytes)], status: 1, told }
}

fn settings(name: &'static str, text: &str, told: (&'static str, &'static str)) -> Case {
    case(name, &[("kronika.yaml", text)], 1, told)
}

fn template(name: &'static str, text: &str, told: (&'static str, &'static str)) -> Case {
    case(name, &[("templates/event.html", text)], 1, told)
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn cases() -> Vec<Case> {
    let bomb = numbered(8, |level| {
        let inner = if level == 0 {
            "x, x, x, x, x".to_owned()
        } else {
            vec![format!("*a{}", level - 1); 10].join(", ")
        };
        format!("a{level}: &a{level} [{inner}]\n")
    });
    let long = "y".repeat(100_000);
    let ring = numbered(300, |at| format!("p{at} p{} ", (at + 1) % 300));
    let mut cases = vec![
        bytes("Windows-1250", b"---\ntitle: \xaf\xf3\xb3w\n---\n".to_vec(), ("K0901", X)),
        bytes("UTF-16, as Notepad has it", utf16("---\ntitle: X\n---\n"), ("K0901", X)),
        bytes("a document of Word", [b"PK\x03\x04", &[0, 159, 146, 150][..]].concat(), ("K0901", X)),
        bytes("7 MB", vec![b'a'; 7 << 20], ("K0902", X)),
        bytes("NUL", b"---\ntitle: X\nwhen: 2024\n---\na\0b\n".to_vec(), ("K0906", "x.md:5:2")),
        bytes("empty", Vec::new(), ("K0101", "x.md:1:1")),
        bytes("never closed", b"---\ntitle: x\n".to_vec(), ("K0102", "x.md:1:1")),
        bytes("TOML", b"+++\ntitle = \"x\"\n+++\n".to_vec(), ("K0101", "x.md:1:1")),
        front("aliases of aliases", &bomb, ("K0111", "x.md:")),
        front(
            "aliases of long texts",
            &format!("x: &a {long}\ntags: [{}]", vec!["*a"; 500].join(",")),
            ("K0111", "x.md:5"),
        ),
        front("brackets without end", &format!("tags: {}", "[".repeat(10_000)), ("K0111", "x.md:4")),
        front("49,000 unknown keys", &numbered(49_000, |at| format!("k{at}: x\n")), ("K0106", "x.md:4:1")),
        front("the same key again and again", &"k: x\n".repeat(49_000), ("K0105", "x.md:5:1")),
        front("a key of a megabyte", &format!("{}: x", "k".repeat(1_000_000)), ("K0103", "x.md:4")),
        front(
            "comments that would be lost",
            &numbered(20_000, |at| format!("k{at}: b #c\n")),
            ("K0112", "x.md:4"),
        ),
        front("a value left out", "summary: x\nimage: {src: , alt: x}", ("K0109", "x.md:5")),
        front("an address out of the site", "slug: ../../x", ("K0308", "x.md:4:7")),
        front("an address of kronika's own", "aliases: [/.kronika-manifest/]", ("K0304", "x.md:4")),
        front("a device as an attachment", "attachments: [/dev/zero]", ("K0403", "x.md:4")),
        case("no time", &[(X, "---\ntitle: X\nwhen:\n---\n")], 1, ("K0109", "x.md:3:1")),
        case(
            "every sort of no day",
            &[(X, "---\ntitle: X\nwhen: 32.13.99999\n---\n")],
            1,
            ("K0201", "x.md:3:7"),
        ),
        case(
            "a century of days",
            &[(
                X,
                &format!(
                    "---\ntitle: X\nwhen: [{}]\n---\n",
                    numbered(3_700, |at| {
                        format!("{:04}-{:02}-{:02}, ", 1900 + at / 300, 1 + at % 300 / 25, 1 + at % 25)
                    })
                ),
            )],
            1,
            ("K0201", "x.md:3:7"),
        ),
        body("a line of broken links", &"<b>[a](brak.md) ".repeat(50_000), ("K0402", "x.md:5:4")),
        body(
            "more links than anybody reads",
            &"[x](https://a.pl) ".repeat(100_001),
            ("K0902", "x.md:5:1800001"),
        ),
        body("pictures without words", &"![](a) ".repeat(500_000), ("K0902", "x.md:5:700001")),
        body(
            "broken links, each another",
            &numbered(50_000, |at| format!("[[brak{at}]]\n")),
            ("K0401", "x.md:5:1"),
        ),
        body(
            "broken anchors",
            &numbered(20_000, |at| format!("[a](#k{at})\n\n# N{at}\n\n")),
            ("K0407", "x.md:5:1"),
        ),
        body("quotations without end", &"> ".repeat(50_000), ("K0406", "x.md:5")),
        body("broken blocks", &"```figures\n```\n".repeat(20_000), ("K0404", "x.md:5:1")),
        settings("no settings", "", ("K0109", "kronika.yaml:1:1")),
        settings("a list", "- a\n", ("K0104", "kronika.yaml:1:1")),
        settings(
            "a language out of the site",
            "title: x\nlanguage: ../../etc\n",
            ("K0602", "kronika.yaml:2:11"),
        ),
        settings(
            "a timezone out of the system",
            "title: x\ntimezone: ../../../etc/passwd\n",
            ("K0602", "kronika.yaml:2:11"),
        ),
        settings("a theme out of the site", "title: x\ntheme: ../..\n", ("K0504", "kronika.yaml:2:8")),
        settings("an address that is none", "title: x\nbase_url: ftp://x\n", ("K0602", "kronika.yaml:2:11")),
        settings("an unknown segment", "title: x\nurls: {brak: x}\n", ("K0602", "kronika.yaml:2:14")),
        template("includes itself", "{% include \"event.html\" %}", ("K0501", "templates/event.html:1:4")),
        template("never ends", "{% if 1 %}", ("K0501", "templates/event.html:1")),
        template("no such value", "\n{{ brak.x }}", ("K0502", "content/events/dobre.md")),
        template("no such text", "{{ t(key=\"brak\") }}", ("K0503", "templates/event.html:1")),
        template("extends nothing", "{% extends \"brak.html\" %}", ("K0501", "templates/event.html:1:4")),
    ];
    let mut circle =
        Case { name: "a circle of 300", files: Vec::new(), status: 1, told: ("K0306", "p0.md:4:9") };
    for (own, parent) in ring.split_whitespace().collect::<Vec<_>>().chunks(2).map(|pair| (pair[0], pair[1]))
    {
        let text = format!("---\ntitle: {own}\nwhen: 2024\nparent: {parent}\n---\n");
        circle.files.push((format!("content/programmes/{own}.md"), text.into_bytes()));
    }
    let mut chain = Case {
        name: "300 one in another",
        files: circle.files.clone(),
        status: 1,
        told: ("K0306", ".md:4:9"),
    };
    chain.files[299].1 = b"---\ntitle: x\nwhen: 2024\n---\n".to_vec();
    cases.extend([circle, chain]);
    cases
}

/// Times and storms of Markdown that are odd and no faults.
fn oddities() -> Vec<(&'static str, String)> {
    let event = |when: &str, text: &str| format!("---\ntitle: X\nwhen: {when}\n---\n{text}\n");
    let mut oddities: Vec<(&'static str, String)> =
        ["0000/9999", "0001", "9999-12-31T23:59:59", "../9999", "0000/.."]
            .iter()
            .map(|when| ("a time at the edge", event(when, "")))
            .collect();
    for (what, storm) in [
        ("emphasis", "*a **a ".repeat(30_000)),
        ("brackets", "![[[".repeat(30_000)),
        ("backticks", "`a``".repeat(30_000)),
        ("angles", "<a <!-- <? ".repeat(20_000)),
        ("links in links", "[a](".repeat(30_000)),
        ("footnotes", numbered(20_000, |at| format!("a[^{at}]\n\n[^{at}]: x\n\n"))),
        (
            "references",
            numbered(20_000, |at| format!("[a{at}]: https://b.pl\n"))
                + &numbered(20_000, |at| format!("[a{at}] ")),
        ),
        ("headings of one name", "# a\n\n".repeat(10_000)),
        ("a wide table", "|a".repeat(2_000) + "|\n" + &"|-".repeat(2_000) + "|\n" + &"|x\n".repeat(500)),
        ("one long line", "słowo ".repeat(300_000)),
    ] {
        oddities.push((what, event("2024", &storm)));
    }
    oddities
}

struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.write("kronika.yaml", b"title: Kronika\n");
        site.write(
            "content/events/dobre.md",
            b"---\ntitle: Dobre\nwhen: 2024-05-05\n---\n[Ewa](../people/ewa.md)\n",
        );
        site.write("content/people/ewa.md", b"---\nname: Ewa\n---\n");
        site
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    /// A build within the limits of time and memory.
    fn build(&self, name: &str) -> Output {
        let build = program(&["build", "--root", self.path().to_str().unwrap(), "--today", "2026-01-01"]);
        let started = Instant::now();
        let mut limited = Command::new("bash");
        limited.args(["-c", "ulimit -v \"$1\"; shift; exec timeout -s KILL 60 \"$@\"", "bash", MEMORY]);
        let output = limited.arg(build.get_program()).args(build.get_args()).output().unwrap();
        let (told, lasted) = (String::from_utf8_lossy(&output.stderr), started.elapsed());
        assert!(output.status.code().is_some_and(|status| status <= 2), "{name}: {:?} {told}", output.status);
        assert!(lasted < LIMIT, "{name}: {lasted:?}");
        assert!(told.len() < 400_000, "{name}: {} bytes are too much to read", told.len());
        output
    }

    fn finished(&self) -> Vec<(String, Vec<u8>)> {
        let files = walkdir::WalkDir::new(self.path().join("output")).sort_by_file_name().into_iter();
        let files = files.map(Result::unwrap).filter(|item| item.file_type().is_file());
        files.map(|item| (item.path().display().to_string(), fs::read(item.path()).unwrap())).collect()
    }
}

#[test]
fn broken_files_are_told_of_with_their_place_and_nothing_changes() {
    let mut wrong: Vec<String> = Vec::new();
    for case in cases() {
        let (name, site) = (case.name, Site::new());
        assert!(site.build(name).status.success(), "{name}");
        let before = site.finished();
        for (path, bytes) in &case.files {
            site.write(path, bytes);
        }
        let output = site.build(name);
        let told = String::from_utf8_lossy(&output.stderr);
        let start: String = told.chars().take(1_000).collect();
        let (code, place) = case.told;
        let says = told.contains(code) && told.contains(place) && told.contains("help: ");
        if output.status.code() != Some(case.status) || !says {
            wrong.push(format!("{name}: expected {code} at {place}, found {}\n{start}", output.status));
        }
        assert!(site.finished() == before, "{name}: the finished site has changed");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_odd_and_no_fault_is_built() {
    for (name, text) in oddities() {
        let site = Site::new();
        site.write(X, text.as_bytes());
        site.write(
            "content/programmes/x.md",
            text.split("---\n").nth(1).map(|front| format!("---\n{front}---\n")).unwrap().as_bytes(),
        );
        let output = site.build(name);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let site = Site::new();
    assert!(site.build("before").status.success());
    let before = site.finished();
    for (name, path, to) in [
        ("a pipe", "content/events/x.md", None),
        ("a pipe", "content/events/x.jpg", None),
        ("a device", "content/events/x.md", Some("/dev/zero")),
        ("a way round", "content/events/x", Some("..")),
        ("a way to itself", "content/events/x.md", Some("x.md")),
        ("a way to nothing", "content/events/x.md", Some("nic.md")),
    ] {
        let place = site.path().join(path);
        match to {
            Some(to) => std::os::unix::fs::symlink(to, &place).unwrap(),
            None => assert!(Command::new("mkfifo").arg(&place).status().unwrap().success()),
        }
        let output = site.build(name);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{name}: {told}");
        assert!(told.contains(path) && told.contains("help: "), "{name}: {told}");
        assert!(site.finished() == before, "{name}");
        fs::remove_file(&place).unwrap();
    }
}

#[test]
fn errors_in_many_files_are_as_quick_as_a_good_build() {
    let (good, broken) = (Site::new(), Site::new());
    for at in 0..300 {
        let text =
            format!("---\ntitle: Wydarzenie {at}\nwhen: 2024-05-05\npeople: [Ewa]\n---\nTreść {at}.\n");
        let path = format!("content/events/e{at}.md");
        good.write(&path, text.as_bytes());
        let wrong = match at % 4 {
            0 => text.replace("title", "tilte"),
            1 => text.replace("2024-05-05", "32.13.2024"),
            2 => text.replace("Treść", "[a](../nie/ma.md) [[brak]] <b>"),
            _ => text.replace("[Ewa]", "[Ewa"),
        };
        broken.write(&path, wrong.as_bytes());
    }
    let took = |site: &Site, status: i32| {
        let started = Instant::now();
        assert_eq!(site.build("many").status.code(), Some(status));
        started.elapsed()
    };
    let (good, broken) = (took(&good, 0), took(&broken, 1));
    // Drawing is several times slower in the tests' program than in the one people have.
    assert!(broken <= good * 4, "{broken:?} with errors, {good:?} without");
}
