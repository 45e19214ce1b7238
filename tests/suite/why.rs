//! `kronika why`: what is told of what is in the site and of what is not.

use std::path::Path;

use serde_json::Value;

use super::common::{program, stand_in};

const FILES: [(&str, &str); 19] = [
    (
        "kronika.yaml",
        "title: Próba\nbase_url: https://proba.example/kronika/\nmenus:\n  main: [{to: page:kontakt}]\n",
    ),
    ("content/programmes/ogrody/index.md", "---\ntitle: Ogrody\ndraft: true\n---\n"),
    ("content/programmes/ogrody/etap.md", "---\nkind: stage\ntitle: Etap\n---\n"),
    ("content/programmes/ogrody/plan.pdf", "x"),
    (
        "content/events/spacer.md",
        "---\ntitle: Spacer\nwhen: 2024-05-05\nprogramme: ogrody\nplace: Ratusz\nimage: {src: park.jpg, alt: Park}\naliases: [/stary/]\nhidden_from: [home]\nallow: [K0305]\n---\nWięcej: [[programme:ogrody]].\n",
    ),
    ("content/events/park.jpg", "x"),
    ("content/events/luzem.jpg", "x"),
    (
        "content/events/debata.md",
        "---\ntitle: Debata\nwhen: 2024-05-06\nrelated: [event:spacer]\n---\n[Spacer](spacer.md) i [zdjęcie](park.jpg)\n\n```timeline\nplace: Ratusz\n```\n",
    ),
    ("content/posts/jutro.md", "---\ntitle: Jutro\npublished: 2030-01-02T10:00\n---\n[[event:spacer]]\n"),
    ("content/posts/wczoraj.md", "---\ntitle: Wczoraj\nexpires: 2020-12-31\n---\n"),
    ("content/pages/kontakt.md", "---\ntitle: Kontakt\n---\n"),
    ("content/events/dwa.md", "---\ntitle: Dwa\nwhen: 2024\n---\n"),
    ("content/pages/dwa.md", "---\ntitle: Dwa\n---\n"),
    ("content/forums/forum/index.md", "---\ntitle: Forum\nwhen: 2024-05-05/2024-05-06\n---\n"),
    ("content/forums/forum/events/panel.md", "---\ntitle: Panel\nwhen: 2024-05-05\n---\n"),
    ("content/forums/forum/sala 1.jpg", "x"),
    ("content/people/żaneta.md", "---\nname: Żaneta Próbna\n---\n"),
    ("templates/event.html", "{# własny #}\n{%- extends \"default/event.html\" %}"),
    (
        "templates/forum.html",
        "{% extends \"default/forum.html\" %}{% block content %}{{ entry.tytul }}{% endblock content %}",
    ),
];

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let place = folder.join(path);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(place, stand_in(path, text)).unwrap();
}

