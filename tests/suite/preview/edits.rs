//! Random edits of a site, of every sort that people make, faults among them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kronika::config::Options;

use crate::common::{options, project, stand_in};

/// The xorshift generator (Marsaglia 2003): the same sequence on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A site in a folder, and what was done to it.
pub(crate) struct Workshop {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) random: Random,
    pub(crate) dirty: BTreeSet<PathBuf>,
    pub(crate) log: Vec<String>,
}

/// Something done to the site.
pub(crate) type Edit = fn(&mut Workshop);

/// Sorts of edits, the frequent ones more than once.
pub(crate) const EDITS: [Edit; 36] = [
    add_text,
    add_text,
    add_heading,
    add_link,
    add_link_to_heading,
    add_picture,
    cut_body,
    set_title,
    set_title,
    set_time,
    set_tags,
    set_programme,
    set_person,
    toggle_draft,
    set_slug,
    hide,
    allow,
    allow,
    add_html,
    add_entry,
    add_entry,
    add_stage,
    remove_file,
    rename_file,
    break_front_matter,
    override_template,
    break_template,
    override_component,
    override_text,
    style,
    configure,
    statement,
    change_file,
    change_captions,
    change_photos,
    add_gallery,
];

impl Workshop {
    pub(crate) fn new(site: &str, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&project().join(site), folder.path());
        let random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        Self { folder, random, dirty: BTreeSet::new(), log: Vec::new() }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn options(&self) -> Options {
        Options { drafts: true, future: true, preview: true, ..options(self.root()) }
    }

    pub(crate) fn write(&mut self, path: &str, text: &str) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, stand_in(path, text)).unwrap();
        self.log.push(format!(
            "write {path}: {:?}",
            text.chars().rev().take(60).collect::<Vec<_>>().iter().rev().collect::<String>()
        ));
        self.dirty.insert(place);
    }

    pub(crate) fn remove(&mut self, path: &str) {
        let place = self.root().join(path);
        if fs::remove_file(&place).is_ok() {
            self.log.push(format!("remove {path}"));
            self.dirty.insert(place);
        }
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_default()
    }

    /// The Markdown files of the content.
    pub(crate) fn texts(&self) -> Vec<String> {
        let walk = walkdir::WalkDir::new(self.root().join("content")).sort_by_file_name();
        let paths = walk
            .into_iter()
            .map(|item| item.unwrap().into_path())
            .filter(|path| path.extension().is_some_and(|end| end == "md"));
        paths.map(|path| path.strip_prefix(self.root()).unwrap().to_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn some_text(&mut self) -> String {
        let texts = self.texts();
        self.random.one(&texts).clone()
    }

    pub(crate) fn every_file(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let walk = walkdir::WalkDir::new(self.root()).into_iter().map(Result::unwrap);
        let files = walk.filter(|item| item.file_type().is_file()).map(walkdir::DirEntry::into_path);
        files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }

    /// Puts every file back as it was.
    pub(crate) fn restore(&mut self, files: &BTreeMap<PathBuf, Vec<u8>>) {
        self.log.push("restore".to_owned());
        let now = self.every_file();
        for path in now.keys().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(path).unwrap();
            self.dirty.insert(path.clone());
        }
        for (path, bytes) in files.iter().filter(|(path, bytes)| now.get(*path) != Some(bytes)) {
            fs::write(path, bytes).unwrap();
            self.dirty.insert(path.clone());
        }
    }

    /// Sets a line of the front matter, or takes it out.
    pub(crate) fn set(&mut self, key: &str, value: Option<&str>) {
        let path = self.some_text();
        let text = self.read(&path);
        let line = value.map(|value| format!("{key}: {value}")).unwrap_or_default();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.retain(|line| !line.starts_with(&format!("{key}:")));
        if !line.is_empty() && lines.first() == Some(&"---") {
            lines.insert(1, &line);
        }
        self.write(&path, &(lines.join("\n") + "\n"));
    }

    pub(crate) fn append(&mut self, text: &str) {
        let path = self.some_text();
        let whole = self.read(&path) + text;
        self.write(&path, &whole);
    }

    /// An id that is there, or was, or never will be.
    pub(crate) fn id(&mut self) -> String {
        let path = self.some_text();
        let stem = path.trim_end_matches("/index.md").trim_end_matches(".md");
        stem.rsplit('/').next().unwrap().to_owned()
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.random.next() % 1000
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for item in walkdir::WalkDir::new(from) {
        let item = item.unwrap();
        let place = to.join(item.path().strip_prefix(from).unwrap());
        if item.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(item.path(), place).unwrap();
        }
    }
}

fn add_text(at: &mut Workshop) {
    let number = at.number();
    at.append(&format!("\nA new paragraph {number}.\n"));
}

fn add_heading(at: &mut Workshop) {
    let number = at.random.below(4);
    at.append(&format!("\n## Heading {number}\n\nText.\n"));
}

fn add_link(at: &mut Workshop) {
    let id = at.id();
    at.append(&format!("\nSee [[{id}]].\n"));
}

fn add_link_to_heading(at: &mut Workshop) {
    let (id, number) = (at.id(), at.random.below(4));
    at.append(&format!("\nSee [[{id}#heading-{number}]].\n"));
}

