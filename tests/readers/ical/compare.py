"""compare.py SITE EXPECTED READ…: holds what readers made of a site's calendars against what they must hold, and the
files themselves against RFC 5545 §3.1. Says every difference, up to twenty, and fails if there is one."""

import json
import sys
from pathlib import Path

MOST = 20
site = Path(sys.argv[1])
expected = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
differences = []


def differ(*words):
    differences.append(" ".join(str(word) for word in words))


def bytes_of(path, data):
    """Lines of at most 75 octets, each ended by CRLF, each UTF-8 by itself."""
    if not data.endswith(b"\r\n") or data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\r\n"):
        differ(path, "has line ends that are not CRLF")
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            differ(path, f"line {number} has {len(line)} octets")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            differ(path, f"line {number} is cut within a character")


def field(place, name, wanted, found):
    if name in ("start", "end") and isinstance(found, dict):
        by_file = found.pop("by_file", None)
        if by_file not in (None, wanted and wanted["utc"]):
            differ(place, name, "by the VTIMEZONE of the file is", by_file, "and should be", wanted)
    if wanted != found:
        differ(place, name, "is", json.dumps(found, ensure_ascii=False), "and should be", json.dumps(wanted, ensure_ascii=False))


def event(place, wanted, found):
    begins = wanted.pop("description_begins")
    if begins:
        first, _, rest = (found["description"] or "").partition("\n\n")
        if not first.startswith(begins) or not any(letter.isdigit() for letter in first):
            differ(place, "description begins with", first)
        found = {**found, "description": rest or None}
    for name in wanted.keys() | found.keys():
        field(place, name, wanted.get(name), found.get(name))


def calendars(reader, read):
    for path in sorted(expected.keys() ^ read.keys()):
        differ(reader, path, "is not there" if path in expected else "should not be there")
    events = 0
    for path in sorted(expected.keys() & read.keys()):
        wanted, found = json.loads(json.dumps(expected[path])), read[path]
        place = f"{reader}: {path}:"
        for name in ("name", "description", "url", "source", "zone"):
            field(place, name, wanted[name], found[name])
        field(place, "version", "2.0", found["version"])
        field(place, "method", "PUBLISH", found["method"])
        field(place, "old_name", wanted["name"], found["old_name"])
        ours = {one["uid"]: one for one in wanted["events"]}
        theirs = {one["uid"]: one for one in found["events"]}
        if len(theirs) != len(found["events"]):
            differ(place, "has a UID twice")
        for uid in sorted(ours.keys() ^ theirs.keys()):
            differ(place, uid, "is not there" if uid in ours else "should not be there")
        for uid in sorted(ours.keys() & theirs.keys()):
            event(f"{place} {uid}:", ours[uid], theirs[uid])
            events += 1
    return events


for path in expected:
    if (site / path).exists():
        bytes_of(path, (site / path).read_bytes())
counts = []
for read in sys.argv[3:]:
    reader = read.rsplit(".", 1)[1]
    counts.append((reader, calendars(reader, json.loads(Path(read).read_text(encoding="utf-8")))))
for difference in differences[:MOST]:
    print(difference)
if differences:
    sys.exit(f"{site.name}: {len(differences)} differences")
assert all(count for _, count in counts), "nothing was compared"
print(f"{site.name}: {len(expected)} calendars; dates compared:", ", ".join(f"{reader} {count}" for reader, count in counts))
