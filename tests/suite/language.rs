//! In which language the program speaks: `--lang`, else the site's, else the computer's.

use std::path::Path;
use std::process::Command;

/// Standard error of `kronika build`, with these arguments, in a site with these settings and a locale.
fn build(settings: Option<&str>, arguments: &[&str], locale: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    if let Some(settings) = settings {
        std::fs::write(folder.path().join("kronika.yaml"), settings).unwrap();
        std::fs::create_dir_all(folder.path().join("content/events")).unwrap();
        std::fs::write(folder.path().join("content/events/a.md"), "---\ntitle: Spotkanie\nwen: 2024\n---\n")
            .unwrap();
    }
    call(folder.path(), &[&["build"], arguments].concat(), locale)
}

fn call(folder: &Path, arguments: &[&str], locale: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
    command.args(arguments).current_dir(folder);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", locale);
    let output = command.output().unwrap();
    assert_ne!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

const POLISH: &str = "wydarzenie nie ma pola `wen`";
const ENGLISH: &str = "an event has no key `wen`";

#[test]
fn the_call_wins_over_the_site_and_the_site_over_the_computer() {
    let polish = build(Some("title: Próba\nlanguage: pl\n"), &[], "en_GB.UTF-8");
    assert!(polish.contains(POLISH), "{polish}");
    for words in ["błąd[K0106]", "rada: czy chodziło o `when`?", "Niczego nie zapisano: 1 błąd, 0 ostrzeżeń"]
    {
        assert!(polish.contains(words), "{words}: {polish}");
    }
    let english = build(Some("title: Próba\nlanguage: en\n"), &[], "pl_PL.UTF-8");
    for words in
        [ENGLISH, "error[K0106]", "help: did you mean `when`?", "Nothing was written: 1 error, 0 warnings"]
    {
        assert!(english.contains(words), "{words}: {english}");
    }
    let asked = build(Some("title: Próba\nlanguage: pl\n"), &["--lang", "en"], "pl_PL.UTF-8");
    assert!(asked.contains(ENGLISH), "{asked}");
    let asked = build(Some("title: Próba\nlanguage: en\n"), &["--lang=pl"], "en_GB.UTF-8");
    assert!(asked.contains(POLISH), "{asked}");
    assert!(
        build(Some("title: Próba\n"), &[], "en_GB.UTF-8").contains(POLISH),
        "a site is Polish unless it says so"
    );
}

#[test]
fn broken_settings_still_tell_the_language() {
    let settings = "title: \"Próba\nlanguage: en\n";
    assert!(build(Some(settings), &[], "pl_PL.UTF-8").contains("is never closed"));
    assert!(build(Some("language: pl\ntitle: \"Próba\n"), &[], "C").contains("nie jest zamknięty"));
}

#[test]
fn a_language_that_is_none_does_not_change_the_language_of_messages() {
    for settings in ["language: polski\n", "language: PL\n", "language: polish\n"] {
        let said = build(Some(&format!("title: Próba\n{settings}")), &[], "en_GB.UTF-8");
        assert!(said.contains("czy chodziło o `language: pl`?"), "{said}");
    }
    let unknown = "title: Próba\nlanguage: językpolski\n";
    assert!(build(Some(unknown), &[], "pl_PL.UTF-8").contains("to nie kod języka"));
    assert!(build(Some(unknown), &[], "C").contains("is not a language code"));
    let said = build(Some(unknown), &[], "pl_PL.UTF-8");
    assert!(said.contains("wpisz `language: pl` albo `language: en`") && !said.contains("i18n/"), "{said}");
}

#[test]
fn a_file_of_settings_with_a_wrong_name_is_pointed_at() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("kronika.yaml.txt"), "title: Próba\n").unwrap();
    let said = call(folder.path(), &["build"], "pl_PL.UTF-8");
    assert!(said.contains("jest tu `kronika.yaml.txt`; zmień jego nazwę na `kronika.yaml`"), "{said}");
}

#[test]
fn without_a_site_the_computer_tells_the_language() {
    assert!(build(None, &[], "pl_PL.UTF-8").contains("w tym katalogu nie ma pliku `kronika.yaml`"));
    assert!(build(None, &[], "C").contains("this folder has no file `kronika.yaml`"));
}

