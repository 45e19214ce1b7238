#!/usr/bin/env python3
"""Reads the data of finished sites as other programs do.

    data.py SITE…

entries.json: against docs/entries.schema.json; ids are unique, what names an entry names one that is there, addresses
lead to files of the site. Tables of events: by Python's own reader of CSV, with the separator it finds out by itself;
they say what entries.json says, and nothing in them is a formula.
"""

import csv
import io
import json
import sys
from pathlib import Path
from urllib.parse import unquote

import jsonschema

HERE = Path(__file__).parent
SCHEMA = HERE.parents[2] / "docs" / "entries.schema.json"
# The columns, in order; their names are in the language of the site.
COLUMNS = ["from", "start", "to", "end", "when", "title", "status", "places", "localities", "mode", "attendance",
           "stages", "forums", "organisers", "tags", "url", "id"]

faults = []


def fault(place, words):
    faults.append(f"{place}: {words}")


def references(value):
    """Everything in a record that names an entry."""
    if isinstance(value, dict):
        if "kind" in value and "id" in value:
            yield value["kind"], value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from references(one)


def read_entries(site, validator):
    path = site / "entries.json"
    data = json.loads(path.read_text("utf-8"))
    for error in validator.iter_errors(data):
        fault(f"{path} {error.json_path}", error.message)
    base, entries = data["site"].get("base_url", ""), {}
    for entry in data["entries"]:
        name = entry["kind"], entry["id"]
        if name in entries:
            fault(path, f"{name} is there twice")
        entries[name] = entry
    for name, entry in entries.items():
        for other in references(entry):
            if other not in entries:
                fault(f"{path}, {name}", f"names {other}, which is not there")
        own = [entry["url"], entry.get("logo"), entry.get("image", {}).get("url")]
        own += [attachment["url"] for attachment in entry.get("attachments", [])]
        for address in filter(None, own):
            target = site / unquote(address.removeprefix(base))
            if not (target / "index.html" if target.is_dir() else target).is_file():
                fault(f"{path}, {name}", f"`{address}` leads to nothing")
    return entries


def read_table(path, site, entries):
    raw = path.read_bytes()
    if not raw.startswith(b"\xef\xbb\xbf"):
        fault(path, "does not say that it is UTF-8")
    text = raw.decode("utf-8-sig")
    if text.count("\n") != text.count("\r\n") + sum(cell.count("\n") for cell in text.split('"')[1::2]):
        fault(path, "has lines that do not end as RFC 4180 asks")
    first = text.split("\r\n")[0]
    separator = max(";,", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    if not rows or any(len(row) != len(COLUMNS) for row in rows):
        return fault(path, "has rows of other lengths than its columns")
    for row in rows[1:]:
        cells = dict(zip(COLUMNS, row))
        entry = entries.get(("event", cells["id"]))
        if entry is None:
            fault(path, f"has the event {cells['id']}, which is not in entries.json")
            continue
        for column in COLUMNS:
            if cells[column].lstrip()[:1] in tuple("=+-@"):
                fault(path, f"`{cells[column]}` would be a formula")
        when = entry["when"]
        expected = {
            "from": when.get("first_day", ""),
            "to": when.get("last_day", ""),
            "when": when["text"],
            "title": entry["title"],
            "attendance": str(entry.get("attendance", {}).get("total", "")),
            "url": entry["url"],
            "tags": " | ".join(dict.fromkeys(entry.get("tags", []))),
        }
        for column, value in expected.items():
            if cells[column].removeprefix("'") != value.removeprefix("'"):
                fault(path, f"{cells['id']}: {column} is {cells[column]!r}, not {value!r}")
    return len(rows) - 1


def main(sites):
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for site in map(Path, sites):
        entries = read_entries(site, validator)
        tables = sorted(path for path in site.rglob("*.csv") if path.stem.endswith(("-events", "-wydarzenia")))
        rows = [read_table(path, site, entries) or 0 for path in tables]
        print(f"{site}: {len(entries)} entries, {len(tables)} tables with {sum(rows)} events")
    for words in faults:
        print(words, file=sys.stderr)
    print(f"data: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
