//! The command line: one file a command, each its arguments plus one library call. Exit status: 0 done, 1 the
//! content is at fault, 2 the call or the machine is.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks")]

mod add;
mod build;
mod check;
mod counted;
mod explain;
mod list;
mod mend;
mod new;
mod polish;
mod progress;
mod report;
mod schema;
mod serve;
mod usage;
mod voice;
mod why;

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use voice::{Lang, Voice};

use crate::words::Language;

/// Turns Markdown about programmes, forums and events into a browsable static site.
#[derive(Parser)]
#[command(name = "kronika", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The language of messages [default: the site's, else the computer's]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
}

const EXAMPLES: &str = "\
To start:
  kronika new kronika-miasta          make a small site of your own
  cd kronika-miasta
  kronika serve --open                show it in the browser while you write
  kronika build                       make it into output/
  kronika check                       find links that lead nowhere and files nobody uses
  kronika add event \"Spotkanie\"       add an event, ready for your editor
  kronika explain K0103               the longer story of a message, with examples";

#[derive(Subcommand)]
enum Command {
    /// Build the site into a folder of HTML
    Build(build::Args),
    /// Check the site, its links, titles and files, without writing pages
    Check(check::Args),
    /// Show the site in the browser while you write
    Serve(serve::Args),
    /// List the entries: kind, id, title, when, state, address, file
    List(list::Args),
    /// Make a small working site to start from
    New(new::Args),
    /// Add an entry, with the right keys, in the right place
    Add(add::Args),
    /// Tell what the code of a message means, with a wrong and a right example
    Explain(explain::Args),
    /// Tell whether something is in the site, or what keeps it out
    Why(why::Args),
    /// Print the JSON Schema of an entry's front matter or of kronika.yaml, for editors
    Schema(schema::Args),
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Done,
    ContentAtFault,
    CallAtFault,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::ContentAtFault => 1,
            Outcome::CallAtFault => 2,
        })
    }
}

/// Runs the command named by the program's arguments.
pub fn run() -> ExitCode {
    let arguments = usage::without_language_of_help(std::env::args_os().collect());
    let language = Voice::new(usage::asked(&arguments.0).or(arguments.1), Some(Path::new("."))).language;
    let command = match language {
        Language::Polish => polish::spoken(Cli::command()),
        Language::English => Cli::command(),
    };
    let read = command.try_get_matches_from(&arguments.0).and_then(|found| Cli::from_arg_matches(&found));
    let cli = match read {
        Ok(cli) => cli,
        Err(error) => return usage::tell(&error, &arguments.0, language).into(),
    };
    let voice = |root: &Path| Voice::new(cli.lang, Some(root));
    let outcome = match cli.command {
        None => {
            match language {
                Language::Polish => voice::say(polish::help().trim_end()),
                Language::English => drop(Cli::command().print_help()),
            }
            Outcome::Done
        }
        Some(Command::Build(args)) => build::run(&args, voice(args.root())),
        Some(Command::Check(args)) => check::run(&args, voice(args.root())),
        Some(Command::Serve(args)) => serve::run(&args, voice(args.root())),
        Some(Command::List(args)) => list::run(&args, voice(args.root())),
        Some(Command::New(args)) => new::run(&args, cli.lang),
        Some(Command::Add(args)) => add::run(&args, voice(args.root())),
        Some(Command::Explain(args)) => explain::run(&args, voice(Path::new("."))),
        Some(Command::Why(args)) => why::run(&args, voice(args.root())),
        Some(Command::Schema(args)) => schema::run(&args, voice(args.root())),
    };
    outcome.into()
}
