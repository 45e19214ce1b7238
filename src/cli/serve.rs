//! `kronika serve`: the site in the browser while it is being written.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Outcome;
use super::build::SiteArgs;
use super::counted;
use super::report::{self, Format};
use super::usage::BadValue;
use super::voice::Voice;
use crate::config::{self, Options};
use crate::diag::{Diagnostics, Severity, emit};
use crate::preview::{Shown, Update};
use crate::serve::{self, News};
use crate::source::plain_io;
use crate::watch::Method;
use crate::words;
use crate::words::Words;

/// How many addresses a line names.
const NAMED: usize = 3;

/// Show the site in the browser while you write, drafts and what is published later included
#[derive(clap::Args)]
#[command(mut_arg("drafts", |arg| arg.hide(true)), mut_arg("future", |arg| arg.hide(true)))]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Keep drafts out, as a build does
    #[arg(long, conflicts_with = "drafts")]
    no_drafts: bool,
    /// Keep out what is published later or has expired, as a build does
    #[arg(long, conflicts_with = "future")]
    no_future: bool,
    /// The port to listen on; the next free one when it is taken
    #[arg(long, value_name = "PORT", default_value_t = serve::PORT, value_parser = port)]
    port: u16,
    /// The address to listen on; 0.0.0.0 lets everyone in your network see the site
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Look for changes once a second, for network drives; chosen by itself where it is known to be needed
    #[arg(long)]
    poll: bool,
}

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.site.root
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let options =
        Options { drafts: !args.no_drafts, future: !args.no_future, preview: true, ..args.site.options() };
    if let Some(outcome) = refuse(&options, voice) {
        return outcome;
    }
    let bound = match serve::bind(&args.host, args.port) {
        Ok(bound) => bound,
        Err(error) => {
            let (host, port, reason) = (&args.host, args.port, unheard(&error));
            voice.refuse(
                &words!(
                    "cannot listen on {host} at port {port}: {reason}",
                    "nie można nasłuchiwać pod adresem {host} na porcie {port}: {reason}",
                    reason
                ),
                &[words!(
                    "name another with --host or --port, for example --port 8080; without --host the preview is for this computer alone",
                    "podaj inny przez --host lub --port, na przykład --port 8080; bez --host podgląd działa tylko na tym komputerze",
                )],
            );
            return Outcome::CallAtFault;
        }
    };
    if args.port != 0 && bound.address.port() != args.port {
        let (taken, port) = (args.port, bound.address.port());
        voice.note(&words!("port {taken} is taken, using {port}", "port {taken} jest zajęty, używam {port}"));
    }
    if bound.is_public() {
        voice.warn(&words!(
            "everyone in your network can see this preview",
            "ten podgląd widzą wszyscy w Twojej sieci",
        ));
    }
    if args.poll {
        voice.note(&words!("Looking for changes once a second.", "Szukam zmian co sekundę."));
    }
    voice.note(&words!("Reading the site …", "Czytam witrynę …"));
    let method = if args.poll { Method::Poll } else { Method::Native };
    let mut terminal = Terminal {
        url: bound.url(),
        open: args.open,
        greeted: false,
        told: BTreeSet::new(),
        broken: false,
        voice,
    };
    match serve::run(bound, options, method, voice.language, move |news| terminal.tell(&news)) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            let reason = plain_io(&error);
            voice.refuse(
                &words!("the preview cannot run: {reason}", "podgląd nie może działać: {reason}", reason),
                &[],
            );
            Outcome::CallAtFault
        }
    }
}

/// Why there is no listening at a place.
fn unheard(error: &std::io::Error) -> Words {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::AddrInUse | ErrorKind::AddrNotAvailable | ErrorKind::PermissionDenied => plain_io(error),
        _ => words!("there is no such address", "nie ma takiego adresu"),
    }
}

fn port(text: &str) -> Result<u16, BadValue> {
    text.parse()
        .map_err(|_| BadValue(words!("a port is a number from 0 to 65535", "port to liczba od 0 do 65535")))
}

/// A folder without a site is a wrong call: whoever is in the wrong folder is told at once. Everything else that can be
/// wrong is shown in the browser, and can be mended while it is.
fn refuse(options: &Options, voice: Voice) -> Option<Outcome> {
    if options.root.join(config::FILE).is_file() {
        return None;
    }
    let mut diagnostics = Diagnostics::new();
    config::load(options, &mut diagnostics);
    report::print(&mut diagnostics, Format::Human, &options.root, voice);
    Some(Outcome::CallAtFault)
}

/// What stands on the terminal.
struct Terminal {
    /// The address, without a path.
    url: String,
    open: bool,
    /// True once the address was told.
    greeted: bool,
    /// Diagnostics that were drawn and are still there.
    told: BTreeSet<String>,
    /// True while there are errors.
    broken: bool,
    voice: Voice,
}

impl Terminal {
    fn tell(&mut self, news: &News<'_>) {
        match news {
            News::Polling(reason) => {
                self.voice.note(&words!(
                    "Changes cannot be watched here: {reason}. Looking for them once a second.",
                    "Zmian nie da się tu obserwować: {reason}. Szukam ich co sekundę.",
                    reason
                ));
            }
            News::Update(update, shown) if self.greeted => self.update(update, shown),
            News::Update(update, shown) => {
                self.greeted = true;
                self.faults(update, shown);
                self.greet(update, shown);
            }
        }
    }

