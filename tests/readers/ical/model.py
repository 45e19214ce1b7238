"""What calendars have to say of a site, worked out from its front matter alone.

`Site` holds entries as they are written; `expected()` is every calendar file that a build must make, with every value
in it. Nothing here is taken from kronika: times are those of Python's zoneinfo.
"""

import re
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

SEGMENTS = {
    "pl": {"programme": "programy", "forum": "fora", "event": "wydarzenia", "calendar": "kalendarz", "archive": "archiwum"},
    "en": {"programme": "programmes", "forum": "forums", "event": "events", "calendar": "calendar", "archive": "archive"},
}
WORDS = {
    "pl": {
        "event": "Wydarzenie",
        "forum": "Forum",
        "organisers": "Organizator",
        "join": "Jak dołączyć",
        "when": "Termin",
        "online": "przez internet",
        "cancelled": "ODWOŁANE: ",
        "postponed": "ODŁOŻONE: ",
        "archive": " – wszystkie lata",
    },
    "en": {
        "event": "Event",
        "forum": "Forum",
        "organisers": "Organised by",
        "join": "How to join",
        "when": "When",
        "online": "online",
        "cancelled": "CANCELLED: ",
        "postponed": "POSTPONED: ",
        "archive": " – all years",
    },
}
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$")


