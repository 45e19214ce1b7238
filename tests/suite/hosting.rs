//! What a site is published with: files that hosts read, the sitemap for search engines and the site map for readers.

use kronika::Loaded;
use kronika::config::{self, Options};
use kronika::diag::Diagnostics;
use kronika::outputs::{self, Prepared, RenderCx};
use kronika::path::OutPath;
use kronika::render::Files;
use kronika::view::{Titles, Views};

use super::common::{
    TODAY, assert_golden, build, build_clean, describe, in_memory, options, page, project, site_with, words,
};

const POST: (&str, &str) =
    ("posts/a.md", "---\ntitle: A\npublished: 2025-05-01\naliases: [/stary/łącznik, stara.html]\n---\n");

/// A site at the root of a domain, on a host.
fn on(host: &str) -> Files {
    site_with(&format!("base_url: https://kronika.konin.example/\n{host}"), &[POST], TODAY)
}

fn has(files: &Files, path: &str) -> bool {
    files.contains_key(&OutPath::new(path))
}

/// What a build says of a site with these settings and this post.
fn told(settings: &str, post: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/posts")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), format!("title: P\n{settings}")).unwrap();
    std::fs::write(folder.path().join("content/posts/a.md"), post).unwrap();
    build(&Options { ..options(folder.path()) }).1.iter().map(describe).collect()
}

#[test]
fn each_host_gets_the_files_it_reads() {
    let of_hosts = ["_redirects", "_headers", ".nojekyll", "CNAME"];
    let expected = [
        ("", [false, false, false, false]),
        ("host: netlify\n", [true, true, false, false]),
        ("host: cloudflare-pages\n", [true, true, false, false]),
        ("host: github-pages\n", [false, false, true, true]),
        ("host: gitlab-pages\n", [false, false, false, false]),
    ];
    for (host, wanted) in expected {
        let files = on(host);
        assert_eq!(of_hosts.map(|name| has(&files, name)), wanted, "{host}");
        assert!(has(&files, "stara.html"), "alias pages work anywhere");
        assert!(!page(&files, "sitemap.xml").contains("stara"), "{host}");
    }
}

#[test]
fn old_addresses_are_sent_on_as_the_host_wants_it() {
    assert_eq!(
        page(&on("host: cloudflare-pages\n"), "_redirects"),
        "/stara.html /aktualnosci/a/ 301\n/stary/%C5%82%C4%85cznik/ /aktualnosci/a/ 301\n"
    );
    let netlify = on("host: netlify\n");
    assert!(
        page(&netlify, "_redirects").starts_with("/stara.html /aktualnosci/a/ 301!\n"),
        "pages win there"
    );
}

#[test]
fn what_hosts_read_is_as_accepted() {
    for host in ["netlify", "cloudflare-pages"] {
        let files = on(&format!("host: {host}\n"));
        for name in ["_headers", "_redirects"] {
            let golden = project().join("tests/golden/hosting").join(host).join(name);
            assert_golden(&golden, page(&files, name).as_bytes());
        }
    }
}

#[test]
fn addresses_are_as_machines_write_them_wherever_they_stand() {
    let event = ("events/e.md", "---\ntitle: E\nwhen: 2025-05-06T18:00\n---\n");
    let files = site_with("base_url: HTTPS://ŁÓDŹ.example/łąka\n", &[POST, event], TODAY);
    let base = "https://xn--d-uga0v4h.example/%C5%82%C4%85ka/";
    let told = [
        ("sitemap.xml", format!("<loc>{base}aktualnosci/a/</loc>")),
        ("robots.txt", format!("Sitemap: {base}sitemap.xml")),
        ("atom.xml", format!("href=\"{base}aktualnosci/a/\"")),
        ("aktualnosci/a/index.html", format!("<link rel=\"canonical\" href=\"{base}aktualnosci/a/\">")),
        (
            "wydarzenia/e/index.html",
            format!("<meta property=\"og:image\" content=\"{base}share/event/e.png\">"),
        ),
    ];
    for (path, text) in told {
        assert!(page(&files, path).contains(&text), "{path}: {text}\n{}", page(&files, path));
    }
    let dates: Vec<&str> = files.keys().map(OutPath::as_str).filter(|path| path.ends_with(".ics")).collect();
    assert!(
        dates.iter().any(|path| page(&files, path)
            .replace("\r\n ", "")
            .contains(&format!("URL:{base}wydarzenia/e/")))
    );
}

