//! What pages say to machines: JSON-LD, Open Graph, `sitemap.xml` and `robots.txt`.

use std::path::Path;

use kronika::render::Files;
use serde_json::{Value, json};

use super::common::{TODAY, build, build_clean, in_memory, options, page, project, site_with, stand_in};

fn english() -> Files {
    build_clean(&options(&project().join("tests/sites/english")))
}

/// A small site with the given files beside `kronika.yaml`.
fn small(config: &str, files: &[(&str, &str)]) -> Files {
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let place = site.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(place, stand_in(path, text)).unwrap();
    };
    write("kronika.yaml", config);
    write("content/index.md", "Witamy.\n");
    for (path, text) in files {
        write(path, text);
    }
    in_memory(build_clean(&options(site.path())))
}

/// The things a page tells of; none where it has no data.
fn things(html: &str) -> Vec<Value> {
    let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else { return Vec::new() };
    let text = rest.split_once("</script>").unwrap().0;
    let data: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

/// The thing a page of the English site is about.
fn thing(files: &Files, path: &str) -> Value {
    things(page(files, &format!("{path}/index.html"))).swap_remove(0)
}

/// The content of a `<meta property>`.
fn meta<'h>(html: &'h str, property: &str) -> Option<&'h str> {
    let rest = html.split_once(&format!("<meta property=\"{property}\" content=\""))?.1;
    rest.split_once('"').map(|(content, _)| content)
}

