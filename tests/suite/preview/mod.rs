//! The promise of the preview: after any sequence of edits it shows, byte for byte, what a clean build of the same
//! folder makes, and tells the same faults. Random edits of every sort are made on a copy of the English site, and
//! every update is compared. `STEPS=1000 SEED=7 cargo test --test suite preview` makes longer and other sequences.

pub(crate) mod edits;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kronika::content::Content;
use kronika::path::OutPath;
use kronika::preview::{Dirty, Preview, Update};
use kronika::render::Files;

use super::common::{build, describe};
use edits::{EDITS, Workshop};

/// The bytes of every file.
fn bytes(files: &Files) -> BTreeMap<OutPath, Vec<u8>> {
    let read = |content: &Content| content.read().map(std::borrow::Cow::into_owned).unwrap_or_default();
    files.iter().map(|(path, content)| (path.clone(), read(content))).collect()
}

/// Every file that the preview shows, those among them that it makes only now.
fn files(preview: &Preview) -> Files {
    let shown = preview.shown();
    shown.paths().filter_map(|path| Some((path.clone(), shown.file(path)?))).collect()
}

/// Makes the pictures that wait, as the server does meanwhile, and shows what has come of them.
fn make_pictures(preview: &mut Preview, mut update: Update) -> Update {
    while let Some(waiting) = preview.waiting() {
        waiting.make();
        update = preview.update(&Dirty::Paths(BTreeSet::new()));
    }
    update
}

/// Compares what the preview has with a clean build. True when the site had no errors.
fn compare(
    preview: &Preview,
    update: &Update,
    at: &Workshop,
    last_good: &BTreeMap<OutPath, Vec<u8>>,
) -> bool {
    let told = || at.log.join("\n  ");
    let (clean, faults) = build(&at.options());
    let expected: Vec<String> = faults.iter().map(describe).collect();
    let actual: Vec<String> = update.diagnostics.iter().map(describe).collect();
    assert_eq!(actual, expected, "faults differ after\n  {}", told());
    let shown = bytes(&files(preview));
    let Some(clean) = clean else {
        // What is copied is read from the disk, where it may have changed or gone.
        let made = |files: &BTreeMap<OutPath, Vec<u8>>| {
            files
                .iter()
                .filter(|(path, _)| path.as_str().ends_with(".html"))
                .map(|(path, bytes)| (path.clone(), bytes.clone()))
                .collect::<BTreeMap<_, _>>()
        };
        assert!(
            made(&shown) == made(last_good),
            "the last good site is not what is shown after\n  {}",
            told()
        );
        return false;
    };
    let clean = bytes(&clean);
    let paths: BTreeSet<&OutPath> = clean.keys().chain(shown.keys()).collect();
    let differing: Vec<&str> =
        paths.into_iter().filter(|path| clean.get(*path) != shown.get(*path)).map(OutPath::as_str).collect();
    assert!(differing.is_empty(), "{differing:?} differ after\n  {}", told());
    true
}

/// An update as the watching would ask for it: of the dirty paths, or now and then of everything.
fn preview_update(preview: &mut Preview, at: &mut Workshop) -> Update {
    let paths = std::mem::take(&mut at.dirty);
    let dirty = if at.random.below(4) == 0 { Dirty::Everything } else { Dirty::Paths(paths) };
    at.log.push(format!("update {dirty:?}").chars().take(20).collect());
    let update = preview.update(&dirty);
    make_pictures(preview, update)
}

fn steps() -> (usize, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    (usize::try_from(number("STEPS").unwrap_or(60)).unwrap(), number("SEED").unwrap_or(1))
}

