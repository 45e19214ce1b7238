//! Parses arguments, calls the library, sets the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    kronika::cli::run()
}