/// Standard output, standard error, exit status.
fn call(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let call = [&["why"], arguments, &["--today", "2026-01-01"]].concat();
    let output = program(&call).current_dir(folder).output();
    let output = output.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn json(folder: &Path, what: &str, more: &[&str]) -> Value {
    let (out, err, status) = call(folder, &[&[what, "--format", "json"], more].concat());
    assert_eq!(status, Some(0), "{what}: {err}");
    serde_json::from_str(&out).unwrap()
}

/// The referrers of an answer: `file:line by key`.
fn referrers(answer: &Value) -> Vec<String> {
    let rows = answer["referrers"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.map(|row| {
        format!("{}:{} {} {}", text(&row["file"]), row["line"], text(&row["by"]), text(&row["key"]))
    })
    .collect()
}

#[test]
fn an_entry_is_known_by_file_id_name_and_address() {
    let folder = site();
    let root = folder.path();
    let absolute = root.join("content/events/spacer.md");
    for what in [
        "content/events/spacer.md",
        "./content/events/../events/spacer.md",
        absolute.to_str().unwrap(),
        "spacer",
        "event:spacer",
        "Spacer",
        "/wydarzenia/spacer/",
        "wydarzenia/spacer",
        "wydarzenia/spacer/index.html",
        "https://proba.example/kronika/wydarzenia/spacer/?x=1#y",
        "http://localhost:4173/kronika/wydarzenia/spacer/",
    ] {
        let answer = json(root, what, &[]);
        assert_eq!((&answer["id"], &answer["what"]), (&"spacer".into(), &"entry".into()), "{what}");
        assert_eq!(answer["url"], "/wydarzenia/spacer/");
        assert_eq!(answer["file"], "content/events/spacer.md");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let root = root.to_str().unwrap();
    let beside = format!("{root}/content/events/spacer.md");
    for what in [beside.as_str(), "content/events/spacer.md", "spacer"] {
        assert_eq!(json(elsewhere.path(), what, &["--root", root])["id"], "spacer", "{what}");
    }
    assert_eq!(
        json(folder.path(), "content/forums/forum", &[])["id"],
        "forum",
        "a folder stands for its entry"
    );
}

#[test]
fn what_is_in_the_site_is_told_with_what_makes_it() {
    let folder = site();
    let spacer = json(folder.path(), "spacer", &[]);
    assert_eq!(spacer["state"], "published");
    assert_eq!(spacer["hidden_from"], serde_json::json!(["home"]));
    assert_eq!(spacer["faults"], serde_json::json!([]), "the warning is silenced");
    assert_eq!(
        referrers(&spacer),
        [
            "content/events/debata.md:4 key related",
            "content/events/debata.md:6 link ",
            "content/posts/jutro.md:5 link "
        ]
    );
    assert_eq!(spacer["referrers"][2]["published"], false);
    assert_eq!(
        spacer["templates"],
        serde_json::json!([
            "templates/event.html",
            "themes/default/templates/event.html",
            "themes/default/templates/entry.html",
            "themes/default/templates/base.html"
        ])
    );
    assert_eq!(spacer["made_of"], serde_json::json!(["content/events/spacer.md", "content/events/park.jpg"]));
    let ratusz = json(folder.path(), "Ratusz", &[]);
    assert_eq!((&ratusz["kind"], &ratusz["file"]), (&"place".into(), &Value::Null));
    assert_eq!(
        referrers(&ratusz),
        ["content/events/debata.md:9 block ", "content/events/spacer.md:5 key place"]
    );
    assert_eq!(referrers(&json(folder.path(), "kontakt", &[])), ["kronika.yaml:4 menu "]);
    let (out, _, _) = call(folder.path(), &["spacer"]);
    assert!(out.starts_with("content/events/spacer.md: event `spacer`, “Spacer”\nIt is in the site, at /wydarzenia/spacer/\nBy `hidden_from:` it is kept out of: home.\n"), "{out}");
    assert!(out.contains("  content/events/debata.md:4:11  `related:` – “Debata”\n"), "{out}");
    assert!(out.contains("– “Jutro” (not published)\n"), "{out}");
    let alias = json(folder.path(), "/stary/", &[]);
    assert_eq!(
        (&alias["what"], &alias["id"], &alias["url"]),
        (&"alias".into(), &"spacer".into(), &"/stary/".into())
    );
    assert_eq!(json(folder.path(), "/os-czasu/", &[])["what"], "page");
}

#[test]
fn what_is_kept_out_is_told_with_the_reason() {
    let folder = site();
    let state = |what: &str, more: &[&str]| {
        let answer = json(folder.path(), what, more);
        let text = |key: &str| answer[key].as_str().unwrap_or("-").to_owned();
        (text("state"), text("moment"), text("let_in"), text("url") != "-")
    };
    let told = |state: &str, moment: &str, let_in: &str, url: bool| {
        (state.to_owned(), moment.to_owned(), let_in.to_owned(), url)
    };
    assert_eq!(state("ogrody", &[]), told("draft", "-", "-", false));
    assert_eq!(state("ogrody", &["--drafts"]), told("published", "-", "draft", true));
    assert_eq!(state("jutro", &[]), told("embargoed", "2030-01-02T10:00", "-", false));
    assert_eq!(state("jutro", &["--future"]), told("published", "-", "embargoed", true));
    assert_eq!(state("wczoraj", &[]), told("expired", "2020-12-31", "-", false));
    let stage = json(folder.path(), "ogrody/etap", &[]);
    assert_eq!((&stage["state"], &stage["withheld_with"][0]["id"]), (&"withheld".into(), &"ogrody".into()));
    assert_eq!(stage["withheld_with"][0]["state"], "draft");
    let programme = json(folder.path(), "content/programmes/ogrody/index.md", &[]);
    assert_eq!(
        referrers(&programme),
        [
            "content/events/spacer.md:4 key programme",
            "content/events/spacer.md:11 link ",
            "content/programmes/ogrody/etap.md:null folder "
        ]
    );
    let words = |what: &str| call(folder.path(), &[what]).0;
    assert!(words("ogrody").contains("it is a draft. Remove `draft: true`"), "{}", words("ogrody"));
    assert!(
        words("jutro").contains("to appear on 2030-01-02T10:00, and this is 2026-01-01"),
        "{}",
        words("jutro")
    );
    assert!(words("wczoraj").contains("its time was over on 2020-12-31"), "{}", words("wczoraj"));
    let text = words("ogrody/etap");
    assert!(
        text.contains("content/programmes/ogrody/index.md: programme `ogrody`, “Ogrody”: it is a draft"),
        "{text}"
    );
    let (out, _, _) = call(folder.path(), &["jutro", "--future"]);
    assert!(
        out.contains(
            "Without `--drafts` and `--future` it would be left out: it is to appear on 2030-01-02T10:00."
        ),
        "{out}"
    );
    assert_eq!(json(folder.path(), "/aktualnosci/jutro/", &[])["id"], "jutro", "it has an address already");
}

#[test]
fn files_are_published_with_their_entry_or_where_one_uses_them() {
    let folder = site();
    let file = |path: &str| json(folder.path(), path, &[]);
    let park = file("content/events/park.jpg");
    assert_eq!((&park["what"], &park["state"]), (&"file".into(), &"published".into()));
    assert_eq!(
        referrers(&park),
        ["content/events/debata.md:6 link ", "content/events/spacer.md:6 key image"]
    );
    assert_eq!(file("content/events/luzem.jpg")["state"], "unused");
    write(folder.path(), "content/events/spacer.md~", "x");
    write(folder.path(), "content/.kosz/a.md", "x");
    assert_eq!(file("content/events/spacer.md~")["state"], "left_out");
    assert_eq!(file("content/.kosz/a.md")["state"], "left_out");
    let plan = file("content/programmes/ogrody/plan.pdf");
    assert_eq!((&plan["state"], &plan["withheld_with"][0]["id"]), (&"withheld".into(), &"ogrody".into()));
    let room = file("content/forums/forum/sala 1.jpg");
    assert_eq!((&room["state"], &room["url"]), (&"published".into(), &"/fora/forum/sala 1.jpg".into()));
    assert_eq!(file("/fora/forum/sala%201.jpg")["file"], "content/forums/forum/sala 1.jpg");
}

#[test]
fn errors_here_and_elsewhere_are_told_apart() {
    let folder = site();
    let forum = json(folder.path(), "forum", &[]);
    assert_eq!(forum["state"], "error", "its template fails");
    assert_eq!(forum["faults"][0]["code"], "K0502");
    assert_eq!(forum["faults"][0]["file"], "templates/forum.html");
    write(folder.path(), "content/events/zle.md", "---\ntitle: Ogrody\n\twhen: 2024\n---\n");
    write(folder.path(), "content/posts/zly.md", "---\ntitle: Zły\nabout: [event:zle, nie-ma]\n---\n");
    for what in ["content/events/zle.md", "zle", "event:zle"] {
        let broken = json(folder.path(), what, &[]);
        assert_eq!((&broken["what"], &broken["state"]), (&"broken".into(), &"error".into()));
        assert_eq!((&broken["faults"][0]["code"], &broken["errors_elsewhere"]), (&"K0103".into(), &1.into()));
    }
    let post = json(folder.path(), "zly", &[]);
    assert_eq!((&post["state"], &post["faults"][0]["line"]), (&"error".into(), &3.into()));
    let fine = json(folder.path(), "spacer", &[]);
    assert_eq!((&fine["state"], &fine["errors_elsewhere"]), (&"published".into(), &2.into()));
    let (out, _, status) = call(folder.path(), &["spacer"]);
    assert!(out.contains("It would be in the site at /wydarzenia/spacer/, but nothing is written while there are errors: 2 errors elsewhere"), "{out}");
    assert_eq!(status, Some(0));
    let (out, _, _) = call(folder.path(), &["zle"]);
    assert!(
        out.contains("content/events/zle.md:3:1  error[K0103]: ")
            && out.contains("    help: indent with spaces"),
        "{out}"
    );
}

#[test]
fn what_is_unclear_or_unknown_is_refused() {
    let folder = site();
    let refused = |what: &str| {
        let (out, err, status) = call(folder.path(), &[what]);
        assert_eq!((out.as_str(), status), ("", Some(2)), "{what}: {err}");
        err
    };
    assert!(refused("dwa").contains("`event:dwa` or `page:dwa`"));
    assert!(refused("spacr").contains("`spacer`"));
    assert!(refused("content/events/spacr.md").contains("`content/events/spacer.md`"));
    for what in [
        "",
        " ",
        "/",
        "//",
        "..",
        "../../etc/passwd",
        "kronika.yaml",
        "content",
        "żółw/%",
        "event:",
        ":",
        "https://",
        "\u{1b}[31m",
        "x#y",
    ] {
        let (out, err, status) = call(folder.path(), &[what]);
        assert!(matches!(status, Some(0 | 2)), "{what}: {out}{err}");
        assert!(status == Some(0) || err.contains("`kronika list`"), "{what}: {err}");
    }
    let empty = tempfile::tempdir().unwrap();
    let (_, err, status) = call(empty.path(), &["x"]);
    assert!(status == Some(2) && err.contains("K0601"), "{err}");
    write(folder.path(), "kronika.yaml", "title: Próba\ntheme: nie-ma\n");
    let (_, err, status) = call(folder.path(), &["spacer"]);
    assert!(status == Some(1) && err.contains("K0504"), "{err}");
}
