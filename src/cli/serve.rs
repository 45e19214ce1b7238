//! `kronika serve`: the site in the browser while it is being written.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use super::Outcome;
use super::build::SiteArgs;
use super::report::{self, Format, counted};
use crate::config::{self, Options};
use crate::diag::{Diagnostics, Severity, emit};
use crate::preview::{Shown, Update};
use crate::serve::{self, News};
use crate::source::plain_io;
use crate::watch::Method;

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
    #[arg(long, value_name = "PORT", default_value_t = serve::PORT)]
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

/// Runs the command.
pub(super) fn run(args: Args) -> Outcome {
    let options =
        Options { drafts: !args.no_drafts, future: !args.no_future, preview: true, ..args.site.options() };
    if let Some(outcome) = refuse(&options) {
        return outcome;
    }
    let bound = match serve::bind(&args.host, args.port) {
        Ok(bound) => bound,
        Err(error) => {
            eprintln!("error: cannot listen on {} at port {}: {}", args.host, args.port, plain_io(&error));
            eprintln!("Name another with --host or --port, for example --port 8080.");
            return Outcome::CallAtFault;
        }
    };
    if args.port != 0 && bound.address.port() != args.port {
        eprintln!("port {} is taken, using {}", args.port, bound.address.port());
    }
    if bound.is_public() {
        eprintln!("warning: everyone in your network can see this preview");
    }
    if args.poll {
        eprintln!("Looking for changes once a second.");
    }
    eprintln!("Reading the site …");
    let method = if args.poll { Method::Poll } else { Method::Native };
    let mut terminal =
        Terminal { url: bound.url(), open: args.open, greeted: false, told: BTreeSet::new(), broken: false };
    match serve::run(bound, options, method, move |news| terminal.tell(&news)) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            eprintln!("error: the preview cannot run: {}", plain_io(&error));
            Outcome::CallAtFault
        }
    }
}

/// A folder without a site is a wrong call: whoever is in the wrong folder is told at once. Everything else that can be
/// wrong is shown in the browser, and can be mended while it is.
fn refuse(options: &Options) -> Option<Outcome> {
    if options.root.join(config::FILE).is_file() {
        return None;
    }
    let mut diagnostics = Diagnostics::new();
    config::load(options, &mut diagnostics);
    report::print(&mut diagnostics, Format::Human, &options.root);
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
}

impl Terminal {
    fn tell(&mut self, news: &News<'_>) {
        match news {
            News::Polling(reason) => {
                eprintln!("Changes cannot be watched here: {reason}. Looking for them once a second.");
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
            let warnings = warnings(update).map_or(String::new(), |warnings| format!(", {warnings}"));
            eprintln!("{} in {} ms{warnings}", pages(update.total), update.milliseconds);
        }
        report::say(&format!("{address}  (Ctrl-C ends it)"));
        if self.open {
            open(address);
        }
    }

    fn update(&mut self, update: &Update, shown: &Shown) {
        let was_broken = self.broken;
        self.faults(update, shown);
        if self.broken {
            return;
        }
        if was_broken {
            eprintln!("Mended: the site is shown as it is now.");
        }
        if !update.changed.is_empty() || !update.removed.is_empty() {
            eprintln!("{}", line(update));
        }
    }

    /// Draws what was not drawn yet.
    fn faults(&mut self, update: &Update, shown: &Shown) {
        let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
        let mut now = BTreeSet::new();
        for diagnostic in update.diagnostics.iter() {
            let drawn = emit::human(diagnostic);
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
            let meanwhile = match shown.files.is_empty() {
                true => "the browser shows what is wrong, and the site once it is mended",
                false => "the browser shows the site as it was before",
            };
            let _ = writeln!(out, "{}: {meanwhile}", counted(errors, "error"));
        }
    }
}

/// `3 of 11,412 pages in 12 ms: wydarzenia/kielce-2024/ …`: how much was made anew, and first of that what was edited,
/// then what has come out differently.
fn line(update: &Update) -> String {
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
    let count = grouped(update.anew.len());
    let mut line = format!("{count} of {} in {} ms", pages(update.total), update.milliseconds);
    if !named.is_empty() {
        line.push_str(&format!(": {}", named.join(" ")));
    }
    if !update.removed.is_empty() {
        line.push_str(&format!("; {} removed", grouped(update.removed.len())));
    }
    if let Some(warnings) = warnings(update) {
        line.push_str(&format!("; {warnings}"));
    }
    line
}

fn warnings(update: &Update) -> Option<String> {
    let (_, warnings) = update.diagnostics.counts();
    (warnings > 0).then(|| counted(warnings, "warning"))
}

fn pages(count: usize) -> String {
    format!("{} page{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// With commas between thousands: `11,412`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Opens an address in the browser. What opens it may run for as long as the browser; where it fails, that is said.
fn open(address: String) {
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
            eprintln!("No browser could be opened; open the address yourself.");
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
        assert_eq!(line(&update), "4 of 11,412 pages in 12 ms: wydarzenia/kielce-2024/ a/ b/ …");
        let gone = Update { removed: [OutPath::new("a")].into(), total: 1, ..Update::default() };
        assert_eq!(line(&gone), "0 of 1 page in 0 ms; 1 removed");
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
