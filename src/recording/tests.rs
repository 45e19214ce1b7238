//! Addresses as people copy them, with ids made up.

use super::*;

fn embedded(address: &str) -> Option<String> {
    player(address).map(|player| player.address())
}

#[test]
fn addresses_of_youtube_lead_to_its_player_without_cookies() {
    const EMBED: &str = "https://www.youtube-nocookie.com/embed/";
    for (address, expected) in [
        ("https://www.youtube.com/watch?v=aB3_dE-gH1j", "aB3_dE-gH1j"),
        ("http://youtube.com/watch?v=aB3_dE-gH1j", "aB3_dE-gH1j"),
        ("https://m.youtube.com/watch?v=aB3_dE-gH1j&feature=share", "aB3_dE-gH1j"),
        ("https://music.youtube.com/watch?v=aB3_dE-gH1j&list=RDAMVM", "aB3_dE-gH1j"),
        ("https://www.youtube.com/watch?list=PLabcdefghijkl&v=aB3_dE-gH1j&index=3", "aB3_dE-gH1j"),
        ("https://www.youtube.com/watch?v=aB3_dE-gH1j&t=90", "aB3_dE-gH1j?start=90"),
        ("https://www.youtube.com/watch?v=aB3_dE-gH1j&t=1h2m3s", "aB3_dE-gH1j?start=3723"),
        ("https://www.youtube.com/watch?v=aB3_dE-gH1j#t=1m30s", "aB3_dE-gH1j?start=90"),
        ("https://www.youtube.com/watch?v=aB3_dE-gH1j&start=45", "aB3_dE-gH1j?start=45"),
        ("https://www.youtube.com/watch?v=aB3_dE-gH1j&t=potem", "aB3_dE-gH1j"),
        ("https://youtu.be/aB3_dE-gH1j", "aB3_dE-gH1j"),
        ("https://youtu.be/aB3_dE-gH1j?si=XyZ12345&t=75s", "aB3_dE-gH1j?start=75"),
        ("https://www.youtube.com/live/aB3_dE-gH1j?si=abc", "aB3_dE-gH1j"),
        ("https://youtube.com/shorts/aB3_dE-gH1j?feature=share", "aB3_dE-gH1j"),
        ("https://www.youtube.com/embed/aB3_dE-gH1j?start=10", "aB3_dE-gH1j?start=10"),
        ("https://www.youtube-nocookie.com/embed/aB3_dE-gH1j", "aB3_dE-gH1j"),
        ("https://www.youtube.com/playlist?list=PLabcdefghijklmnop", "videoseries?list=PLabcdefghijklmnop"),
        ("HTTPS://WWW.YOUTUBE.COM/watch?v=aB3_dE-gH1j", "aB3_dE-gH1j"),
    ] {
        assert_eq!(embedded(address), Some(format!("{EMBED}{expected}")), "{address}");
    }
}

#[test]
fn addresses_of_vimeo_keep_their_key_and_note_nothing() {
    for (address, expected) in [
        ("https://vimeo.com/123456789", "123456789?dnt=1"),
        ("https://vimeo.com/123456789?share=copy", "123456789?dnt=1"),
        ("https://www.vimeo.com/123456789#t=1m5s", "123456789?dnt=1#t=65s"),
        ("https://vimeo.com/123456789/ab12cd34ef", "123456789?dnt=1&h=ab12cd34ef"),
        ("https://vimeo.com/channels/staffpicks/123456789", "123456789?dnt=1"),
        ("https://vimeo.com/groups/miasto/videos/123456789", "123456789?dnt=1"),
        ("https://vimeo.com/showcase/7654321/video/123456789", "123456789?dnt=1"),
        ("https://player.vimeo.com/video/123456789?h=ab12cd34ef", "123456789?dnt=1&h=ab12cd34ef"),
    ] {
        assert_eq!(
            embedded(address),
            Some(format!("https://player.vimeo.com/video/{expected}")),
            "{address}"
        );
    }
}