def listed(value):
    """One value or a list of them."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def point(text):
    """A day or a moment; None for anything less precise."""
    if MOMENT.match(text):
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if DAY.match(text) else None


def when_of(written):
    """`("days", [...])`, `("span", first, last)`, `("at", moment)`, `("clock", start, end)`, `("mixed", first, last)`, or
    None for what is not known to the day."""
    if written is None or isinstance(written, dict):
        return None
    if isinstance(written, list):
        days = sorted({date.fromisoformat(day) for day in written})
        return ("days", days) if len(days) > 1 else ("span", days[0], days[0])
    parts = [part.strip() for part in written.split("/")]
    points = [point(part) for part in parts]
    if None in points:
        return None
    timed = [isinstance(one, datetime) for one in points]
    if len(points) == 1:
        return ("at", points[0]) if timed[0] else ("span", points[0], points[0])
    if all(timed):
        return ("clock", *points)
    first, last = [one.date() if isinstance(one, datetime) else one for one in points]
    return ("mixed" if any(timed) else "span", first, last)


def days_of(when):
    """The first and the last day."""
    if when[0] == "days":
        return when[1][0], when[1][-1]
    if when[0] == "at":
        return when[1].date(), when[1].date()
    if when[0] == "clock":
        return when[1].date(), when[2].date()
    return when[1], when[2]


def each_day(when):
    if when[0] == "days":
        return set(when[1])
    first, last = days_of(when)
    return {first + timedelta(step) for step in range((last - first).days + 1)}


class Site:
    def __init__(self, title, description, language, zone, base_url, publisher, today):
        self.title = title
        self.description = description
        self.words = WORDS[language]
        self.segments = SEGMENTS[language]
        self.zone_name = zone
        self.zone = ZoneInfo(zone)
        # Schemes and hosts are written in small letters (RFC 3986, 6.2.2.1).
        address = urlsplit(base_url.rstrip("/") + "/") if base_url else None
        self.base = address._replace(netloc=address.netloc.lower()).geturl() if address else None
        self.publisher = publisher or {}
        self.today = date.fromisoformat(today)
        self.entries = {}

    def add(self, kind, ident, front, body="", folder=None):
        """`folder` is the (kind, id) whose folder it lies in."""
        self.entries[kind, ident] = {"kind": kind, "id": ident, "front": front, "body": body, "folder": folder}

    # What refers to what.

    def find(self, kind, text):
        """The entry of the kind that an id or a name means."""
        if (kind, text) in self.entries:
            return self.entries[kind, text]
        for entry in self.entries.values():
            front = entry["front"]
            names = [front.get("name"), front.get("title"), front.get("short"), *listed(front.get("aka"))]
            if entry["kind"] == kind and text in names:
                return entry
        return None

    def name(self, kind, text):
        entry = self.find(kind, text)
        return (entry["front"].get("name") or entry["front"]["title"]) if entry else text

    def containers(self, entry):
        found = []
        for kind, key in [("programme", "parent"), ("programme", "programme"), ("stage", "stage"), ("forum", "forum")]:
            written = listed(entry["front"].get(key))
            found += [(kind, self.find(kind, text)) for text in written]
            if not written and entry["folder"] and entry["folder"][0] == kind == key:
                found.append((kind, self.entries[entry["folder"]]))
        return [other for _, other in found if other]

    def above(self, entry):
        """Everything it is in, the nearest first."""
        seen = [entry]
        for one in seen:
            seen += [other for other in self.containers(one) if not any(other is known for known in seen)]
        return seen[1:]

    def within(self, entry):
        return [other for other in self.entries.values() if any(entry is one for one in self.above(other))]

    # What is a date.

    def is_date(self, entry):
        if when_of(entry["front"].get("when")) is None:
            return False
        if entry["kind"] == "event":
            return True
        if entry["kind"] != "forum":
            return False
        filled = set()
        for one in self.within(entry):
            hidden = "calendar" in listed(one["front"].get("hidden_from"))
            if one["kind"] == "event" and not hidden and self.is_date(one):
                filled |= each_day(when_of(one["front"]["when"]))
        return not each_day(when_of(entry["front"]["when"])) <= filled

    def is_void(self, front):
        status = front.get("status")
        return status == "cancelled" or (status == "postponed" and "previous_when" not in front)

    # Addresses.

    def path(self, entry):
        return f"{self.segments[entry['kind']]}/{entry['front'].get('slug', entry['id'])}/"

    def whole(self, path):
        return self.base + path if self.base else None

    def home(self):
        if not self.base:
            return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-") + ".invalid"
        return self.base.split("://")[1].strip("/").replace("/", ".").lower()

    # Moments.

    def utc(self, local):
        # Of a time that comes twice the first, a skipped one by the offset before (PEP 495, fold=0; RFC 5545 §3.3.5).
        return local.replace(tzinfo=self.zone).astimezone(timezone.utc)

    def stamp(self, text):
        if text is None:
            return None
        local = datetime.fromisoformat(text) if "T" in text else datetime.fromisoformat(text + "T00:00")
        return self.utc(local)

    def comes_twice(self, utc):
        local = utc.astimezone(self.zone).replace(tzinfo=None)
        both = {local.replace(tzinfo=self.zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1)}
        return len(both) == 2 and utc in both

    def moment(self, utc, clear):
        """A moment as it must come back: in UTC, and as it is written."""
        local = utc.astimezone(self.zone) if clear else utc
        zone = self.zone_name if clear else "UTC"
        return {"utc": iso(utc), "local": local.strftime("%Y-%m-%dT%H:%M:%S"), "zone": zone}

    # Files.

    def expected(self):
        dates = [entry for entry in self.entries.values() if self.is_date(entry)]
        files = {}

        def calendar(path, name, description, page, entries):
            files[path] = {
                "name": name,
                "description": description,
                "url": self.whole(page),
                "source": self.whole(path),
                "zone": self.zone_name,
                "events": sorted((event for one in entries for event in self.events(one)), key=lambda event: event["uid"]),
            }

        section, archive = self.segments["calendar"], self.segments["archive"]
        shown = [one for one in dates if "calendar" not in listed(one["front"].get("hidden_from"))]
        since = self.today.replace(year=self.today.year - 1)
        recent = [one for one in shown if days_of(when_of(one["front"]["when"]))[1] >= since]
        calendar(f"{section}/{section}.ics", self.title, self.description, f"{section}/", recent)
        name = self.title + self.words["archive"]
        calendar(f"{section}/{section}-{archive}.ics", name, self.description, f"{section}/", shown)
        for entry in self.entries.values():
            if entry["kind"] not in ("event", "forum", "programme"):
                continue
            inside = {id(one) for one in [entry, *self.within(entry)]}
            mine = [one for one in dates if id(one) in inside]
            if mine:
                path = self.path(entry)
                file = path + path.rstrip("/").split("/")[-1] + ".ics"
                calendar(file, entry["front"]["title"], entry["front"].get("summary"), path, mine)
        return files

    def events(self, entry):
        """The VEVENTs of a date."""
        when = when_of(entry["front"]["when"])
        if when[0] != "days":
            return [self.event(entry, when, "")]
        same = {**self.event(entry, when, ""), "end": None}
        return [
            {**same, "uid": self.uid(entry, day.strftime("+%Y%m%d")), "start": day.isoformat(), "end": (day + timedelta(1)).isoformat()}
            for day in when[1]
        ]

    def uid(self, entry, day):
        return f"{entry['kind']}-{entry['id']}{day}@{self.home()}"

    def event(self, entry, when, day):
        front = entry["front"]
        void = self.is_void(front)
        start, end = self.times(entry, when)
        published, updated = self.stamp(front.get("published")), self.stamp(front.get("updated"))
        epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
        prefix = (self.words["cancelled"] if front["status"] == "cancelled" else self.words["postponed"]) if void else ""
        return {
            "uid": self.uid(entry, day),
            "sequence": int(updated.timestamp() // 60) if updated else 0,
            "stamp": iso(max(one for one in (published, updated, epoch) if one)),
            "created": iso(published),
            "modified": iso(updated),
            "start": start,
            "end": end,
            "status": "CANCELLED" if void else "CONFIRMED",
            "transp": "TRANSPARENT" if void or isinstance(start, str) else None,
            "summary": prefix + front["title"],
            "url": self.whole(self.path(entry)),
            **self.where_and_who(entry, when, void),
        }

    def times(self, entry, when):
        if when[0] in ("span", "mixed", "days"):
            first, last = days_of(when)
            return first.isoformat(), (last + timedelta(1)).isoformat()
        start, end = when[1], when[2] if when[0] == "clock" else None
        if end is None:
            ends = [item["end"] for item in entry["front"].get("agenda", []) if item.get("end")]
            ends = [datetime.combine(start.date(), datetime.strptime(one, "%H:%M").time()) for one in ends]
            end = max((one for one in ends if one > start), default=None)
        start, end = self.utc(start), self.utc(end) if end else None
        end = end if end and end > start else None
        # In the hour that comes twice both ends are in UTC.
        clear = not any(self.comes_twice(one) for one in (start, end) if one)
        return self.moment(start, clear), self.moment(end, clear) if end else None

    def where_and_who(self, entry, when, void):
        front, words = entry["front"], self.words
        paragraphs = []
        said = front.get("summary") or entry["body"].split("\n\n")[0].replace("\n", " ").strip()
        paragraphs += [said] if said else []
        organisers = [self.name("organisation", one) for one in listed(front.get("organisers"))]
        organizer = None
        if organisers:
            paragraphs.append(f"{words['organisers']}: {', '.join(organisers)}")
            mail = self.publisher.get("email") if self.publisher.get("name") == organisers[0] else None
            organizer = {"name": organisers[0], "address": f"mailto:{mail}" if mail else "invalid:nomail"}
        online, conference = front.get("online") or {}, None
        # Nothing of the generated sites happens on the day they are built for, so that no hour of it matters.
        if online.get("url") and not void and days_of(when)[1] >= self.today:
            paragraphs.append(f"{words['join']}: {online['url']}")
            conference = {"url": online["url"], "label": online.get("platform")}
        if self.base:
            paragraphs.append(self.whole(self.path(entry)))
        location, geo = self.location(front)
        return {
            "description": "\n\n".join(paragraphs) or None,
            # Then the time stands first, in words that are not looked at here.
            "description_begins": f"{words['when']}: " if when[0] == "mixed" else None,
            "location": location,
            "geo": geo,
            "organizer": organizer,
            "categories": self.categories(entry),
            "conference": conference,
        }

    def location(self, front):
        moved = front.get("status") == "moved_online"
        places = [] if moved and front.get("mode") != "hybrid" else listed(front.get("place"))
        if places:
            texts, geo = [], None
            for written in places:
                place = self.find("place", written)
                own = place["front"] if place else {}
                town = " ".join(one for one in (own.get("postal"), own.get("locality")) if one)
                name = self.name("place", written)
                texts.append(", ".join(one for one in (name, own.get("street"), town if town != name else None) if one))
                geo = geo or ([float(one) for one in own["geo"]] if own.get("geo") else None)
            return "; ".join(texts), geo
        if moved or front.get("online") or front.get("mode") == "online":
            platform = (front.get("online") or {}).get("platform")
            return self.words["online"] + (f" ({platform})" if platform else ""), None
        return None, None

    def categories(self, entry):
        lasting = [one["front"]["title"] for one in self.above(entry) if one["kind"] == "programme"]
        every = [self.words[entry["kind"]], *lasting, *listed(entry["front"].get("tags"))]
        return list(dict.fromkeys(every))


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