    fn greet(&mut self, update: &Update, shown: &Shown) {
        let address = format!("{}{}", self.url, if shown.base.is_empty() { "/" } else { &shown.base });
        if !self.broken {
            let warnings = warnings(update)
                .map_or(Words::same(""), |warnings| words!(", {warnings}", ", {warnings}", warnings));
            let (files, milliseconds) = (counted::files(update.total), update.milliseconds);
            self.voice.note(&words!(
                "{files} in {milliseconds} ms{warnings}",
                "{files} w {milliseconds} ms{warnings}",
                files,
                warnings
            ));
        }
        self.voice.say(&words!("{address}  (Ctrl-C ends it)", "{address}  (Ctrl-C kończy)"));
        if self.open {
            open(address, self.voice);
        }
    }

    fn update(&mut self, update: &Update, shown: &Shown) {
        let was_broken = self.broken;
        self.faults(update, shown);
        if self.broken {
            return;
        }
        if was_broken {
            self.voice.note(&words!(
                "Mended: the site is shown as it is now.",
                "Naprawione: widać witrynę taką, jaka jest teraz.",
            ));
        }
        if !update.changed.is_empty() || !update.removed.is_empty() {
            self.voice.note(&line(update));
        }
    }

    /// Draws what was not drawn yet.
    fn faults(&mut self, update: &Update, shown: &Shown) {
        let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
        let mut now = BTreeSet::new();
        for diagnostic in update.diagnostics.iter() {
            let drawn = emit::human(diagnostic, self.voice.language);
            // Errors are drawn anew with each change, so that the last on the terminal is how it stands.
            if diagnostic.severity == Severity::Error || !self.told.contains(&drawn) {
                let _ = writeln!(out, "{drawn}\n");
            }
            now.insert(drawn);
        }
        self.told = now;
        let (errors, _) = update.diagnostics.counts();
        self.broken = errors > 0;
        if self.broken {
            let meanwhile = match shown.is_empty() {
                true => words!(
                    "the browser shows what is wrong, and the site once it is mended",
                    "przeglądarka pokazuje, co jest źle, a po naprawieniu pokaże witrynę",
                ),
                false => words!(
                    "the browser shows the site as it was before",
                    "przeglądarka pokazuje witrynę taką, jaka była przedtem",
                ),
            };
            let errors = counted::errors(errors);
            let told = words!("{errors}: {meanwhile}", "{errors}: {meanwhile}", errors, meanwhile);
            let _ = writeln!(out, "{}", told.get(self.voice.language));
        }
    }
}

/// `3 of 11,412 pages in 12 ms: wydarzenia/kielce-2024/ …`: how much was made anew, and first of that what was edited,
/// then what has come out differently.
fn line(update: &Update) -> Words {
    let edited = update.edited.iter();
    let changed = update.changed.iter().filter(|path| !update.edited.contains(path));
    let same =
        update.anew.iter().filter(|path| !update.changed.contains(*path) && !update.edited.contains(path));
    let mut named: Vec<String> = edited.chain(changed).chain(same).map(serve::address).collect();
    for address in named.iter_mut().filter(|address| address.is_empty()) {
        *address = "/".to_owned();
    }
    if named.len() > NAMED {
        named.truncate(NAMED);
        named.push("…".to_owned());
    }
    let (count, files) = (counted::grouped(update.anew.len()), counted::of_files(update.total));
    let milliseconds = update.milliseconds;
    let mut line = words!(
        "{count} of {files} in {milliseconds} ms",
        "{count} z {files} w {milliseconds} ms",
        count,
        files
    );
    if !named.is_empty() {
        let named = named.join(" ");
        line = words!("{line}: {named}", "{line}: {named}", line);
    }
    if !update.removed.is_empty() {
        let removed = counted::grouped(update.removed.len());
        line = words!("{line}; {removed} removed", "{line}; usunięto: {removed}", line, removed);
    }
    match warnings(update) {
        Some(warnings) => words!("{line}; {warnings}", "{line}; {warnings}", line, warnings),
        None => line,
    }
}

fn warnings(update: &Update) -> Option<Words> {
    let (_, warnings) = update.diagnostics.counts();
    (warnings > 0).then(|| counted::warnings(warnings))
}

/// Opens an address in the browser. What opens it may run for as long as the browser; where it fails, that is said.
fn open(address: String, voice: Voice) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    std::thread::spawn(move || {
        if !command.status().is_ok_and(|status| status.success()) {
            voice.note(&words!(
                "No browser could be opened; open the address yourself.",
                "Nie udało się otworzyć przeglądarki; otwórz ten adres w niej samodzielnie.",
            ));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::OutPath;

    #[test]
    fn a_line_says_what_an_edit_affected() {
        let paths = ["index.html", "a/index.html", "b/index.html", "wydarzenia/kielce-2024/index.html"];
        let update = Update {
            changed: paths[1..].iter().map(OutPath::new).collect(),
            anew: paths.iter().map(OutPath::new).collect(),
            edited: vec![OutPath::new(paths[3])],
            total: 11_412,
            milliseconds: 12,
            ..Update::default()
        };
        assert_eq!(line(&update).en, "4 of 11,412 files in 12 ms: wydarzenia/kielce-2024/ a/ b/ …");
        let gone = Update { removed: [OutPath::new("a")].into(), total: 1, ..Update::default() };
        assert_eq!(line(&gone).en, "0 of 1 file in 0 ms; 1 removed");
    }
}