#[test]
fn after_any_edits_the_preview_shows_what_a_clean_build_makes() {
    let (steps, seed) = steps();
    let mut at = Workshop::new("tests/sites/english", seed);
    let mut preview = Preview::new(at.options());
    let update = preview.update(&Dirty::Everything);
    let update = make_pictures(&mut preview, update);
    let mut last_good = bytes(&files(&preview));
    assert!(compare(&preview, &update, &at, &last_good), "the site is good to begin with");
    let mut good_disk = at.every_file();
    let (mut good, mut bad, mut anew, mut total) = (0, 0, 0, 0);
    for _ in 0..steps {
        for _ in 0..=at.random.below(3) {
            let edit = *at.random.one(&EDITS);
            edit(&mut at);
        }
        let update = preview_update(&mut preview, &mut at);
        if compare(&preview, &update, &at, &last_good) {
            good += 1;
            anew += update.anew.len();
            total += update.total;
            good_disk = at.every_file();
        } else {
            bad += 1;
            // Some faults stay for a while, so that others are made on top of them.
            if at.random.below(3) > 0 {
                at.restore(&good_disk);
                let update = preview_update(&mut preview, &mut at);
                assert!(compare(&preview, &update, &at, &last_good), "what was good is good again");
            }
        }
        last_good = bytes(&files(&preview));
    }
    println!("{good} good, {bad} bad, {anew} pages made anew of {total}");
    assert!(good > 0 && bad > 0, "{good} good and {bad} bad states are no fair sample");
}

#[test]
fn a_link_to_what_a_build_keeps_back_is_warned_of() {
    let (mut at, mut preview) = shown();
    at.write(
        "content/events/garden-party.md",
        "---\ntitle: A party\nwhen: 2025-03-04\nrelated: [soon]\n---\n[[soon]]\n",
    );
    at.write("content/posts/soon.md", "---\ntitle: Soon\npublished: 2030-03-04\n---\n");
    let update = preview.update(&Dirty::Everything);
    let told: Vec<String> = update.diagnostics.iter().map(describe).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|line| line.contains("garden-party.md") && line.contains("K0305")), "{told:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_content_is_told_and_not_waited_for() {
    let (at, mut preview) = shown();
    let pipe = at.root().join("content/events/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let update = preview.update(&Dirty::Paths([pipe.clone()].into()));
    let told: Vec<String> = update.diagnostics.iter().map(describe).collect();
    assert!(told.len() == 1 && told[0].starts_with("content/events/pipe.md K09"), "{told:?}");
    fs::remove_file(&pipe).unwrap();
    assert_eq!(preview.update(&Dirty::Paths([pipe].into())).diagnostics.counts(), (0, 0));
}

#[test]
fn the_next_moment_is_the_first_at_which_time_alone_changes_a_page() {
    let at = Workshop::new("tests/sites/english", 1);
    let next = |now: &str| {
        let mut diagnostics = kronika::diag::Diagnostics::new();
        let mut config = kronika::config::load(&at.options(), &mut diagnostics).unwrap();
        std::sync::Arc::make_mut(&mut config).today.now = now.parse().unwrap();
        kronika::load(&config, &mut diagnostics).unwrap().site.next_moment().to_string()
    };
    // The meeting of 13 May begins at six and has no stated end; the last of the year begins at ten in the evening.
    assert_eq!(next("2025-05-13T12:00"), "2025-05-13T18:00:00");
    assert_eq!(next("2025-05-13T18:00"), "2025-05-14T00:00:00");
    assert_eq!(next("2025-12-31T08:00"), "2025-12-31T22:00:00");
    assert_eq!(next("2026-01-01T00:30"), "2026-01-01T02:00:00");
}

/// A site that has been shown, and what an edit of it takes.
fn shown() -> (Workshop, Preview) {
    let at = Workshop::new("tests/sites/english", 1);
    let mut preview = Preview::new(at.options());
    assert_eq!(preview.update(&Dirty::Everything).diagnostics.counts(), (0, 0));
    (at, preview)
}

fn edit(at: &mut Workshop, preview: &mut Preview, path: &str, from: &str, to: &str) -> Update {
    let text = at.read(path);
    assert!(text.contains(from), "{path}: {text}");
    at.write(path, &text.replacen(from, to, 1));
    preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)))
}

