//! Tests of the whole program, as data: golden sites, annotated bad inputs, and what must hold of any site.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test says by panicking, and reads and writes its own folders"
)]

mod accounts;
mod adversity;
mod benches;
mod catalogue;
mod charts;
mod check;
mod cli;
mod common;
mod contract;
mod data;
mod endings;
mod faults;
mod feeds;
mod formats;
mod funders;
mod galleries;
mod golden;
mod head;
mod hosting;
mod ical;
mod language;
mod layers;
mod lists;
mod pictures;
mod preview;
mod record;
mod recordings;
mod reports;
mod schema;
mod search;
mod serve;
mod share;
mod statement;
mod tidy;
mod why;
