//! Edits as editors and other programs make them. After each, what is served is what a build of the same folder makes.

use std::fs;
use std::path::Path;
use std::process::Command;

use kronika::config::Options;
use kronika::render::Files;

use super::super::common;
use super::{Server, event, site, write};

/// A site, served, and what a build last made of it.
struct Edited {
    server: Server,
    root: std::path::PathBuf,
    last: Files,
    _folder: tempfile::TempDir,
}

impl Edited {
    fn start(arguments: &[&str]) -> Self {
        let (folder, root) = site();
        Self::of(folder, root, arguments)
    }

    fn of(folder: tempfile::TempDir, root: std::path::PathBuf, arguments: &[&str]) -> Self {
        let server = Server::start(&root, arguments);
        let mut edited = Self { server, root, last: Files::new(), _folder: folder };
        edited.followed("the start");
        edited
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.root, path, text);
    }

    /// Waits until every file is served as a build makes it, and none is that a build would not make.
    fn followed(&mut self, edit: &str) {
        let options = Options { drafts: true, future: true, ..common::options(&self.root) };
        let (files, diagnostics) = common::build(&options);
        let faults: Vec<String> = diagnostics.iter().map(common::describe).collect();
        let files = common::in_memory(files.unwrap_or_else(|| panic!("{edit}: {faults:?}")));
        assert_ne!(files, self.last, "{edit} changes something");
        let gone = self.last.keys().filter(|path| !files.contains_key(path));
        let expected =
            files.iter().map(|(path, content)| (path, Some(content))).chain(gone.map(|path| (path, None)));
        for (path, content) in expected {
            let address = format!("/{path}").replace(' ', "%20");
            self.server.until(&format!("{path} after {edit}"), || {
                let reply = self.server.get(&address);
                match content {
                    Some(content) => reply.status == 200 && reply.body == *content.read().unwrap(),
                    None => reply.status == 404,
                }
            });
        }
        self.last = files;
    }
}

fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

const KIELCE: &str = "content/events/kielce.md";

#[test]
fn saves_of_editors() {
    let mut site = Edited::start(&[]);
    let text = |words: &str| event("Kielce", "2025-05-10").replace("Pierwsze zdanie", words);

    site.write(KIELCE, &text("Z Visual Studio Code"));
    site.followed("a save in place");

    // vim with its defaults: a swap file, a test whether the folder may be written, the old file put aside.
    site.write("content/events/.kielce.md.swp", "b0VIM 9.1");
    site.write("content/events/4913", "");
    fs::remove_file(site.root.join("content/events/4913")).unwrap();
    fs::rename(site.root.join(KIELCE), site.root.join("content/events/kielce.md~")).unwrap();
    site.write(KIELCE, &text("Z vima"));
    fs::remove_file(site.root.join("content/events/kielce.md~")).unwrap();
    fs::remove_file(site.root.join("content/events/.kielce.md.swp")).unwrap();
    site.followed("a save of vim");

    // gedit, Kate and many more: a file beside it, renamed over it.
    site.write("content/events/.goutputstream-X1", &text("Z gedita"));
    fs::rename(site.root.join("content/events/.goutputstream-X1"), site.root.join(KIELCE)).unwrap();
    site.followed("a save by renaming");

    // Notepad++: emptied, then filled piece by piece.
    use std::io::Write;
    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(site.root.join(KIELCE)).unwrap();
    let long = text(&"Z Notepada. ".repeat(2_000));
    for piece in long.as_bytes().chunks(5_000) {
        std::thread::sleep(std::time::Duration::from_millis(2));
        file.write_all(piece).unwrap();
    }
    drop(file);
    site.followed("a save that empties first");
    assert!(!site.server.log().contains("error"), "half of a file is not shown: {}", site.server.log());
}

#[test]
fn programs_that_change_many_files() {
    let mut site = Edited::start(&[]);
    let root = site.root.clone();
    run(&root, "sed", &["-i", "s/Pierwsze/Drugie/", "content/events/kielce.md", "content/events/konin.md"]);
    site.followed("sed -i");

    fs::create_dir_all(root.join("../obok/zdjecia")).unwrap();
    write(&root, "../obok/index.md", &event("Opole", "2025-07-01"));
    for name in 0..40 {
        fs::write(root.join(format!("../obok/zdjecia/{name}.jpg")), vec![b'j'; 20_000]).unwrap();
    }
    run(&root, "cp", &["-r", "../obok", "content/events/opole"]);
    site.followed("cp -r");

    run(&root, "git", &["init", "-q", "-b", "main"]);
    let commit = ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qam", "x"];
    run(&root, "git", &["add", "."]);
    run(&root, "git", &commit);
    run(&root, "git", &["checkout", "-q", "-b", "inna"]);
    for number in 0..60 {
        site.write(
            &format!("content/events/nowe/{number}.md"),
            &event(&format!("Nowe {number}"), "2025-08-01"),
        );
    }
    fs::remove_dir_all(root.join("content/events/opole")).unwrap();
    site.write("content/events/nowe/index.md", &event("Nowe", "2025-08-01"));
    site.write("kronika.yaml", "title: Inna kronika\nlanguage: pl\n");
    run(&root, "git", &["add", "."]);
    run(&root, "git", &commit);
    site.followed("many new files");
    run(&root, "git", &["checkout", "-q", "main"]);
    site.followed("git checkout main");
    run(&root, "git", &["checkout", "-q", "inna"]);
    site.followed("git checkout inna");
}