fn add_picture(at: &mut Workshop) {
    at.append("\n![A logo](/files/logo.png)\n");
}

fn cut_body(at: &mut Workshop) {
    let path = at.some_text();
    let text = at.read(&path);
    let Some(end) = text.get(4..).and_then(|rest| rest.find("\n---")) else { return };
    at.write(&path, &(text[..end + 8].to_owned() + "\n"));
}

fn set_title(at: &mut Workshop) {
    let number = at.number();
    at.set("title", Some(&format!("Title {number}")));
}

fn set_time(at: &mut Workshop) {
    let times = [
        "2025-05-06",
        "2024-03~",
        "2026-02-01/2026-02-03",
        "2023",
        "[2025-01-02, 2025-01-09]",
        "2030-12-01T18:00",
    ];
    let time = *at.random.one(&times);
    at.set("when", Some(time));
}

fn set_tags(at: &mut Workshop) {
    let tags = ["[trams]", "[trams, harbour]", "[New tag]", "[new Tag]"];
    let tags = *at.random.one(&tags);
    at.set("tags", Some(tags));
}

fn set_programme(at: &mut Workshop) {
    let programmes = ["bus-network", "tram", "Bus network"];
    let programme = *at.random.one(&programmes);
    at.set("programme", Some(programme));
}

fn set_person(at: &mut Workshop) {
    let people = ["[ada-marlow]", "[{person: Ola Finch, role: speaker}]", "[Nora Newcomer, Ola Finch]"];
    let people = *at.random.one(&people);
    at.set("people", Some(people));
}

fn toggle_draft(at: &mut Workshop) {
    let draft = ["true", "false"];
    let draft = *at.random.one(&draft);
    at.set("draft", Some(draft));
}

fn set_slug(at: &mut Workshop) {
    let number = at.number();
    at.set("slug", Some(&format!("address-{number}")));
}

fn hide(at: &mut Workshop) {
    let places = ["[home]", "[timeline, index]", "[archive]"];
    let places = *at.random.one(&places);
    at.set("hidden_from", Some(places));
}

fn allow(at: &mut Workshop) {
    let silences = ["[K0408]", "[K0408, K0305]", "K0305", "[K0115, K0410]", "[K0201]", "[K9999]", "[]"];
    let silence = *at.random.one(&silences);
    at.set("allow", Some(silence));
}

fn add_html(at: &mut Workshop) {
    let path = at.some_text();
    let text = at.read(&path);
    let number = at.number();
    at.write(&path, &format!("{text}\n<font>bold {number}</font>\n"));
}

fn add_entry(at: &mut Workshop) {
    let number = at.number();
    let entries = [
        format!(
            "content/events/new-{number}.md\n---\ntitle: New {number}\nwhen: 2025-07-0{}\nplace: Town Hall\n---\nText.\n",
            number % 9 + 1
        ),
        format!("content/people/person-{number}.md\n---\nname: Person Number{number}\n---\n"),
        format!(
            "content/posts/post-{number}.md\n---\ntitle: Post {number}\npublished: 2025-0{}-01\n---\nText.\n",
            number % 9 + 1
        ),
        format!(
            "content/forums/forum-{number}/index.md\n---\ntitle: Forum {number}\nwhen: 2024-05-01/2024-05-02\n---\n"
        ),
        format!(
            "content/pages/page-{number}.md\n---\ntitle: Page {number}\n---\n## Heading 1\n\n[[bus-network]]\n"
        ),
    ];
    let entry = at.random.one(&entries).clone();
    let (path, text) = entry.split_once('\n').unwrap();
    at.write(path, text);
}

fn add_stage(at: &mut Workshop) {
    let number = at.number();
    let text = format!("---\ntitle: Stage {number}\nprogramme: tram\nwhen: 2021\n---\n");
    at.write(&format!("content/stages/stage-{number}.md"), &text);
}

fn remove_file(at: &mut Workshop) {
    let path = at.some_text();
    at.remove(&path);
}

fn rename_file(at: &mut Workshop) {
    let path = at.some_text();
    let number = at.number();
    let text = at.read(&path);
    if !path.ends_with("index.md") {
        at.remove(&path);
        at.write(&path.replace(".md", &format!("-{number}.md")), &text);
    }
}

fn break_front_matter(at: &mut Workshop) {
    let faults = ["title: \"open", "wehn: 2025", "when: 2025-02-30", "organiser: nobody-here", "\ttitle: x"];
    let path = at.some_text();
    let fault = *at.random.one(&faults);
    let text = at.read(&path).replacen("---\n", &format!("---\n{fault}\n"), 1);
    at.write(&path, &text);
}

fn override_template(at: &mut Workshop) {
    let names = ["event.html", "page.html", "base.html", "timeline.html", "blocks/cards.html"];
    let name = *at.random.one(&names);
    let path = format!("templates/{name}");
    if at.root().join(&path).exists() {
        return at.remove(&path);
    }
    let theirs =
        fs::read_to_string(project().join("themes/default/templates").join(name)).unwrap_or_default();
    let number = at.number();
    at.write(&path, &format!("{theirs}<!-- own {number} -->\n"));
}