fn anew(update: &Update) -> Vec<&str> {
    update.anew.iter().map(OutPath::as_str).collect()
}

#[test]
fn an_edit_of_running_text_makes_one_page() {
    let (mut at, mut preview) = shown();
    let path = "content/events/evening-talk.md";
    let text = at.read(path);
    at.write(path, &format!("{text}\nOne more paragraph.\n"));
    let update = preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    assert_eq!((update.parsed, anew(&update)), (1, vec!["meetings/evening-talk/index.html"]));
    assert_eq!(update.edited, [OutPath::new("meetings/evening-talk/index.html")]);
    assert_eq!(update.changed.len(), 1);
}

#[test]
fn the_same_text_written_again_makes_nothing() {
    let (mut at, mut preview) = shown();
    let update =
        edit(&mut at, &mut preview, "content/events/evening-talk.md", "The [poster]", "The [poster]");
    assert_eq!((update.parsed, anew(&update)), (0, vec![]));
    let update = preview.update(&Dirty::Everything);
    assert_eq!((update.parsed, anew(&update)), (0, vec![]));
}

#[test]
fn another_title_makes_the_pages_that_show_it() {
    let (mut at, mut preview) = shown();
    let update = edit(&mut at, &mut preview, "content/organisations/angstrom.md", "name: ", "name: New ");
    let (all, made) = (update.total, anew(&update));
    assert!(
        made.contains(&"organisations/angstrom/index.html") && made.contains(&"organisations/index.html")
    );
    assert!(made.len() < all / 10, "{made:?}");
    assert!(update.changed.len() + 4 >= made.len(), "hardly anything is made in vain: {made:?}");
}

#[test]
fn what_a_funder_asks_to_be_said_makes_the_pages_of_the_programme() {
    let (mut at, mut preview) = shown();
    let path = "content/programmes/harbour-renewal/index.md";
    let update = edit(&mut at, &mut preview, path, "\"Paid for by", "\"Generously paid for by");
    let (all, made) = (update.total, anew(&update));
    let pages = ["meetings/opening/index.html", "programmes/harbour-renewal/works/index.html"];
    assert!(pages.iter().all(|page| made.contains(page)), "{made:?}");
    assert!(made.len() < all / 2, "{made:?}");
}

#[test]
fn a_template_makes_the_pages_that_use_it() {
    let (mut at, mut preview) = shown();
    at.write(
        "templates/place.html",
        "{% extends \"default/place.html\" %}{% block after %}<hr>{% endblock after %}",
    );
    let update = preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    assert!(update.parsed == 0 && !update.anew.is_empty());
    assert!(anew(&update).iter().all(|path| path.starts_with("places/")), "{:?}", update.anew);
}

#[test]
fn an_asset_makes_itself_alone() {
    let (mut at, mut preview) = shown();
    at.write("assets/extra.txt", "1");
    preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    let update = edit(&mut at, &mut preview, "assets/extra.txt", "1", "2");
    assert_eq!(anew(&update), ["assets/extra.txt"]);
    assert_eq!(update.changed, [OutPath::new("assets/extra.txt")].into());
}

#[test]
fn a_renamed_file_and_a_new_address_are_moves() {
    let (mut at, mut preview) = shown();
    let text = at.read("content/events/picnic.md");
    at.remove("content/events/picnic.md");
    at.write("content/events/garden-party.md", &text);
    let update = preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    let page = |id: &str| OutPath::new(format!("meetings/{id}/index.html"));
    assert_eq!(update.moved, [(page("picnic"), page("garden-party"))]);
    let update = edit(&mut at, &mut preview, "content/events/garden-party.md", "---\n", "---\nslug: party\n");
    assert_eq!(update.moved, [(page("garden-party"), page("party"))]);
}

