//! The Polish of `--help`: [`spoken`] lays it over the commands and their arguments before a call is read, [`told`] over
//! clap's own words in what it has drawn.

use clap::Command;

use super::Cli;

/// What each command does.
const COMMANDS: [(&str, &str); 10] = [
    ("kronika", "Z tekstów w Markdownie o programach, forach i wydarzeniach tworzy statyczną witrynę."),
    ("build", "Tworzy strony witryny w katalogu"),
    ("check", "Sprawdza witrynę, jej odnośniki, tytuły i pliki; nie zapisuje stron"),
    ("serve", "Pokazuje witrynę w przeglądarce, gdy piszesz, także szkice i to, co ukaże się później"),
    ("list", "Wymienia wpisy: rodzaj, identyfikator, tytuł, czas, stan, adres, plik"),
    ("new", "Tworzy małą działającą witrynę na początek"),
    ("add", "Dodaje wpis z właściwymi polami we właściwym miejscu"),
    ("explain", "Objaśnia kod komunikatu na złym i dobrym przykładzie"),
    ("why", "Mówi, czy coś jest w witrynie, a jeśli nie, to dlaczego"),
    ("schema", "Wypisuje schemat JSON nagłówka wpisu albo kronika.yaml, dla edytorów"),
];

/// What each argument is for: of a command, or, with none named, of every command that has it.
const ARGUMENTS: [(&str, &str, &str); 30] = [
    ("", "lang", "Język komunikatów [domyślnie: język witryny, a bez niej komputera]"),
    ("schema", "root", "Katalog witryny, ten z kronika.yaml: opisy są w jej języku"),
    ("", "root", "Katalog witryny, ten z kronika.yaml"),
    ("", "base_url", "Adres, pod którym witryna się ukaże; ważniejszy niż base_url w kronika.yaml"),
    ("", "today", "Dzień, na który budować, na przykład 2026-05-31 [domyślnie: dziś]"),
    ("", "drafts", "Dopuść szkice"),
    ("", "future", "Dopuść to, co ma się ukazać później albo wygasło"),
    (
        "build",
        "output",
        "Katalog na strony; innych plików w nim nie rusza [domyślnie: output w katalogu witryny]",
    ),
    ("build", "strict", "Ostrzeżenia też zatrzymują budowanie"),
    ("check", "strict", "Ostrzeżenia też są błędem, prócz tych o innych witrynach"),
    (
        "check",
        "external",
        "Zapytaj inne witryny, czy ich strony jeszcze istnieją; z `=fail` brak strony jest błędem",
    ),
    ("check", "external_timeout", "Ile sekund wolno pytać inne witryny; o resztę zapyta następnym razem"),
    ("check", "fix", "Popraw to, co da się poprawić na pewno, po pokazaniu zmian; w terminalu najpierw pyta"),
    ("list", "format", "Dla kogo lista; github i sarif mówią zamiast niej, co jest źle"),
    ("", "format", "Dla kogo komunikaty"),
    ("serve", "no_drafts", "Pomiń szkice, tak jak build"),
    ("serve", "no_future", "Pomiń to, co ma się ukazać później albo wygasło, tak jak build"),
    ("serve", "port", "Port, na którym działa podgląd; gdy zajęty, następny wolny"),
    ("serve", "host", "Adres, pod którym działa podgląd; 0.0.0.0 pokazuje witrynę wszystkim w Twojej sieci"),
    ("serve", "open", "Otwórz witrynę w przeglądarce"),
    ("serve", "poll", "Szukaj zmian co sekundę, na dyskach sieciowych; zwykle włącza się samo, gdy trzeba"),
    ("list", "kind", "Tylko ten rodzaj, na przykład event"),
    ("new", "dir", "Katalog do utworzenia; ma być pusty albo jeszcze nie istnieć"),
    ("new", "language", "Język witryny"),
    (
        "add",
        "kind",
        "Co dodać: programme, stage, forum, event, report, post, page, person, organisation lub place",
    ),
    ("add", "title", "Tytuł w cudzysłowie; dla osoby imię i nazwisko"),
    ("add", "within", "Identyfikator programu lub forum, do którego wpis należy"),
    ("explain", "code", "Kod, na przykład K0103; bez niego wymienia wszystkie"),
    (
        "schema",
        "subject",
        "Rodzaj, na przykład event, albo home, site (kronika.yaml), statement (deklaracja.yaml); bez niego dowolny wpis",
    ),
    ("why", "what", "Plik, identyfikator lub nazwa wpisu albo adres"),
];