#[test]
fn events_say_when_where_and_whether_they_are_as_announced() {
    let files = english();
    let event = |name: &str| thing(&files, &format!("meetings/{name}"));
    let status = |name: &str| event(name)["eventStatus"].as_str().unwrap().to_owned();
    assert_eq!(
        event("council-june")["startDate"],
        "2025-06-10T18:00+01:00",
        "with the offset of summer time"
    );
    assert_eq!(event("council-june")["endDate"], Value::Null, "nobody said when it ends");
    assert_eq!(event("exhibition")["endDate"], Value::Null, "it goes on");
    assert_eq!(event("winter-market")["startDate"], Value::Null, "words are no date");
    assert_eq!(event("two-days")["endDate"], "2025-09-11");
    assert_eq!(status("council-june"), "https://schema.org/EventScheduled");
    assert_eq!(status("picnic"), "https://schema.org/EventCancelled");
    assert_eq!(status("hearing-postponed"), "https://schema.org/EventPostponed");
    assert_eq!(status("hearing-rescheduled"), "https://schema.org/EventRescheduled");
    assert_eq!(event("hearing-rescheduled")["previousStartDate"], "2025-12-09");
    let online = event("hearing-online");
    assert_eq!(online["eventStatus"], "https://schema.org/EventMovedOnline");
    assert_eq!(online["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
    assert_eq!(online["location"]["@type"], "VirtualLocation");
    let place = &event("town-hall-open")["location"];
    assert_eq!(place["address"]["streetAddress"], "1 Market Square");
    assert_eq!(place["geo"]["latitude"], 50.7184);
    let kick_off = event("forum-2-workshop");
    assert_eq!(kick_off["superEvent"]["@type"], "Event", "an edition of a forum");
    let forum = thing(&files, "forums/exampleton-forum-2");
    assert_eq!(kick_off["superEvent"]["@id"], forum["@id"], "and the forum says the same");
    let parts = forum["subEvent"].as_array().unwrap();
    assert!(
        parts.iter().any(|part| part["@id"] == kick_off["@id"] && part["startDate"] == kick_off["startDate"])
    );
    let series = thing(&files, "series/exampleton-forum");
    assert_eq!((&series["@type"], &series["@id"]), (&json!("EventSeries"), &forum["superEvent"]["@id"]));
    assert!(series["subEvent"].as_array().unwrap().iter().any(|edition| edition["@id"] == forum["@id"]));
    let performers: Vec<&str> =
        kick_off["performer"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(performers.len(), 4, "each once: {performers:?}");
    let open = event("town-hall-open");
    assert_eq!(
        (&open["performer"][0]["name"], &open["attendee"]["@type"]),
        (&json!("Ada Marlow"), &json!("Person"))
    );
}

#[test]
fn moments_have_the_offset_of_their_season_and_doors_stand_open_only_before() {
    let event = |name: &str, more: &str| {
        (format!("content/events/{name}.md"), format!("---\ntitle: {name}\n{more}---\n"))
    };
    let online = "online: {url: \"https://meet.example/1\", platform: Zoom}\n";
    let files = [
        event("zima", "when: 2025-01-15T17:00/2025-01-15T19:00\n"),
        event("lato", "when: 2025-07-15T17:00/2025-07-15T19:00\n"),
        event("noc", "when: 2025-10-25T22:00/2025-10-26T05:00\n"),
        event("przed", &format!("when: 2026-02-01T17:00\n{online}")),
        event("po", &format!("when: 2025-02-01T17:00\n{online}")),
        event(
            "przeniesione",
            "when: 2025-03-05\nstatus: moved_online\nprevious_when: 2025-03-01\nplace: Ratusz\n",
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let files = small("title: P\nbase_url: https://x.pl\n", &files);
    let event = |name: &str| thing(&files, &format!("wydarzenia/{name}"));
    assert_eq!(
        (&event("zima")["startDate"], &event("zima")["endDate"]),
        (&json!("2025-01-15T17:00+01:00"), &json!("2025-01-15T19:00+01:00"))
    );
    assert_eq!(event("lato")["startDate"], "2025-07-15T17:00+02:00");
    let night = event("noc");
    assert_eq!(
        (&night["startDate"], &night["endDate"]),
        (&json!("2025-10-25T22:00+02:00"), &json!("2025-10-26T05:00+01:00")),
        "the clock goes back"
    );
    assert_eq!(
        event("przed")["location"],
        json!({"@type": "VirtualLocation", "name": "Zoom", "url": "https://meet.example/1"})
    );
    assert_eq!(
        event("po")["location"],
        json!({"@type": "VirtualLocation", "name": "Zoom"}),
        "the page no longer shows the way in"
    );
    let moved = event("przeniesione");
    assert_eq!(
        moved["eventStatus"],
        json!(["https://schema.org/EventMovedOnline", "https://schema.org/EventRescheduled"])
    );
    assert_eq!(
        (&moved["previousStartDate"], &moved["location"]),
        (&json!("2025-03-01"), &Value::Null),
        "it has left the town hall"
    );
}

#[test]
fn what_is_withheld_is_in_no_data() {
    let site = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("kronika.yaml", "title: P\n"),
        ("content/programmes/p.md", "---\ntitle: P\nwhen: 2025\ndraft: true\n---\n"),
        ("content/programmes/q.md", "---\ntitle: Q\nwhen: 2025\n---\n"),
        (
            "content/posts/a.md",
            "---\ntitle: A\npublished: 2025-05-01\nabout: [programme:p, programme:q]\n---\n",
        ),
    ] {
        let place = site.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }
    let files = in_memory(build(&options(site.path())).0.unwrap());
    let about = &things(page(&files, "aktualnosci/a/index.html"))[0]["about"];
    assert_eq!(about["name"], "Q", "{about}");
}

#[test]
fn a_door_without_an_address_is_told_of_only_where_there_is_no_place() {
    let location = |place: &str| {
        let text = format!("---\ntitle: A\nwhen: 2025-05-06\nonline: {{platform: Zoom}}\n{place}---\n");
        let files = site_with("", &[("events/a.md", &text)], TODAY);
        things(page(&files, "wydarzenia/a/index.html"))[0]["location"]["@type"].clone()
    };
    assert_eq!(location("place: Ratusz\n"), "Place");
    assert_eq!(location(""), "VirtualLocation");
}

#[test]
fn the_publisher_is_told_of_in_full_once_and_referred_to() {
    let files = english();
    let home = things(page(&files, "index.html"));
    let publisher = home.iter().find(|thing| thing["@type"] == "Organization").unwrap();
    let expected = json!({
        "@type": "Organization", "@id": "https://example.org/archive/#publisher", "name": "Exampleton Town Council",
        "url": "https://example.org/", "email": "record@example.org",
        "logo": "https://example.org/archive/assets/crest.svg",
    });
    assert_eq!(*publisher, expected);
    assert_eq!(home[0]["publisher"], json!({"@id": publisher["@id"]}));
    let post = thing(&files, "news/news");
    assert_eq!(post["publisher"]["@id"], publisher["@id"]);
    assert_eq!(post["publisher"]["name"], publisher["name"], "readable by itself");
    assert_eq!((&post["headline"], &post["isPartOf"]["@id"]), (&post["name"], &home[0]["@id"]));
    let html = page(&files, "news/news/index.html");
    assert_eq!((meta(html, "article:section"), meta(html, "og:type")), (Some("News"), Some("article")));
    assert_eq!(meta(html, "article:author"), Some("https://example.org/archive/people/b-ostrow/"));
}

#[test]
fn every_kind_says_what_is_its_own() {
    let files = english();
    assert_eq!(thing(&files, "reports/harbour-final")["temporalCoverage"], "2022-03/2023-10");
    assert_eq!(thing(&files, "reports/harbour-final")["about"]["name"], "Harbour Renewal");
    assert_eq!(thing(&files, "programmes/harbour-renewal")["foundingDate"], "2022-03");
    assert_eq!(thing(&files, "people/ada-marlow")["jobTitle"], json!(["Chief Planner", "Trustee"]));
    assert_eq!(thing(&files, "forums/exampleton-forum-2")["superEvent"]["name"], "Exampleton Forum");
    let post = thing(&files, "news/news");
    assert_eq!((&post["@type"], &post["datePublished"]), (&json!("NewsArticle"), &json!("2024-05-01")));
    assert_eq!(post["author"]["name"], "Ben Ostrow");
    assert_eq!(things(page(&files, "index.html"))[0]["@type"], "WebSite");
}

#[test]
fn data_can_be_read_on_every_page_and_its_addresses_lead_to_pages() {
    let mut checked = 0;
    for (files, base) in [
        (english(), "https://example.org/archive/"),
        (build_clean(&options(&project())), "https://kronika.example/"),
    ] {
        for path in files.keys().filter(|path| path.as_str().ends_with(".html")) {
            let html = page(&files, path.as_str());
            let found = things(html);
            assert_eq!(found.is_empty(), html.contains("content=\"noindex\""), "{path}");
            for item in found.iter().filter(|thing| thing["@type"] == "BreadcrumbList") {
                for step in item["itemListElement"].as_array().unwrap() {
                    let address = step["item"].as_str().unwrap().strip_prefix(base).unwrap();
                    let file = kronika::path::OutPath::new(format!("{address}index.html"));
                    assert!(files.contains_key(&file), "{path}: {address}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 500);
}

#[test]
fn without_an_address_pages_say_only_what_needs_none() {
    let event = ("content/events/a.md", "---\ntitle: Zebranie </script> „A”\nwhen: 2025-05\n---\n");
    let files = small("title: Próba\n", &[event]);
    let html = page(&files, "wydarzenia/a/index.html");
    let thing = things(html).swap_remove(0);
    assert_eq!(thing["name"], "Zebranie </script> „A”");
    assert_eq!(thing["startDate"], "2025-05", "no more precise than it is known");
    assert_eq!(thing["url"], "../../wydarzenia/a/");
    assert!(!html.contains("og:"), "Open Graph wants whole addresses");
    assert!(!files.contains_key(&kronika::path::OutPath::new("sitemap.xml")));
    assert_eq!(page(&files, "robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn shared_pages_show_their_own_picture_or_the_site_s() {
    let look = "look:\n  header: rynek.jpg\n";
    let config = format!("title: Próba\nbase_url: https://x.pl/k\nshare_images: false\n{look}");
    let own =
        "---\ntitle: A\nwhen: 2025-05-06\nimage: {src: s a.jpg, alt: Sala}\npublished: 2025-05-01\n---\n";
    let other = ("content/events/b.md", "---\ntitle: B\nwhen: 2025-05-07\n---\n");
    let files = small(
        &config,
        &[
            ("assets/rynek.jpg", "x"),
            ("content/events/a/index.md", own),
            ("content/events/a/s a.jpg", "x"),
            other,
        ],
    );
    let a = page(&files, "wydarzenia/a/index.html");
    assert_eq!(meta(a, "og:image"), Some("https://x.pl/k/wydarzenia/a/s%20a.jpg"));
    assert_eq!(meta(a, "og:image:alt"), Some("Sala"));
    assert_eq!(
        (meta(a, "og:type"), meta(a, "article:published_time")),
        (Some("article"), Some("2025-05-01"))
    );
    assert_eq!(
        (meta(a, "og:url"), meta(a, "og:locale")),
        (Some("https://x.pl/k/wydarzenia/a/"), Some("pl_PL"))
    );
    let b = page(&files, "wydarzenia/b/index.html");
    assert_eq!(meta(b, "og:image"), Some("https://x.pl/k/assets/rynek.jpg"));
    assert_eq!((meta(b, "og:image:alt"), meta(b, "og:type")), (None, Some("website")));
    assert!(page(&files, "assets/look.css").contains("%)), url(\"rynek.jpg\");"));
}

#[test]
fn the_sitemap_tells_of_every_page_once_and_of_nothing_else() {
    let files = english();
    let sitemap = page(&files, "sitemap.xml");
    let told: Vec<&str> = sitemap
        .split("<loc>")
        .skip(1)
        .map(|rest| {
            rest.split_once("</loc>").unwrap().0.strip_prefix("https://example.org/archive/").unwrap()
        })
        .collect();
    let aliases = |path: &str| page(&files, path).contains("http-equiv=\"refresh\"");
    let pages: Vec<&str> = files
        .keys()
        .map(|path| path.as_str())
        .filter(|path| path.ends_with("index.html") && !aliases(path) && !path.starts_with("news/hidden/"))
        .map(|path| path.strip_suffix("index.html").unwrap())
        .collect();
    assert_eq!(told, pages);
    assert!(sitemap.contains("news/news/</loc><lastmod>2024-05-01</lastmod>"));
    assert!(sitemap.contains("archive/about/</loc></url>"), "of what has no day nothing is said");
    let of_that_day: Vec<&str> = sitemap
        .lines()
        .filter(|line| line.contains("2026-01-01"))
        .filter_map(|line| line.split("archive/").nth(1))
        .collect();
    assert_eq!(
        of_that_day.len(),
        4,
        "the day of the build is that of one post, and of lists of it: {of_that_day:?}"
    );
    assert!(page(&files, "robots.txt").ends_with("Sitemap: https://example.org/archive/sitemap.xml\n"));
}

#[test]
fn a_site_may_bring_its_own_robots_and_icon() {
    let own = [("assets/robots.txt", "User-agent: *\nDisallow: /\n"), ("assets/icon.svg", "<svg/>")];
    let files = small("title: Próba\n", &own);
    assert_eq!(page(&files, "robots.txt"), own[0].1);
    assert!(!files.contains_key(&kronika::path::OutPath::new("assets/robots.txt")));
    assert_eq!(page(&files, "assets/icon.svg"), "<svg/>");
    let plain = small("title: „żuraw”\n", &[]);
    assert!(page(&plain, "assets/icon.svg").contains(">Ż</text>"), "the first letter");
    assert!(!plain.contains_key(&kronika::path::OutPath::new("assets/look.css")), "nothing to say");
}

#[test]
fn patterns_of_the_theme_are_drawn_in_the_site_s_colours() {
    for pattern in ["waves", "hills", "grid", "weave"] {
        let config = format!("title: P\nlook: {{header: {{pattern: {pattern}}}, colours: \"#123456\"}}\n");
        let files = small(&config, &[]);
        let light = page(&files, "assets/look-header.svg");
        assert!(light.contains("#123456") && light.ends_with("</svg>\n"), "{pattern}: {light}");
        assert!(!page(&files, "assets/look-header-dark.svg").contains("#123456"), "lighter on dark");
        assert!(page(&files, "index.html").contains("class=\"site-header with-pattern\""));
    }
}
