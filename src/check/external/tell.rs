//! Answers of other hosts → warnings where the addresses are written.

use std::collections::{BTreeMap, BTreeSet};

use super::Wanted;
use super::visit::{Answer, Doubt, Trouble};
use crate::check::Look;
use crate::check::places::{self, Written};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, codes};
use crate::words;
use crate::words::Words;

/// With at least so many hosts that nothing was heard of, and none that answered, it is the network.
const ALL_SILENT: usize = 3;

/// Tells of every answer that calls for it; gives how many addresses are at fault.
pub(super) fn all(
    look: &Look<'_>,
    wanted: &BTreeMap<String, Wanted>,
    answers: &BTreeMap<&str, Answer>,
    found: &mut Diagnostics,
) -> usize {
    if let Some(hosts) = nobody_answers(wanted, answers) {
        let message = words!(
            "none of {hosts} other sites could be reached, so their links are not checked",
            "nie udało się połączyć z żadną z innych witryn ({hosts}), więc odnośników do nich nie sprawdzono"
        );
        let place = Place::Environment(look.made.loaded.site.config.root.clone());
        found.push(Diagnostic::at(Severity::Warning, codes::HOST_SILENT, place, message).hint(words!(
            "check whether this computer is connected to the internet, then call it again",
            "sprawdź, czy ten komputer ma połączenie z internetem, i wydaj polecenie jeszcze raz"
        )));
        return 0;
    }
    let mut faulty = 0;
    let written = Written::new(look.made);
    for (address, wanted) in wanted {
        let Some((code, message, hints)) =
            answers.get(address.as_str()).and_then(|answer| told(wanted, answer))
        else {
            continue;
        };
        faulty += 1;
        for place in places_of(look, &written, wanted) {
            let mut diagnostic = Diagnostic::at(Severity::Warning, code, place, message.clone());
            diagnostic.hints.clone_from(&hints);
            found.push(diagnostic);
        }
    }
    faulty
}

/// How many hosts there are, where nothing was heard of any.
fn nobody_answers(wanted: &BTreeMap<String, Wanted>, answers: &BTreeMap<&str, Answer>) -> Option<usize> {
    let unheard = |answer: &Answer| match answer {
        Answer::NoHost => true,
        Answer::Silent(trouble) => trouble.is_of_the_line(),
        _ => false,
    };
    let asked = || answers.iter().filter(|(_, answer)| **answer != Answer::NotAsked);
    let hosts: BTreeSet<_> =
        asked().filter_map(|(address, _)| wanted.get(*address)?.url.host_str()).collect();
    (hosts.len() >= ALL_SILENT && asked().all(|(_, answer)| unheard(answer))).then_some(hosts.len())
}

fn places_of(look: &Look<'_>, written: &Written<'_>, wanted: &Wanted) -> Vec<Place> {
    let found: Vec<Place> = wanted.written.iter().flat_map(|form| written.at(form)).collect();
    if found.is_empty() {
        return vec![places::page(look.web.path(wanted.page).as_str())];
    }
    found
}

/// What to say of an answer; nothing of one that is good, or that says nothing.
fn told(wanted: &Wanted, answer: &Answer) -> Option<(Code, Words, Vec<Words>)> {
    let url = wanted.url.as_str();
    let host = wanted.url.host_str().unwrap_or_default();
    let archived = || {
        words!(
            "find its new address on the site, or link to a copy: https://web.archive.org/web/{url}",
            "znajdź jej nowy adres w tej witrynie albo podaj adres kopii: https://web.archive.org/web/{url}"
        )
    };
    let later = || {
        words!(
            "open it in your browser; if it opens there, you need do nothing",
            "otwórz ten adres w przeglądarce; jeśli się otwiera, nie trzeba nic robić"
        )
    };
    Some(match answer {
        Answer::Good | Answer::Refused(_) | Answer::NotAsked => return None,
        Answer::Gone(status) => (
            codes::HOST_BROKEN,
            words!(
                "the page `{url}` is gone: {host} answers {status}",
                "strony `{url}` już nie ma: {host} odpowiada {status}"
            ),
            vec![archived()],
        ),
        Answer::NoHost => (
            codes::HOST_BROKEN,
            words!("there is no site `{host}`: `{url}`", "nie ma witryny `{host}`: `{url}`"),
            vec![
                words!("check how the address is written", "sprawdź, czy adres jest dobrze zapisany"),
                archived(),
            ],
        ),
        Answer::Certificate(doubt) => {
            let why = certificate(*doubt);
            (
                codes::HOST_BROKEN,
                words!(
                    "browsers warn their readers of `{url}`: the certificate of {host} {why}",
                    "przeglądarki ostrzegają przed `{url}`: certyfikat {host} {why}",
                    why
                ),
                vec![later()],
            )
        }
        Answer::Silent(trouble) => {
            let why = silence(trouble);
            let message =
                words!("`{url}` could not be opened: {why}", "nie udało się otworzyć `{url}`: {why}", why);
            (codes::HOST_SILENT, message, vec![later()])
        }
        Answer::Moved(to) => {
            let path = |url: &url::Url| url.path().trim_matches('/').to_owned();
            let front =
                url::Url::parse(to).is_ok_and(|to| path(&to).is_empty()) && !path(&wanted.url).is_empty();
            let message = match front {
                true => words!(
                    "`{url}` leads to the front page of its site now; the page itself is likely gone",
                    "`{url}` prowadzi teraz na stronę główną tamtej witryny; samej strony zapewne już nie ma"
                ),
                false => words!("`{url}` has moved for good", "`{url}` ma na stałe nowy adres"),
            };
            let hint = if front { archived() } else { words!("write `{to}`", "wpisz `{to}`") };
            (codes::HOST_MOVED, message, vec![hint])
        }
    })
}

fn certificate(doubt: Doubt) -> Words {
    match doubt {
        Doubt::Expired => words!("has expired", "stracił ważność"),
        Doubt::OtherName => words!("is for another name", "jest wystawiony na inną nazwę"),
        Doubt::Unknown => words!("is signed by nobody they know", "podpisał ktoś, kogo nie znają"),
        Doubt::Other => words!("cannot be trusted", "nie budzi zaufania"),
    }
}

fn silence(trouble: &Trouble) -> Words {
    match trouble {
        Trouble::Status(status) => {
            words!("the server has a fault of its own ({status})", "serwer ma awarię ({status})")
        }
        Trouble::Slow => words!("the server does not answer in time", "serwer nie odpowiada na czas"),
        Trouble::Closed => words!("the server takes no connection", "serwer nie przyjmuje połączenia"),
        Trouble::Garbled => {
            words!("the server's answer cannot be understood", "odpowiedzi serwera nie da się zrozumieć")
        }
        Trouble::Circle => words!(
            "the server sends its visitors round in a circle",
            "serwer odsyła odwiedzających w kółko z adresu na adres"
        ),
    }
}