#[test]
fn a_site_named_without_its_option_is_pointed_at() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("strona")).unwrap();
    std::fs::write(folder.path().join("strona/kronika.yaml"), "title: Próba\n").unwrap();
    let said = call(folder.path(), &["build", "strona"], "pl_PL.UTF-8");
    assert!(said.contains("wpisz `kronika build --root strona`"), "{said}");
}

#[test]
fn wrong_calls_are_told_in_the_language_too() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, polish, english) in [
        (
            &["bild"][..],
            "błąd: nie ma polecenia `bild`\nrada: czy chodziło o `build`?",
            "error: there is no command `bild`\nhelp: did you mean `build`?",
        ),
        (
            &["build", "--today", "jutro"],
            "błąd: `jutro` nie pasuje do --today <DATE>",
            "error: `jutro` is no value for --today <DATE>",
        ),
        (&["build", "--today", "31.12.2025"], "wpisz 2025-12-31", "write 2025-12-31"),
        (
            &["add", "event", "Spotkanie", "w", "parku"],
            "słowa, które stanowią całość, ujmij w cudzysłów",
            "put words that belong together in quotes",
        ),
        (&["add", "event"], "w poleceniu brakuje: <TITLE>", "the call lacks <TITLE>"),
        (
            &["add", "event"],
            "rada: brakuje tytułu; wpisz `kronika add event \"Spotkanie\"`",
            "help: the title is missing; write `kronika add event \"Spotkanie\"`",
        ),
        (
            &["serve", "–open"],
            "zamiast myślnika wpisz dwa łączniki: `--open`",
            "write two hyphens in place of the dash: `--open`",
        ),
        (&["serve", "-open"], "wpisz dwa łączniki: `--open`", "write two hyphens: `--open`"),
        (&["build", "-strict"], "wpisz dwa łączniki: `--strict`", "write two hyphens: `--strict`"),
        (
            &["add", "event", "„Rynek", "od", "nowa”"],
            "cudzysłów musi być prosty: `\"Rynek od nowa\"`",
            "the quotes must be straight: `\"Rynek od nowa\"`",
        ),
        (&["add", "wydarzenie", "X"], "czy chodziło o `event`?", "did you mean `event`?"),
        (&["list", "wydarzenia"], "czy chodziło o `event`?", "did you mean `event`?"),
        (&["schema", "wydarzenie"], "czy chodziło o `event`?", "did you mean `event`?"),
        (&["help", "buidl"], "czy chodziło o `build`?", "did you mean `build`?"),
        (&["list", "evnt"], "czy chodziło o `event`?", "did you mean `event`?"),
        (&["serve", "--port", "80a"], "port to liczba od 0 do 65535", "a port is a number from 0 to 65535"),
        (&["build", "--formt", "json"], "czy chodziło o `--format`?", "did you mean `--format`?"),
        (&["build", "--root"], "--root <DIR> wymaga wartości", "--root <DIR> needs a value"),
        (&["serve", "--drafts", "--no-drafts"], "wykluczają się", "exclude each other"),
        (&["explain", "K9999"], "nie ma kodu `K9999`", "there is no code `K9999`"),
    ] {
        for (locale, words) in [("pl_PL.UTF-8", polish), ("C", english)] {
            let said = call(folder.path(), arguments, locale);
            assert!(said.contains(words), "{arguments:?} in {locale}: {said}");
        }
    }
}

#[test]
fn help_is_in_the_language_too() {
    let folder = tempfile::tempdir().unwrap();
    let help = |arguments: &[&str], locale: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
        command.args(arguments).current_dir(folder.path());
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", locale);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    for call in [&["--help"][..], &[], &["help"]] {
        assert!(help(call, "pl_PL.UTF-8").contains("Tworzy strony witryny w katalogu"), "{call:?}");
        assert!(help(call, "C").contains("Build the site into a folder of HTML"), "{call:?}");
    }
    for (call, locale) in [
        (&["help", "build", "--lang", "pl"][..], "C"),
        (&["help", "build", "--lang=pl"], "C"),
        (&["--lang", "pl", "help", "build"], "C"),
        (&["build", "--help", "--lang", "pl"], "C"),
        (&["build", "-h"], "pl_PL.UTF-8"),
    ] {
        let said = help(call, locale);
        assert!(said.contains("Dopuść szkice") && said.contains("Pokaż pomoc"), "{call:?}: {said}");
    }
    assert!(help(&["help", "build", "--lang", "en"], "pl_PL.UTF-8").contains("Let drafts in"));
}
