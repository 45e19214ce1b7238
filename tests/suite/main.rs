//! Tests of the whole program, as data: golden sites, annotated bad inputs, and what must hold of any site.

mod common;
mod faults;
mod golden;
mod tidy;