#[test]
fn films_of_facebook_are_named_to_its_player_by_their_whole_address() {
    let plugin = |film: &str| {
        Some(format!(
            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2F{film}&show_text=false"
        ))
    };
    for (address, film) in [
        (
            "https://www.facebook.com/MiastoPrzyklad/videos/123456789012345/",
            "MiastoPrzyklad%2Fvideos%2F123456789012345%2F",
        ),
        (
            "https://www.facebook.com/urzad.miasta/videos/sesja-rady/123456789012345",
            "urzad.miasta%2Fvideos%2F123456789012345%2F",
        ),
        (
            "https://m.facebook.com/100064512345678/videos/123456789012345?locale=pl_PL",
            "100064512345678%2Fvideos%2F123456789012345%2F",
        ),
        ("https://www.facebook.com/watch/?v=123456789012345", "watch%2F%3Fv%3D123456789012345"),
        (
            "https://www.facebook.com/watch/live/?ref=watch_permalink&v=123456789012345",
            "watch%2F%3Fv%3D123456789012345",
        ),
        ("https://www.facebook.com/video.php?v=123456789012345", "watch%2F%3Fv%3D123456789012345"),
        ("https://web.facebook.com/reel/123456789012345", "reel%2F123456789012345"),
    ] {
        assert_eq!(embedded(address), plugin(film), "{address}");
    }
    for short in ["https://fb.watch/aBcDeF123/", "https://www.facebook.com/share/v/1AbCdEfGhI/"] {
        assert!(embedded(short).is_none() && is_short(short), "{short}");
    }
    assert!(!is_short("https://www.facebook.com/MiastoPrzyklad") && !is_short("fb.watch"));
}

#[test]
fn peertube_is_known_on_any_host() {
    const UUID: &str = "9c9de5e8-0a1e-484a-b099-e80766180a6d";
    const SHORT: &str = "kkGMgK9ZtnKfYAgnEtQxbv";
    for (address, expected) in [
        (
            format!("https://tube.przyklad.example/w/{SHORT}"),
            format!("tube.przyklad.example/videos/embed/{SHORT}?p2p=0"),
        ),
        (
            format!("https://film.miasto.example/w/{SHORT}?start=1m30s"),
            format!("film.miasto.example/videos/embed/{SHORT}?p2p=0&start=90s"),
        ),
        (
            format!("http://tube.przyklad.example:8443/videos/watch/{UUID}"),
            format!("tube.przyklad.example:8443/videos/embed/{UUID}?p2p=0"),
        ),
        (
            format!("https://tube.przyklad.example/videos/embed/{UUID}"),
            format!("tube.przyklad.example/videos/embed/{UUID}?p2p=0"),
        ),
        (
            format!("https://tube.przyklad.example/w/p/{SHORT}"),
            format!("tube.przyklad.example/video-playlists/embed/{SHORT}?p2p=0"),
        ),
    ] {
        assert_eq!(embedded(&address), Some(format!("https://{expected}")), "{address}");
    }
    let port = player(&format!("https://tube.przyklad.example:8443/w/{SHORT}")).map(|player| player.origin);
    assert_eq!(port.as_deref(), Some("https://tube.przyklad.example:8443"));
}

#[test]
fn all_other_addresses_stay_plain_links() {
    for address in [
        "https://www.youtube.com/@miasto",
        "https://www.youtube.com/watch?v=1",
        "https://www.youtube.com/watch?v=aB3_dE\"gH1j",
        "https://www.youtube.com/",
        "https://notyoutube.com/watch?v=aB3_dE-gH1j",
        "https://youtube.com.example/watch?v=aB3_dE-gH1j",
        "https://user@youtube.com/watch?v=aB3_dE-gH1j",
        "https://vimeo.com/miasto",
        "https://vimeo.com/123456789/review/ab12cd34ef/x",
        "https://www.facebook.com/MiastoPrzyklad",
        "https://tube.przyklad.example/w/krotki",
        "https://x;script-src/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://a.b;c.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://localhost/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://miasto.example/film.mp4",
        "mailto:film@miasto.example",
        "tel:123",
        "film",
    ] {
        assert_eq!(embedded(address), None, "{address}");
    }
}

#[test]
fn a_player_that_was_asked_for_starts_by_itself() {
    let started = |address: &str| player(address).map(|player| player.started()).unwrap_or_default();
    assert_eq!(
        started("https://youtu.be/aB3_dE-gH1j"),
        "https://www.youtube-nocookie.com/embed/aB3_dE-gH1j?autoplay=1"
    );
    assert_eq!(
        started("https://vimeo.com/123456789#t=65"),
        "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1#t=65s"
    );
}

#[test]
fn endings_tell_film_from_sound() {
    assert_eq!(medium_of("https://x.example/a/Film.MP4?x=.mp3"), Some((Medium::Film, Playable::Everywhere)));
    assert_eq!(medium_of("nagranie.wmv"), Some((Medium::Film, Playable::Hardly)));
    assert_eq!(medium_of("rozmowa.mp3"), Some((Medium::Sound, Playable::Everywhere)));
    assert_eq!(medium_of("https://x.example/film"), None);
    assert_eq!(medium_of("zapis.txt"), None);
}
