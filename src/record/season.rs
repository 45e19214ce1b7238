//! [`Season`]: the moments between which a build is true, on the site's clock.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::codec::{Bytes, Sink};
use crate::clock::Today;
use crate::config::{Config, Options};
use crate::fingerprint::Fingerprint;

/// The zone of sites that name none. A computer may not know it.
const USUAL: &str = "Europe/Warsaw";

/// Until when the rules of zones are looked at: the first second of 2100. Those that follow go on as before.
const END_OF_RULES: i64 = 4_102_444_800;

/// The moments between which a build is true.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Season {
    /// The moment it was made for.
    from: DateTime,
    /// The first at which it is true no more.
    until: DateTime,
    /// The zone of the site's clock; none where it has no name, and then no moment is known to be in the season.
    zone: Option<String>,
    /// What the computer knew of the zone.
    rules: Fingerprint,
}

impl Season {
    /// From the moment of a configuration to one at which time alone changes something.
    pub(crate) fn new(config: &Config, until: DateTime) -> Self {
        let zone = config.timezone.iana_name().map(str::to_owned);
        Self { from: config.today.now, until, rules: rules(zone.as_deref().unwrap_or(USUAL)), zone }
    }

    /// True where a build with these options would be made for a moment of it.
    pub(super) fn is_now(&self, options: &Options) -> bool {
        let Some(zone) = &self.zone else { return false };
        let timezone = if zone == "UTC" { Some(TimeZone::UTC) } else { TimeZone::get(zone).ok() };
        let Some(timezone) = timezone.filter(|_| rules(zone) == self.rules) else { return false };
        let now = options.today.map_or_else(|| Today::read(&timezone), Today::on).now;
        self.from <= now && now < self.until
    }

    pub(super) fn encode(&self, out: &mut Sink) {
        out.text(&self.from.to_string());
        out.text(&self.until.to_string());
        out.text(self.zone.as_deref().unwrap_or_default());
        out.fingerprint(self.rules);
    }

    pub(super) fn decode(from: &mut Bytes<'_>) -> Option<Self> {
        let (begin, until, zone) = (from.text()?.parse().ok()?, from.text()?.parse().ok()?, from.text()?);
        let zone = (!zone.is_empty()).then(|| zone.to_owned());
        Some(Self { from: begin, until, zone, rules: from.fingerprint()? })
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        let (from, until) = (jiff::civil::datetime(2026, 1, 1, 8, 0, 0, 1), DateTime::MAX);
        Self { from, until, zone: Some(USUAL.to_owned()), rules: rules(USUAL) }
    }
}

/// What the computer knows of a zone and of the usual one: an update of the system may change it.
fn rules(zone: &str) -> Fingerprint {
    let mut told = String::new();
    let other = (zone != USUAL).then_some(zone);
    for name in [USUAL].into_iter().chain(other) {
        let Ok(timezone) = TimeZone::get(name) else { continue };
        let changes = timezone.following(Timestamp::MIN);
        told.push_str(name);
        for change in changes.take_while(|change| change.timestamp().as_second() < END_OF_RULES) {
            let at = change.timestamp().as_second();
            told.push_str(&format!(" {at} {} {}", change.offset().seconds(), change.abbreviation()));
        }
    }
    Fingerprint::of(told.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(from: &str, until: &str) -> Season {
        Season { from: from.parse().unwrap(), until: until.parse().unwrap(), ..Season::sample() }
    }

    fn on(day: &str) -> Options {
        Options { today: Some(day.parse().unwrap()), ..Options::default() }
    }

    #[test]
    fn a_build_is_true_from_its_moment_until_time_changes_something() {
        let winter = season("2026-01-01T23:59:59", "2026-01-02T00:00");
        assert!(winter.is_now(&on("2026-01-01")));
        assert!(!winter.is_now(&on("2025-12-31")) && !winter.is_now(&on("2026-01-02")));
        let morning = season("2026-01-01T08:00", "2026-01-01T10:00");
        assert!(!morning.is_now(&on("2026-01-01")), "the end of the day comes after ten");
    }

    #[test]
    fn what_the_computer_knows_of_the_zone_counts() {
        let winter = season("2026-01-01T08:00", "2026-01-02T00:00");
        assert!(!Season { zone: None, ..winter.clone() }.is_now(&on("2026-01-01")));
        assert!(!Season { zone: Some("Europe/Rome".to_owned()), ..winter.clone() }.is_now(&on("2026-01-01")));
        assert!(!Season { zone: Some("Nowhere/No".to_owned()), ..winter }.is_now(&on("2026-01-01")));
        assert_ne!(rules("Europe/Rome"), rules("Europe/London"));
    }
}