#[test]
fn github_is_told_of_a_domain_of_the_site_s_own() {
    let named = |base: &str| {
        let files = site_with(&format!("host: github-pages\nbase_url: {base}\n"), &[POST], TODAY);
        has(&files, "CNAME").then(|| page(&files, "CNAME").to_owned())
    };
    assert_eq!(named("https://kronika.konin.example/").as_deref(), Some("kronika.konin.example\n"));
    assert_eq!(named("https://Żnin.example").as_deref(), Some("xn--nin-22a.example\n"), "in ASCII");
    assert_eq!(named("https://konin.github.io/"), None);
    assert_eq!(named("https://konin.github.io/kronika/"), None);
    assert_eq!(named("https://konin.example/kronika/"), None, "one of several sites there");
}

#[test]
fn a_site_may_bring_its_own_files_for_its_host() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("assets")).unwrap();
    std::fs::create_dir_all(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/index.md"), "Witamy.\n").unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: P\nhost: netlify\n").unwrap();
    std::fs::write(folder.path().join("assets/_headers"), "/*\n  X-Own: 1\n").unwrap();
    let files = in_memory(build_clean(&options(folder.path())));
    assert_eq!(page(&files, "_headers"), "/*\n  X-Own: 1\n");
    assert!(!has(&files, "assets/_headers"));
}

#[test]
fn what_a_host_cannot_do_is_told() {
    let plain = "---\ntitle: A\npublished: 2025-05-01\n---\n";
    let folder = told("base_url: https://x.example/k/\nhost: netlify\n", plain);
    assert!(folder.len() == 1 && folder[0].contains("kronika.yaml:3:7 K0605 Netlify"), "{folder:?}");
    let aliases: String = (0..2_003).map(|at| format!("- /stary/{at}\n")).collect();
    let many = format!("---\ntitle: A\npublished: 2025-05-01\naliases:\n{aliases}---\n");
    let many = told("host: cloudflare-pages\n", &many);
    assert!(many.len() == 1 && many[0].contains("3 old addresses"), "{many:?}");
    let unknown = told("host: netlfy\n", plain);
    assert!(
        unknown.len() == 1 && unknown[0].contains("K0107") && unknown[0].contains("`host: netlify`"),
        "{unknown:?}"
    );
    let github = told("host: GitHub\n", plain);
    assert!(github[0].contains("`host: github-pages`"), "{github:?}");
}

/// Asserts on which day each page was last changed, by the sitemap.
fn assert_changed(sitemap: &str, days: &[(&str, &str)]) {
    for (path, day) in days {
        let line = format!("x.example/{path}</loc><lastmod>{day}</lastmod>");
        assert!(sitemap.contains(&line), "{path}: {day}\n{sitemap}");
    }
}

#[test]
fn lists_change_when_their_newest_entry_does() {
    let other = ("posts/b.md", "---\ntitle: B\npublished: 2025-03-01\nupdated: 2025-06-02\ntags: las\n---\n");
    let old = ("posts/c.md", "---\ntitle: C\npublished: 2024-03-01\n---\n");
    let files = site_with("base_url: https://x.example/\n", &[POST, other, old], TODAY);
    let sitemap = page(&files, "sitemap.xml");
    assert_changed(
        sitemap,
        &[
            ("aktualnosci/", "2025-06-02"),
            ("aktualnosci/a/", "2025-05-01"),
            ("tematy/las/", "2025-06-02"),
            ("archiwum/2024/", "2024-03-01"),
            ("archiwum/2025/05/", "2025-05-01"),
        ],
    );
    assert!(sitemap.contains("kalendarz/</loc></url>"), "nobody has said when the calendar changed");
}

#[test]
fn years_and_months_of_a_long_list_change_when_their_own_entries_do() {
    let posts: Vec<(String, String)> = (0..450)
        .map(|at| {
            let text = format!("---\ntitle: P{at}\npublished: 2024-03-{:02}\n---\n", 1 + at % 28);
            (format!("posts/p{at}.md"), text)
        })
        .chain([
            (
                "posts/maj.md".to_owned(),
                "---\ntitle: Maj\npublished: 2024-05-07\nupdated: 2024-06-01\n---\n".to_owned(),
            ),
            ("posts/stary.md".to_owned(), "---\ntitle: Stary\npublished: 2023-05-07\n---\n".to_owned()),
        ])
        .collect();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let files = site_with("base_url: https://x.example/\n", &posts, TODAY);
    assert_changed(
        page(&files, "sitemap.xml"),
        &[
            ("aktualnosci/", "2024-06-01"),
            ("aktualnosci/2024/", "2024-06-01"),
            ("aktualnosci/2024/03/", "2024-03-28"),
            ("aktualnosci/2024/05/", "2024-06-01"),
            ("aktualnosci/2023/", "2023-05-07"),
        ],
    );
}

