//! The table of services: [`SERVICES`], a row each. A new service is a row and the function that knows its addresses.

use url::{Url, form_urlencoded};

/// A service that shows recordings within pages of other sites.
#[derive(Debug)]
pub struct Service {
    /// What people call it.
    pub name: &'static str,
    /// What the query needs for the recording to start by itself.
    pub start: &'static str,
    /// Where its player for a recording is; none for an address that is not one of its recordings. The host is in small
    /// letters.
    pub(super) find: fn(&str, &Url) -> Option<Found>,
}

impl PartialEq for Service {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Service {}

/// A player, found.
pub(super) struct Found {
    /// Its host, with a port where it has one of its own.
    pub(super) host: String,
    /// Path, query and fragment.
    pub(super) address: String,
}

/// The register. PeerTube, which has any host, comes last.
pub static SERVICES: [Service; 4] = [
    Service { name: "YouTube", start: "autoplay=1", find: youtube },
    Service { name: "Vimeo", start: "autoplay=1", find: vimeo },
    Service { name: "Facebook", start: "autoplay=true", find: facebook },
    Service { name: "PeerTube", start: "autoplay=1", find: peertube },
];

/// True for a host or one below it.
fn is_of(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

fn parts(url: &Url) -> Vec<&str> {
    url.path().split('/').filter(|part| !part.is_empty()).collect()
}

fn query(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// An id of letters, digits, `-` and `_` in as many characters.
fn id(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    (plain && lengths.contains(&text.len())).then_some(text)
}

fn number(text: &str) -> Option<&str> {
    id(text, 4..=20).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))
}

/// `90`, `90s`, `1m30s`, `1h2m3s` in seconds.
fn seconds(text: &str) -> Option<u32> {
    let mut sum = 0u32;
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once('s')) {
        let unit = match c {
            '0'..='9' if digits.len() < 6 => {
                digits.push(c);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' if digits.is_empty() => continue,
            's' => 1,
            _ => return None,
        };
        let count: u32 = digits.parse().ok()?;
        sum = sum.checked_add(count.checked_mul(unit)?)?;
        digits.clear();
    }
    Some(sum).filter(|sum| *sum > 0)
}

/// From when on a reader is to see it: `?t=90`, `?start=1m30s`, `#t=90s`.
fn start_of(url: &Url) -> Option<u32> {
    let written = ["t", "start", "time_continue"].iter().find_map(|name| query(url, name));
    let written = written.or_else(|| url.fragment()?.strip_prefix("t=").map(str::to_owned))?;
    seconds(&written)
}

/// `watch?v=`, `youtu.be/`, `/live/`, `/shorts/`, `/embed/`, playlists. Its host without cookies until it plays.
fn youtube(host: &str, url: &Url) -> Option<Found> {
    let parts = parts(url);
    let of_video = |id: &str| {
        let from = start_of(url).map(|start| format!("?start={start}")).unwrap_or_default();
        format!("/embed/{id}{from}")
    };
    let of_list = |list: &str| format!("/embed/videoseries?list={list}");
    let address = if host == "youtu.be" {
        of_video(id(parts.first()?, 11..=11)?)
    } else if is_of(host, "youtube.com") || is_of(host, "youtube-nocookie.com") {
        match parts.as_slice() {
            ["watch"] => of_video(id(&query(url, "v")?, 11..=11)?),
            ["playlist"] | ["embed", "videoseries"] => of_list(id(&query(url, "list")?, 12..=64)?),
            ["live" | "shorts" | "embed" | "v" | "watch", video] => of_video(id(video, 11..=11)?),
            _ => return None,
        }
    } else {
        return None;
    };
    Some(Found { host: "www.youtube-nocookie.com".to_owned(), address })
}

/// `vimeo.com/ID`, with the key of one that is not listed, in channels, groups and showcases. `dnt`: it notes nothing of the
/// reader.
fn vimeo(host: &str, url: &Url) -> Option<Found> {
    if !is_of(host, "vimeo.com") {
        return None;
    }
    let (video, key) = match parts(url).as_slice() {
        [video] | ["video", video] | ["channels", _, video] | ["manage", "videos", video] => (*video, None),
        ["groups", _, "videos", video] | ["showcase" | "album", _, "video", video] => (*video, None),
        [video, key] => (*video, Some((*key).to_owned())),
        _ => return None,
    };
    let key = key.or_else(|| query(url, "h"));
    let key = match &key {
        Some(key) => format!("&h={}", id(key, 6..=32)?),
        None => String::new(),
    };
    let from = start_of(url).map(|start| format!("#t={start}s")).unwrap_or_default();
    let address = format!("/video/{}?dnt=1{key}{from}", number(video)?);
    Some(Found { host: "player.vimeo.com".to_owned(), address })
}

/// Films of pages, `watch/?v=`, reels. The player wants the whole address of the film.
fn facebook(host: &str, url: &Url) -> Option<Found> {
    if !is_of(host, "facebook.com") {
        return None;
    }
    let of_query = || query(url, "v").filter(|video| number(video).is_some());
    let watch = |video: String| format!("https://www.facebook.com/watch/?v={video}");
    let film = match parts(url).as_slice() {
        ["watch"] | ["watch", "live"] | ["video.php"] => watch(of_query()?),
        ["reel", video] => format!("https://www.facebook.com/reel/{}", number(video)?),
        [page, "videos", .., video] => {
            let page =
                page.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.%".contains(&b)).then_some(page)?;
            format!("https://www.facebook.com/{page}/videos/{}/", number(video)?)
        }
        _ => return None,
    };
    let film: String = form_urlencoded::byte_serialize(film.as_bytes()).collect();
    let from = start_of(url).map(|start| format!("&t={start}")).unwrap_or_default();
    let address = format!("/plugins/video.php?href={film}&show_text=false{from}");
    Some(Found { host: "www.facebook.com".to_owned(), address })
}

/// `/w/ID`, `/videos/watch/ID` and lists on any host. `p2p=0`: readers do not pass the film on to each other.
fn peertube(host: &str, url: &Url) -> Option<Found> {
    let uuid = |text: &str| {
        let groups: Vec<usize> = text.split('-').map(str::len).collect();
        groups == [8, 4, 4, 4, 12] && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
    };
    // Base58 of 16 bytes.
    let short = |text: &str| {
        (21..=22).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b))
    };
    let known = |text: &&str| uuid(text) || short(text);
    let of_video = |video: &&str| known(video).then(|| format!("/videos/embed/{video}"));
    let of_list = |list: &&str| known(list).then(|| format!("/video-playlists/embed/{list}"));
    let path = match parts(url).as_slice() {
        ["w", "p", list] | ["videos", "watch", "playlist", list] | ["video-playlists", "embed", list] => {
            of_list(list)?
        }
        ["w", video] | ["videos", "watch" | "embed", video] => of_video(video)?,
        _ => return None,
    };
    let from = start_of(url).map(|start| format!("&start={start}s")).unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Some(Found { host: format!("{host}{port}"), address: format!("{path}?p2p=0{from}") })
}

/// True for an address that a service gives for sharing and that does not tell which recording it leads to.
pub fn is_short(address: &str) -> bool {
    let Ok(url) = Url::parse(address.trim()) else { return false };
    let host = url.host_str().unwrap_or_default();
    host == "fb.watch" || is_of(host, "facebook.com") && parts(&url).first() == Some(&"share")
}
