//! Parses arguments, calls the library, sets the exit status.

use std::process::ExitCode;

/// A build makes and drops hundreds of millions of small texts on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kronika::cli::run()
}
