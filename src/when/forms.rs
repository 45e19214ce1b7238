//! The accepted notations of `parse` as regular expressions, for those who check a file without kronika: editors,
//! by its JSON Schema. They accept whatever kronika accepts and tell most slips; that an end comes after its start
//! and that a year has a 29 February is beyond them.
//!
//! They are of the sort that ECMA-262, PCRE, Python and Rust share, and match anywhere: whoever uses one puts it
//! between `^\s*` and `\s*$`.

/// A day that exists, but for leap years.
const DAY: &str =
    "[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)";
const CLOCK: &str = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?";
const YEAR_OR_MONTH: &str = "[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?";
/// A day and a moment as they look, where only what follows matters.
const LIKE_A_DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
/// What may be left of an end after a full day.
const SHORT_DAY: &str = "(?:(?:0[1-9]|1[0-2])-)?(?:0[1-9]|[12][0-9]|3[01])";
/// A moment with an offset from UTC, as loosely as its reader takes it (RFC 3339, ISO 8601, RFC 9557).
const WITH_OFFSET: &str = "[-+]?[0-9]{4,6}-?[0-9]{2}-?[0-9]{2}[Tt ][0-9][0-9:.,]*(?:[Zz]|[-+][0-9][0-9:.,]*)\
                           (?:\\[[^\\]]*\\])*";

/// What [`super::parse_day`] reads.
pub fn day_pattern() -> String {
    DAY.to_owned()
}

/// What [`super::parse_point`] reads.
pub fn point_pattern() -> String {
    format!("(?:{DAY}(?:T{CLOCK})?|{YEAR_OR_MONTH})")
}

/// What [`super::When::parse`] reads.
pub fn when_pattern() -> String {
    let bound = format!("(?:{DAY}(?:T{CLOCK}|\\s*~)?|{YEAR_OR_MONTH}(?:\\s*~)?)");
    let slash = "\\s*/\\s*";
    [
        format!("{bound}(?:{slash}(?:{bound}|\\.\\.))?"),
        format!("\\.\\.{slash}{bound}"),
        format!("{LIKE_A_DAY}(?:\\s*~)?{slash}{SHORT_DAY}"),
        format!("{LIKE_A_DAY}T[0-9:]+{slash}{CLOCK}"),
    ]
    .join("|")
}

/// What a moment of publication may be: a day, a moment, or a moment with an offset from UTC.
pub fn stamp_pattern() -> String {
    format!("(?:{DAY}(?:T{CLOCK})?|{WITH_OFFSET})")
}
