//! The register of kinds: ids, folders, and keys that are read.

use super::*;

#[test]
fn ids_come_from_file_names() {
    let id = |path: &str| id_of(&SourcePath::new(path)).0;
    assert_eq!(id("content/events/kielce-2024.md"), "kielce-2024");
    assert_eq!(id("content/posts/2020-03-30-spotkanie.md"), "spotkanie");
    assert_eq!(id("content/programmes/konin/index.md"), "konin");
    assert_eq!(id("content/posts/2020-03-30-relacja/index.md"), "relacja");
    assert_eq!(id("content/posts/Łódź 1.md"), "lodz-1");
    assert_eq!(id("content/posts/2020-03-30.md"), "2020-03-30");
}

#[test]
fn the_nearest_folder_gives_the_kind() {
    let kind = |path: &str| kind_of_folder(&SourcePath::new(path)).map(|kind| kind.id.0);
    assert_eq!(kind("content/events/2020/x.md"), Some("event"));
    assert_eq!(kind("content/programmes/konin/events/x.md"), Some("event"));
    assert_eq!(kind("content/programmes/konin/index.md"), Some("programme"));
    assert_eq!(kind("content/pages/events/index.md"), Some("page"));
    assert_eq!(kind("content/about.md"), None);
}

#[test]
fn the_register_has_no_doubles_and_every_own_key_is_read() {
    let mut folders: Vec<_> = KINDS.iter().map(|kind| kind.folder).collect();
    folders.sort_unstable();
    folders.dedup();
    assert_eq!(folders.len(), KINDS.len());
    for kind in KINDS {
        let source = Source::new(SourcePath::new("x.md"), String::new());
        let mut sink = Sink::new(&source, &jiff::tz::TimeZone::UTC);
        let pairs: Vec<_> = kind
            .own_keys
            .iter()
            .filter(|key| **key != kind.title_key)
            .map(|key| {
                let key = crate::yaml::Key { span: 0..0, name: (*key).to_owned() };
                (key, crate::yaml::Node { span: 0..0, value: Value::Null })
            })
            .collect();
        let mut fields = Fields::new(&mut sink, &pairs, 0..0, kind.noun);
        let _ = (kind.read)(&mut fields);
        fields.finish();
        let unknown: Vec<_> =
            sink.diagnostics.iter().filter(|d| d.code == codes::UNKNOWN_KEY).map(|d| &d.message).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", kind.id.0);
    }
}
