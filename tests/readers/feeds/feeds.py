#!/usr/bin/env python3
"""Reads every feed of finished sites as other programs do.

    feeds.py SITE…

Atom: against the RELAX NG schema beside this file (libxml2), then by feedparser, which must find nothing to forgive;
what it understands must be what a plain XML parser finds. JSON Feed: against the JSON Schema beside this file, and the
same as the Atom feed of the same page. And: ids are unique, the newest come first, every address within the site
leads to one of its files, no content has scripts, styles, classes or addresses that depend on where it is read.
"""

import json
import re
import sys
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import feedparser
import jsonschema
from lxml import etree

HERE = Path(__file__).parent
ATOM = "{http://www.w3.org/2005/Atom}"

faults = []


def fault(place, words):
    faults.append(f"{place}: {words}")


class Content(HTMLParser):
    """The addresses, elements and attributes of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.addresses, self.elements, self.attributes = [], set(), set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "srcset", "poster", "cite", "data"):
                self.addresses.append(value or "")


def base_of(site):
    """Where the site is published: its home says so."""
    found = re.search(r'<link rel="canonical" href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    return found.group(1)


def check_address(place, site, base, address):
    """An address of the site leads to one of its files."""
    if not re.match(r"(https?://|mailto:|tel:|sms:|ftp://)", address):
        return fault(place, f"`{address}` depends on where it is read")
    if not address.startswith(base):
        return None
    path = unquote(address[len(base):].split("#")[0].split("?")[0])
    target = site / path
    if not (target / "index.html" if path.endswith("/") or not path else target).is_file():
        return fault(place, f"`{address}` leads to nothing")
    return None


def check_html(place, site, base, html):
    content = Content(html)
    for element in content.elements & {"script", "style", "iframe", "object", "embed", "form", "link", "meta"}:
        fault(place, f"has <{element}>")
    for name in content.attributes:
        if name in ("style", "class", "id", "srcset") or name.startswith(("on", "data-")):
            fault(place, f"has the attribute {name}")
    for address in content.addresses:
        check_address(place, site, base, address)


def text_of(element, name):
    return element.findtext(ATOM + name)


def same(place, what, ours, theirs):
    # Both sides read white space of their own accord.
    ours, theirs = (re.sub(r"\s+", " ", value or "").strip() for value in (ours, theirs))
    if ours != theirs:
        fault(place, f"{what}: feedparser reads {theirs!r}, not {ours!r}")


def check_atom(path, site, base, schema):
    place = str(path)
    try:
        document = etree.parse(str(path))
    except etree.XMLSyntaxError as error:
        return fault(place, error)
    if not schema.validate(document):
        for error in schema.error_log:
            fault(f"{place}:{error.line}", error.message)
        return None
    root = document.getroot()
    entries = root.findall(ATOM + "entry")

    # As bytes: then nothing but the document itself tells the encoding.
    read = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    if read.bozo:
        fault(place, f"feedparser: {read.bozo_exception!r}")
    if read.version != "atom10" or read.encoding.lower() != "utf-8":
        fault(place, f"feedparser takes it for {read.version} in {read.encoding}")
    if len(read.entries) != len(entries):
        fault(place, f"feedparser finds {len(read.entries)} entries, not {len(entries)}")
    same(place, "title", text_of(root, "title"), read.feed.title)
    same(place, "id", text_of(root, "id"), read.feed.id)
    same(place, "author", root.findtext(f"{ATOM}author/{ATOM}name"), read.feed.author_detail.name)
    same(place, "language", root.get("{http://www.w3.org/XML/1998/namespace}lang"), read.feed.language)
    links = {link.get("rel"): link.get("href") for link in root.findall(ATOM + "link")}
    for rel, href in links.items():
        check_address(place, site, base, href)
        if href not in [link.href for link in read.feed.links if link.rel == rel]:
            fault(place, f"feedparser does not find the link {rel}")
    if sorted(link.get("rel") for link in root.findall(ATOM + "link")) != ["alternate", "self"]:
        fault(place, "needs one link to itself and one to its page")
    if links.get("self") != base + path.relative_to(site).as_posix():
        fault(place, f"says that it is at {links.get('self')}")

    updated, ids = [], set()
    for entry, theirs in zip(entries, read.entries):
        name = f"{place}, {text_of(entry, 'id')}"
        ids.add(text_of(entry, "id"))
        updated.append(datetime.fromisoformat(text_of(entry, "updated")))
        published = text_of(entry, "published")
        if published and datetime.fromisoformat(published) > updated[-1]:
            fault(name, "was changed before it was published")
        same(name, "id", text_of(entry, "id"), theirs.id)
        same(name, "title", text_of(entry, "title"), theirs.title)
        same(name, "updated", text_of(entry, "updated"), theirs.updated)
        same(name, "link", entry.find(ATOM + "link").get("href"), theirs.link)
        if datetime(*theirs.updated_parsed[:6]) != (updated[-1] - updated[-1].utcoffset()).replace(tzinfo=None):
            fault(name, f"feedparser reads the time as {theirs.updated_parsed}")
        labels = [category.get("label") for category in entry.findall(ATOM + "category")]
        if labels != [tag.label for tag in theirs.get("tags", [])]:
            fault(name, "feedparser reads other categories")
        authors = [person.findtext(ATOM + "name") for person in entry.findall(ATOM + "author")]
        if authors and authors != [person.name for person in theirs.authors]:
            fault(name, "feedparser reads other authors")
        content = text_of(entry, "content")
        if content is not None:
            same(name, "content", content, theirs.content[0].value)
            if theirs.content[0].type != "text/html":
                fault(name, f"feedparser takes the content for {theirs.content[0].type}")
            check_html(name, site, base, content)
        summary = text_of(entry, "summary")
        if summary is not None:
            same(name, "summary", summary, theirs.summary)
            if theirs.summary_detail.type != "text/plain":
                fault(name, f"feedparser takes the summary for {theirs.summary_detail.type}")
        check_address(name, site, base, entry.find(ATOM + "link").get("href"))
    if len(ids) != len(entries):
        fault(place, "has an id twice")
    if updated != sorted(updated, reverse=True):
        fault(place, "is not in order")
    if updated and datetime.fromisoformat(text_of(root, "updated")) != updated[0]:
        fault(place, "was not changed when its newest entry was")
    return root


def check_json(path, site, base, validator):
    place = str(path)
    feed = json.loads(path.read_text("utf-8"))
    errors = list(validator.iter_errors(feed))
    for error in errors:
        fault(f"{place} {error.json_path}", error.message)
    if errors:
        return
    if feed["feed_url"] != base + path.relative_to(site).as_posix():
        fault(place, f"says that it is at {feed['feed_url']}")
    for item in feed["items"]:
        check_html(f"{place}, {item['id']}", site, base, item.get("content_html", ""))
    try:
        atom = etree.parse(str(path.with_name("atom.xml"))).getroot()
    except etree.XMLSyntaxError:
        return
    theirs = [
        (text_of(entry, "id"), text_of(entry, "title"), text_of(entry, "published"), text_of(entry, "updated"),
         text_of(entry, "content"), text_of(entry, "summary"))
        for entry in atom.findall(ATOM + "entry")
    ]
    ours = [
        (item["id"], item["title"], item.get("date_published"), item["date_modified"], item.get("content_html"),
         item.get("summary"))
        for item in feed["items"]
    ]
    if ours != theirs:
        fault(place, "differs from the Atom feed beside it")


def main(sites):
    schema = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))
    json_schema = json.loads((HERE / "feed.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(json_schema, format_checker=jsonschema.FormatChecker())
    for site in map(Path, sites):
        base, ids, entries = base_of(site), {}, 0
        atoms, jsons = sorted(site.rglob("atom.xml")), sorted(site.rglob("feed.json"))
        if not atoms:
            fault(site, "has no feeds")
        for path in atoms:
            root = check_atom(path, site, base, schema)
            if root is None:
                continue
            entries += len(root.findall(ATOM + "entry"))
            first = ids.setdefault(text_of(root, "id"), path)
            if first != path:
                fault(path, f"has the id of {first}")
        for path in jsons:
            check_json(path, site, base, validator)
        print(f"{site}: {len(atoms)} Atom feeds with {entries} entries, {len(jsons)} JSON feeds")
    for words in faults:
        print(words, file=sys.stderr)
    print(f"feeds: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