#[test]
fn beyond_fifty_thousand_pages_the_sitemap_is_an_index_of_its_parts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/posts")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: P\nbase_url: https://x.example/\n").unwrap();
    for post in 0..51 {
        let tags: String = (0..1_000).map(|tag| format!("- temat {post} {tag}\n")).collect();
        let text = format!("---\ntitle: A{post}\npublished: 2025-05-01\ntags:\n{tags}---\n");
        std::fs::write(folder.path().join(format!("content/posts/a{post}.md")), text).unwrap();
    }
    let mut faults = Diagnostics::new();
    let config = config::load(&options(folder.path()), &mut faults).unwrap();
    let Loaded { site, theme } = kronika::load(&config, &mut faults).unwrap();
    let plan = outputs::plan(&site, &theme, &mut faults);
    let views = Views::new(&site, Titles::new(&site));
    let prepared = Prepared::default();
    let cx = RenderCx::new(&site, &views, &theme, &plan, &prepared, &mut faults);
    let text = |path: &str| {
        let job = plan.jobs.get(&OutPath::new(path))?;
        let content = job.output.render(&job.subject, &cx).unwrap();
        Some(String::from_utf8(content.read().unwrap().into_owned()).unwrap())
    };
    let index = text("sitemap.xml").unwrap();
    assert!(index.contains("<sitemapindex") && !index.contains("<url>"));
    let parts = ["sitemap-1.xml", "sitemap-2.xml"].map(|part| {
        assert!(index.contains(&format!("<sitemap><loc>https://x.example/{part}</loc></sitemap>")));
        text(part).unwrap()
    });
    assert_eq!(parts[0].matches("<url>").count(), 50_000);
    let rest = parts[1].matches("<url>").count();
    let pages = plan.jobs.keys().filter(|path| path.as_str().ends_with("index.html")).count();
    assert_eq!(50_000 + rest, pages);
    assert_eq!(text("sitemap-3.xml"), None);
}

#[test]
fn readers_find_everything_that_lasts_on_the_site_map() {
    let files = site_with(
        "base_url: https://x.example/\n",
        &[
            ("programmes/p/index.md", "---\ntitle: Program\nwhen: 2024\n---\n"),
            ("programmes/p/etap.md", "---\nkind: stage\ntitle: Etap\nwhen: 2024-03\n---\n"),
            (
                "forums/f.md",
                "---\ntitle: Forum w programie\nwhen: 2024-03-03\nprogramme: p\nseries: Fora\n---\n",
            ),
            ("forums/g.md", "---\ntitle: Forum samo\nwhen: 2024-04-03\n---\n"),
            ("events/a.md", "---\ntitle: Spotkanie\nwhen: 2024-03-04\ntags: las\n---\n"),
            ("pages/k.md", "---\ntitle: Kontakt\n---\n"),
            ("pages/t.md", "---\ntitle: Tajne\nhidden_from: sitemap\n---\n"),
        ],
        TODAY,
    );
    let map = page(&files, "mapa-witryny/index.html");
    let found = words(map);
    for title in ["Etap", "Forum w programie", "Forum samo", "las", "2024", "Kontakt"] {
        assert!(found.lines().any(|line| line.starts_with(title)), "{title}: {found}");
    }
    assert_eq!(found.matches("Forum w programie").count(), 1, "with its programme, not twice");
    assert_eq!(found.matches("Strona główna").count(), 1);
    assert!(!found.contains("Spotkanie"), "events are found by year and in lists");
    assert!(!found.contains("Tajne"));
    assert!(page(&files, "404.html").contains("mapa-witryny/\">Mapa witryny"));
    assert!(
        page(&files, "wydarzenia/a/index.html").contains("href=\"../../mapa-witryny/\""),
        "from every footer"
    );
}
