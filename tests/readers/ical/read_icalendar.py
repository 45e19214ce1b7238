"""Every calendar below a folder as Python's `icalendar` reads it, as JSON. Moments are worked out twice: by the VTIMEZONE
of the file alone, and by the TZID, which the package looks up in the IANA database."""

import json
import re
import sys
from datetime import datetime, timezone
from pathlib import Path

from icalendar import Calendar


def text(component, name):
    value = component.get(name)
    return None if value is None else str(value)


def unknown(component, name):
    """A property whose type the package does not know: it is text (RFC 7986 §5.1), and comes as it was written."""
    value = component.get(name)
    return None if value is None else re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], str(value))


def utc(value):
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(component, name):
    value = component.get(name)
    return None if value is None else utc(value.dt)


def time(component, name, zones):
    value = component.get(name)
    if value is None:
        return None
    if not isinstance(value.dt, datetime):
        assert value.params.get("VALUE") == "DATE"
        return value.dt.isoformat()
    zone = value.params.get("TZID")
    local = value.dt.replace(tzinfo=None)
    read = {"utc": utc(value.dt), "local": local.strftime("%Y-%m-%dT%H:%M:%S"), "zone": zone or "UTC"}
    if zone:
        read["by_file"] = utc(local.replace(tzinfo=zones[zone]))
    return read


def event(component, zones):
    organizer, geo, conference = component.get("ORGANIZER"), component.get("GEO"), component.get("CONFERENCE")
    categories = component.get("CATEGORIES")
    return {
        "uid": text(component, "UID"),
        "sequence": int(component["SEQUENCE"]),
        "stamp": stamp(component, "DTSTAMP"),
        "created": stamp(component, "CREATED"),
        "modified": stamp(component, "LAST-MODIFIED"),
        "start": time(component, "DTSTART", zones),
        "end": time(component, "DTEND", zones),
        "status": text(component, "STATUS"),
        "transp": text(component, "TRANSP"),
        "summary": text(component, "SUMMARY"),
        "description": text(component, "DESCRIPTION"),
        "url": text(component, "URL"),
        "location": text(component, "LOCATION"),
        "geo": None if geo is None else [geo.latitude, geo.longitude],
        "organizer": None if organizer is None else {"name": organizer.params["CN"], "address": str(organizer)},
        "categories": [str(one) for one in categories.cats] if categories else [],
        "conference": None if conference is None else {"url": str(conference), "label": conference.params.get("LABEL")},
    }


def calendar(path):
    read = Calendar.from_ical(path.read_bytes())
    broken = [part.name for part in read.walk() if part.errors]
    assert not broken, f"{path}: {broken}"
    zones = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in read.walk("VTIMEZONE")}
    return {
        "version": text(read, "VERSION"),
        "method": text(read, "METHOD"),
        "name": unknown(read, "NAME"),
        "old_name": unknown(read, "X-WR-CALNAME"),
        "description": text(read, "DESCRIPTION"),
        "url": text(read, "URL"),
        "source": text(read, "SOURCE"),
        "zone": unknown(read, "X-WR-TIMEZONE"),
        "events": [event(part, zones) for part in read.walk("VEVENT")],
    }


root = Path(sys.argv[1])
files = {path.relative_to(root).as_posix(): calendar(path) for path in sorted(root.rglob("*.ics"))}
json.dump(files, sys.stdout, ensure_ascii=False)