#[test]
fn files_and_folders_come_and_go() {
    let mut site = Edited::start(&[]);
    let root = site.root.clone();
    fs::rename(root.join(KIELCE), root.join("content/events/opole.md")).unwrap();
    site.followed("a rename");
    fs::remove_file(root.join("content/events/opole.md")).unwrap();
    site.followed("a delete");
    site.write("content/events/a/b/c/index.md", &event("Głęboko", "2025-05-10"));
    site.followed("new folders with a file");
    site.write("content/events/a/b/c/index.md", &event("Głębiej", "2025-05-10"));
    site.followed("an edit in a new folder");
    fs::rename(root.join("content/events/a"), root.join("content/events/z")).unwrap();
    site.write("content/events/z/b/c/index.md", &event("Przeniesione", "2025-05-10"));
    site.followed("an edit in a renamed folder");
    fs::remove_dir_all(root.join("content/events")).unwrap();
    site.followed("a folder removed");
    site.write("content/events/wraca.md", &event("Wraca", "2025-05-10"));
    site.followed("a folder made anew");
    site.write("content/events/wraca.md", &event("Wróciło", "2025-05-10"));
    site.followed("an edit in a folder made anew");
}

#[test]
fn the_whole_content_is_removed_and_comes_back() {
    let mut site = Edited::start(&[]);
    fs::remove_dir_all(site.root.join("content")).unwrap();
    site.server.until("the error", || site.server.log().contains("K0603"));
    assert_eq!(site.server.get("/").status, 200, "the last good site stays");
    site.write(KIELCE, &event("Kielce znowu", "2025-05-10"));
    site.followed("content made anew");
    site.write(KIELCE, &event("Kielce jeszcze raz", "2025-05-10"));
    site.followed("an edit in content made anew");
}

#[test]
fn everything_a_site_is_made_from_is_watched() {
    let mut site = Edited::start(&[]);
    site.write("kronika.yaml", "title: Nowy tytuł\nlanguage: pl\n");
    site.followed("another title");
    site.write("assets/wlasne.css", "a { color: blue }\n");
    site.followed("an asset");
    site.write("i18n/pl.yaml", "site:\n  home: Początek\n");
    site.write("templates/404.html", "<!doctype html><title>x</title><p>Nie ma.</p>");
    site.followed("the first template and text of the site's own");
    site.write("templates/404.html", "<!doctype html><title>x</title><p>Wcale nie ma.</p>");
    site.followed("an edit of a template");
    site.write("themes/moj/assets/moj.css", "b { color: blue }\n");
    site.write("kronika.yaml", "title: Nowy tytuł\nlanguage: pl\ntheme: moj\n");
    site.followed("a theme");
    site.write("themes/moj/assets/moj.css", "b { color: red }\n");
    site.followed("an edit of a theme");
}

#[cfg(unix)]
#[test]
fn links_are_followed() {
    use std::os::unix::fs::symlink;
    let (folder, root) = site();
    write(&root, "../wspolne/znak.txt", "jeden");
    write(&root, "../wspolne/szablony/404.html", "<!doctype html><title>x</title><p>Nie ma.</p>");
    symlink("../../wspolne/znak.txt", root.join("assets/znak.txt")).unwrap();
    symlink("../wspolne/szablony", root.join("templates")).unwrap();
    write(&root, "assets/a.txt", "a");
    write(&root, "assets/b.txt", "b");
    symlink("a.txt", root.join("assets/teraz.txt")).unwrap();
    let mut site = Edited::of(folder, root.clone(), &[]);

    site.write("../wspolne/znak.txt", "dwa");
    site.followed("an edit of what a link outside leads to");
    site.write("../wspolne/szablony/404.html", "<!doctype html><title>x</title><p>Wcale.</p>");
    site.followed("an edit in a linked folder");
    site.write("assets/a.txt", "aa");
    site.followed("an edit of what a link inside leads to");
    symlink("b.txt", root.join("assets/nowy.txt")).unwrap();
    fs::rename(root.join("assets/nowy.txt"), root.join("assets/teraz.txt")).unwrap();
    site.followed("a link that leads elsewhere");
    site.write("assets/b.txt", "bb");
    site.followed("an edit of what it leads to now");
}

#[test]
fn a_network_drive_is_looked_through() {
    let mut site = Edited::start(&["--poll"]);
    assert!(site.server.log().contains("once a second"), "{}", site.server.log());
    site.write(KIELCE, &event("Kielce inaczej", "2025-05-10"));
    site.followed("an edit");
    fs::remove_file(site.root.join(KIELCE)).unwrap();
    site.followed("a delete");
}