/// What stands below the names of some choices, and clap's own words, each as it is drawn.
const OWN: [(&str, &str); 22] = [
    (
        "Print this message or the help of the given subcommand(s)",
        "Pokazuje tę pomoc albo pomoc do podanego polecenia",
    ),
    ("Print help for the subcommand(s)", "Polecenie, o którym ma być pomoc"),
    ("Usage:", "Użycie:"),
    ("Print help (see more with '--help')", "Pokaż pomoc (więcej: '--help')"),
    ("Print help (see a summary with '-h')", "Pokaż pomoc (krócej: '-h')"),
    ("Print help", "Pokaż pomoc"),
    ("Print version", "Pokaż wersję"),
    ("[possible values: ", "[możliwe wartości: "),
    ("Possible values:", "Możliwe wartości:"),
    ("[default: ", "[domyślnie: "),
    ("For people, on the terminal", "Dla ludzi, w terminalu"),
    ("For programs, as JSON", "Dla programów, w JSON"),
    ("For GitHub Actions, as annotations of the lines", "Dla GitHub Actions, jako uwagi przy wierszach"),
    ("For code scanners, as a SARIF 2.1.0 log", "Dla skanerów kodu, jako dziennik SARIF 2.1.0"),
    ("It is told; the command does not fail for it", "Jest o tym mowa, ale to nie błąd"),
    ("The command fails for it", "To błąd"),
    ("Polish\n", "polski\n"),
    ("English\n", "angielski\n"),
    (": Polish", ": polski"),
    (": English", ": angielski"),
    ("[OPTIONS]", "[OPCJE]"),
    ("[COMMAND]", "[POLECENIE]"),
];

/// Below the list of commands.
const EXAMPLES: &str = "\
Na początek:
  kronika new kronika-miasta          tworzy Twoją małą witrynę
  cd kronika-miasta
  kronika serve --open                pokazuje ją w przeglądarce, gdy piszesz
  kronika build                       tworzy strony w katalogu output/
  kronika check                       znajduje odnośniki donikąd i nieużywane pliki
  kronika add event \"Spotkanie\"       dodaje wydarzenie, gotowe do edycji
  kronika explain K0103               objaśnia komunikat na przykładach";

/// How a page of help is laid out.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nUżycie: {usage}\n\n{all-args}{after-help}";

/// The commands with their help in Polish.
pub(super) fn spoken(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let command = one(command, "kronika").after_help(EXAMPLES).subcommand_help_heading("Polecenia");
    names.into_iter().fold(command, |command, name| command.mut_subcommand(&name, |inner| one(inner, &name)))
}

fn one(command: Command, name: &str) -> Command {
    let about = COMMANDS.iter().find(|(known, _)| *known == name).map(|(_, words)| *words);
    let command = match about {
        Some(words) => command.about(words),
        None => command,
    };
    command.help_template(TEMPLATE).mut_args(|argument| {
        let words = argument_words(name, argument.get_id().as_str());
        match words {
            Some(words) => argument.help(words),
            None => argument,
        }
    })
}

fn argument_words(command: &str, id: &str) -> Option<&'static str> {
    let of = |owner: &str| ARGUMENTS.iter().find(|(known, name, _)| *known == owner && *name == id);
    of(command).or_else(|| of("")).map(|(.., words)| *words)
}

/// Help as drawn, with clap's own words in Polish.
pub(super) fn told(drawn: &str) -> String {
    let drawn = drawn.replace("\nOptions:\n", "\nOpcje:\n").replace("\nArguments:\n", "\nArgumenty:\n");
    OWN.iter().fold(drawn, |text, (english, polish)| text.replace(english, polish))
}

/// The page of help of the program as a whole.
pub(super) fn help() -> String {
    told(&spoken(<Cli as clap::CommandFactory>::command()).render_help().to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_and_argument_that_is_shown_has_its_polish() {
        let cli = Cli::command();
        for command in std::iter::once(&cli).chain(cli.get_subcommands()) {
            let name = command.get_name();
            assert!(COMMANDS.iter().any(|(known, _)| *known == name), "{name}");
            for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                let id = argument.get_id().as_str();
                assert!(argument_words(name, id).is_some(), "{name} {id}");
            }
        }
    }

    #[test]
    fn no_english_is_left_in_polish_help() {
        let mut cli = spoken(Cli::command());
        let mut pages = vec![told(&cli.render_long_help().to_string())];
        for command in cli.get_subcommands_mut() {
            pages.push(told(&command.render_long_help().to_string()));
            pages.push(told(&command.render_help().to_string()));
        }
        for page in pages {
            for word in
                [" the ", " The ", "Usage", "Options", "Arguments", "Commands", "default:", "Print", "For "]
            {
                assert!(!page.contains(word), "{word}: {page}");
            }
        }
    }
}