fn break_template(at: &mut Workshop) {
    let faults = [
        "{% extends \"default/place.html\" %}{% block after %}{{ nothing.there }}{% endblock after %}",
        "{% if %}",
        "{% extends \"default/place.html\" %}",
    ];
    let fault = *at.random.one(&faults);
    at.write("templates/place.html", fault);
}

fn override_component(at: &mut Workshop) {
    let path = "templates/components/parts.html";
    if at.root().join(path).exists() {
        return at.remove(path);
    }
    let folder = project().join("themes/default/templates/components");
    let names: BTreeMap<String, String> = fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap())
        .map(|item| (item.file_name().into_string().unwrap(), fs::read_to_string(item.path()).unwrap()))
        .collect();
    let names: Vec<_> = names.into_iter().collect();
    let (name, text) = at.random.one(&names).clone();
    let number = at.number();
    at.write(
        &format!("templates/components/{name}"),
        &text.replace("{%- endcomponent", &format!("<!-- {number} -->{{%- endcomponent")),
    );
}

fn override_text(at: &mut Workshop) {
    let texts = [
        "sections: {home: Front}\n",
        "date: {from: \"since {date}\"}\n",
        "kinds: {event: {single: Meeting}}\n",
        "nonsense: {x: y}\n",
        "urls: {programme: plans, timeline: years}\n",
    ];
    let text = *at.random.one(&texts);
    at.write("i18n/en.yaml", text);
}

fn style(at: &mut Workshop) {
    let names = ["assets/site.css", "assets/extra.txt", "assets/style.css"];
    let name = *at.random.one(&names);
    if at.root().join(name).exists() && at.random.below(2) == 0 {
        return at.remove(name);
    }
    let number = at.number();
    at.write(name, &format!("body {{ order: {number}; }}\n"));
}

fn configure(at: &mut Workshop) {
    let text = at.read("kronika.yaml");
    let number = at.number();
    let changed = match at.random.below(6) {
        0 => text.replacen("Exampleton Record", &format!("Exampleton Record {number}"), 1),
        1 => text.replacen("timeline: oldest", "timeline: newest", 1),
        2 => format!("{text}theme: gazeta\n"),
        3 => text.replacen("theme: gazeta\n", "", 1),
        4 => text.replacen("  topics: themes", &format!("  topics: themes-{number}"), 1),
        _ => text.replacen("tilte: x\n", "", 1) + if number.is_multiple_of(4) { "tilte: x\n" } else { "" },
    };
    at.write("kronika.yaml", &changed);
}

fn statement(at: &mut Workshop) {
    let text = at.read("deklaracja.yaml");
    let number = at.number();
    let own = fs::read_to_string(project().join("tests/sites/english/deklaracja.yaml")).unwrap();
    match number % 3 {
        0 => at.remove("deklaracja.yaml"),
        1 => at.write("deklaracja.yaml", &own),
        _ => at.write("deklaracja.yaml", &text.replacen("name: ", &format!("name: {number} "), 1)),
    }
}

/// The folder of the site's gallery.
const PHOTOS: &str = "content/pages/photo-day/photos";

fn change_captions(at: &mut Workshop) {
    let path = format!("{PHOTOS}/captions.yaml");
    let number = at.number();
    let texts = [
        format!("IMG_1.jpg: {{alt: A boathouse {number}, credit: Ada Marlow}}\n"),
        format!("IMG_1.jpg: {{alt: A boathouse, caption: Caption {number}}}\nIMG_11.jpg: Eleven\n"),
        format!("IMG_1.jpg: Caption {number}\n"),
        "IMG_1.jpg: {alt: \"A boathouse\n".to_owned(),
    ];
    match at.random.below(6) {
        0 => at.remove(&path),
        choice => at.write(&path, &texts[choice % texts.len()]),
    }
}

fn change_photos(at: &mut Workshop) {
    let names = ["IMG_1.jpg", "IMG_11.jpg", "IMG_3.png", "IMG_4.HEIC", "IMG_5.svg"];
    let name = format!("{PHOTOS}/{}", at.random.one(&names));
    if at.random.below(3) == 0 {
        return at.remove(&name);
    }
    // A picture, another one, or no picture at all.
    let width = at.random.below(40);
    let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"/>");
    let text = at.random.one(&[String::new(), drawing, "no picture".to_owned()]).clone();
    at.write(&name, &text);
}

fn add_gallery(at: &mut Workshop) {
    let folders = ["/pages/photo-day/photos", "/files", ".", "/nowhere"];
    let folder = *at.random.one(&folders);
    at.append(&format!("\n```gallery\nfolder: {folder}\nalt: A gallery\n```\n"));
}

fn change_file(at: &mut Workshop) {
    let names = [
        "content/files/logo.png",
        "content/files/timetable.txt",
        "content/events/poster.txt",
        "content/files/new.txt",
    ];
    let name = *at.random.one(&names);
    if at.random.below(4) == 0 {
        return at.remove(name);
    }
    let number = at.number();
    at.write(name, &format!("content {number}"));
}