#[test]
fn the_preview_knows_what_a_build_would_keep_back() {
    let (mut at, mut preview) = shown();
    at.write(
        "content/forums/draft-forum/index.md",
        "---\ntitle: A forum\nwhen: 2025-03-04\ndraft: true\n---\n",
    );
    at.write("content/forums/draft-forum/events/talk.md", "---\ntitle: A talk\nwhen: 2025-03-04\n---\n");
    at.remove("content/forums/draft-forum.md");
    let update = preview.update(&Dirty::Everything);
    assert!(!update.diagnostics.has_errors(), "{:?}", update.diagnostics);
    let shown = preview.shown();
    let state = |path: &str| {
        let page = shown.entries.get(&OutPath::new(path)).unwrap_or_else(|| panic!("{path}"));
        (page.state, page.moment.clone(), page.source.as_str().to_owned())
    };
    let (expired, moment, source) = state("meetings/expired/index.html");
    assert_eq!((expired, source.as_str()), ("expired", "content/events/expired.md"));
    assert_eq!(moment.as_deref(), Some("30 June 2025"));
    assert_eq!(state("meetings/picnic/index.html").0, "published");
    assert!(shown.entries.values().any(|page| page.state == "draft"));
    assert!(shown.entries.values().any(|page| page.state == "embargoed"));
    assert!(shown.entries.values().any(|page| page.state == "withheld"));
    assert!(shown.entries.values().any(|page| !page.hidden_from.is_empty()));
}

#[test]
fn a_silence_is_heard_at_once_and_missed_when_it_is_of_no_use() {
    let (mut at, mut preview) = shown();
    let path = "content/events/evening-talk.md";
    let codes = |update: &Update| update.diagnostics.iter().map(|d| d.code.id).collect::<Vec<_>>();
    let text = at.read(path);
    at.write(path, &format!("{text}\nA <b> of HTML.\n"));
    let update = preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    assert_eq!(codes(&update), ["K0408"]);
    let update = edit(&mut at, &mut preview, path, "---\n", "---\nallow: K0408\n");
    assert_eq!(codes(&update), [""; 0]);
    let update = edit(&mut at, &mut preview, path, "A <b> of HTML.", "No HTML.");
    assert_eq!(codes(&update), ["K0115"]);
}

#[test]
fn words_and_pictures_of_a_gallery_are_shown_as_they_are_now() {
    let (mut at, mut preview) = shown();
    let page = "photo-day/index.html";
    let captions = "content/pages/photo-day/photos/captions.yaml";
    let update = edit(&mut at, &mut preview, captions, "A boat on the first", "A ship on the last");
    assert_eq!((update.parsed, anew(&update)), (0, vec![page]));
    let html = |preview: &Preview| {
        let content = preview.shown().file(&OutPath::new(page)).unwrap();
        String::from_utf8(content.read().unwrap().into_owned()).unwrap()
    };
    assert!(html(&preview).contains("A ship on the last morning"));
    let update = edit(&mut at, &mut preview, captions, "credit: Ada Marlow", "credit: [Ada");
    assert!(update.diagnostics.has_errors());
    let update = edit(&mut at, &mut preview, captions, "credit: [Ada", "credit: Ada Finch");
    assert_eq!(update.diagnostics.counts(), (0, 0));
    assert!(html(&preview).contains("Ada Finch"));
    at.write("content/pages/photo-day/photos/IMG_11.jpg", "");
    let update = preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    assert!(anew(&update).contains(&page));
    assert!(html(&preview).contains("photo 5 of 5"));
    // The second gallery of the page has no words but these.
    let words = at.read(captions);
    at.remove(captions);
    assert!(preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty))).diagnostics.has_errors());
    at.write(captions, &words.replace("Ada Finch", "Ola Finch"));
    let update = preview.update(&Dirty::Paths(std::mem::take(&mut at.dirty)));
    assert!(anew(&update).contains(&page) && html(&preview).contains("Ola Finch"));
    make_pictures(&mut preview, update);
    let (clean, _) = build(&at.options());
    assert!(bytes(&clean.unwrap()) == bytes(&files(&preview)));
}
