"""generate.py FOLDER COUNT TIMEZONE LANGUAGE ADDRESS TODAY: writes a site of COUNT events of every form, and says on
standard output what its calendars must hold. The same arguments make the same site. ADDRESS is `-` for none."""

import json
import random
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from model import Site

folder, count, zone, language, address, today = Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
base_url = None if address == "-" else address
dice = random.Random(f"{zone} {count}")
publisher = {"name": 'Fundacja „Razem”; "Nowa", oddział: Łódź', "email": "biuro@example.org"}
site = Site("Próba, kalendarzy; \\ i 🎉" if base_url else "Trial of calendars", "Opis: jeden, dwa; trzy.", language, zone, base_url, publisher, today)

WORDS = (
    "Spotkanie warsztat przedsiębiorczość żółć Łódź „współpraca” – gmina, organizacje; biznes: C:\\dane\\n 🎉 👩‍👩‍👧‍👦 zażółć gęślą jaźń "
    'świętokrzyskie "cudzysłów" 100% #1 & <znacznik> A/B ^daszek \\, \\; końcówka. międzysektorowa — półpauza ½ ° €'
).split(" ")
LONG = [5, 8, 12, 40, 80]


def words(most):
    text = " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, most)))
    return text.strip() or "Spotkanie"


def maybe(chance, make):
    return make() if dice.random() < chance else None


def clock(around=None):
    """Changes of the clock draw times to them."""
    if around is None and dice.random() < 0.3 and changes:
        around = dice.choice(changes)
        moved = around + timedelta(minutes=dice.choice([-61, -60, -30, -1, 0, 1, 15, 30, 59, 60, 61, 90, 120, 180]))
        return moved
    day = date(dice.choice([1938, 1965, 1985, 1995, 1996, 2015, 2019, 2024, 2025, 2026, 2027, 2036, 2095]), 1, 1)
    at = datetime.combine(day, datetime.min.time()) + timedelta(days=dice.randint(0, 364), minutes=15 * dice.randint(0, 95))
    # Not on the very day of the build: what of that day is over changes by the hour.
    return at if at.date() != site.today else at + timedelta(days=1)


def changes_of(name):
    """Local times just before the clock changed, in some years."""
    found = []
    for year in (1995, 2019, 2024, 2025, 2026, 2027):
        at = datetime(year, 1, 1, tzinfo=timezone.utc)
        last = at.astimezone(ZoneInfo(name)).utcoffset()
        while at.year == year:
            at += timedelta(minutes=30)
            offset = at.astimezone(ZoneInfo(name)).utcoffset()
            if offset != last:
                found.append((at + last).replace(tzinfo=None))
            last = offset
    return found


changes = changes_of(zone)


def written(moment):
    return moment.strftime("%Y-%m-%dT%H:%M")


def when():
    start = clock()
    day = start.date()
    later = start + timedelta(minutes=dice.choice([5, 30, 45, 60, 90, 120, 480, 1500, 5000]))
    last = day + timedelta(dice.choice([0, 1, 2, 5, 40]))
    form = dice.choices(
        ["day", "days", "moment", "times", "separate", "month", "year", "about", "open", "vague", "mixed"],
        [4, 3, 4, 6, 3, 1, 1, 1, 1, 1, 1],
    )[0]
    return {
        "day": lambda: day.isoformat(),
        "days": lambda: f"{day}/{last}",
        "moment": lambda: written(start),
        "times": lambda: f"{written(start)}/{written(later)}",
        "separate": lambda: [(day + timedelta(step)).isoformat() for step in dice.sample(range(60), dice.randint(2, 5))],
        "month": lambda: day.isoformat()[:7],
        "year": lambda: day.isoformat()[:4],
        "about": lambda: dice.choice([day.isoformat()[:7] + "~", f"{day}~", f"{day}~/{last}"]),
        "open": lambda: dice.choice([f"{day}/..", f"../{day}", f"{written(start)}/.."]),
        "vague": lambda: {"from": day.isoformat(), "to": last.isoformat(), "label": "pod koniec, mniej więcej"},
        "mixed": lambda: dice.choice([f"{written(start)}/{day + timedelta(1)}", f"{day}/{written(later + timedelta(1))}"]),
    }[form]()


def stamp():
    moment = datetime(2017, 1, 1) + timedelta(minutes=dice.randint(0, 8 * 525_600))
    return dice.choice([written(moment), moment.date().isoformat()])


def clean(front):
    return {key: value for key, value in front.items() if value is not None}


FOLDERS = {"programme": "programmes", "forum": "forums", "event": "events", "place": "places", "organisation": "organisations"}


def add(kind, ident, front, body="", path=None, inside=None):
    front = clean(front)
    site.add(kind, ident, front, body, inside)
    path = folder / "content" / (path or f"{FOLDERS[kind]}/{ident}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(f"---\n{text}---\n{body}\n", encoding="utf-8")


folder.mkdir(parents=True)
settings = clean({"title": site.title, "description": site.description, "language": language, "timezone": zone, "base_url": base_url, "publisher": publisher})
(folder / "kronika.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

for at in range(12):
    geo = [f"{dice.uniform(-90, 90):.{dice.randint(0, 6)}f}", f"{dice.uniform(-180, 180):.{dice.randint(1, 6)}f}"]
    place = {
        "name": f"Ratusz nr {at}; sala „{words(2)}”",
        "street": maybe(0.6, lambda: f"plac Wolności {at}, lok. 2"),
        "postal": maybe(0.5, lambda: "62-500"),
        "locality": maybe(0.8, lambda: "Konin"),
        "geo": maybe(0.6, lambda: geo),
    }
    add("place", f"miejsce-{at}", place)
add("place", "konin", {"name": "Konin", "locality": "Konin", "geo": ["52.2230", "18.2511"]})
for at in range(7):
    # The Python package takes a backslash in a parameter for an escape, which RFC 5545 §3.2 does not know.
    name = f"Związek {at}: {words(3)}".replace("\\", "/")
    add("organisation", f"organizacja-{at}", {"name": name, "short": f"ZW{at}"})
add("organisation", "wydawca", {"name": publisher["name"]})

for at in range(8):
    parent = f"program-{at - 1}" if at in (3, 4) else None
    front = {"title": f"Program {at}, {words(6)}", "summary": maybe(0.5, lambda: words(20)), "parent": parent}
    add("programme", f"program-{at}", front, path=f"programmes/program-{at}/index.md")
for at in range(20):
    start = date(2024, 2, 1) + timedelta(40 * at)
    front = {
        "title": f"Forum {at} {words(4)}",
        "when": dice.choice([f"{start}/{start + timedelta(2)}", start.isoformat(), start.isoformat()[:7]]),
        "programme": maybe(0.5, lambda: f"program-{dice.randrange(8)}"),
        "organisers": maybe(0.5, lambda: ["wydawca", "organizacja-1"]),
        "status": maybe(0.2, lambda: "cancelled"),
        "slug": maybe(0.3, lambda: f"forum-nr-{at}"),
        "summary": maybe(0.5, lambda: words(30)),
    }
    add("forum", f"forum-{at}", front)

for at in range(count):
    written_when = when()
    online = {"url": f"https://meet.example/{at}?a=1;b,c", "platform": maybe(0.5, lambda: 'Zoom: "sala", 2')}
    status = maybe(0.35, lambda: dice.choice(["cancelled", "postponed", "rescheduled", "moved_online", "scheduled", "held"]))
    needs_previous = status == "rescheduled" or (status == "postponed" and dice.random() < 0.5)
    agenda = maybe(0.25, lambda: [{"title": "Otwarcie", "start": "08:00"}, {"title": "Debata", "start": "09:00", "end": "23:45"}, {"title": "Przerwa", "end": "12:15"}])
    inside = f"program-{dice.randrange(8)}" if dice.random() < 0.2 else None
    front = {
        "title": words(dice.choice(LONG)),
        "when": written_when,
        "status": status,
        "previous_when": "2019-01-02" if needs_previous else None,
        "published": maybe(0.5, stamp),
        "updated": maybe(0.5, stamp),
        "summary": maybe(0.6, lambda: words(dice.choice(LONG)) + dice.choice(["", "", "\nDrugi wiersz.\nTrzeci, ostatni;"])),
        "place": maybe(0.7, lambda: dice.choice(["konin", "Konin", f"miejsce-{dice.randrange(12)}", [f"miejsce-{dice.randrange(12)}", "konin"], "Hala bez wpisu, przy rynku"])),
        "mode": maybe(0.3, lambda: dice.choice(["onsite", "online", "hybrid"])),
        "online": maybe(0.3, lambda: clean(online)),
        "organisers": maybe(0.6, lambda: dice.choice([["wydawca"], ["ZW1", "wydawca"], [f"organizacja-{dice.randrange(7)}"], ["Ktoś bez wpisu"]])),
        "programme": maybe(0.3, lambda: dice.choice([f"program-{dice.randrange(8)}", ["program-1", "program-5"]])),
        "tags": maybe(0.6, lambda: dice.choice([["a, b", "młodzież"], ["Sport; rekreacja"], ["Wydarzenie", "strategia"]])),
        "hidden_from": maybe(0.05, lambda: ["calendar"]),
        "agenda": agenda,
        "slug": maybe(0.1, lambda: f"adres-{at}"),
    }
    body = "" if dice.random() < 0.5 else "Zwykły akapit, bez ozdób; kończy się tu.\n\nDrugi akapit."
    path = f"programmes/{inside}/events/spotkanie-{at}.md" if inside else None
    if inside and front["programme"]:
        # Its own word outweighs the folder.
        inside = None
    add("event", f"spotkanie-{at}", front, body, path, ("programme", inside) if inside else None)

# Days of some forums.
for at in range(12):
    forum = site.entries["forum", f"forum-{at}"]["front"]
    if len(forum["when"]) > 7 and at % 3:
        front = {"title": f"Dzień {at}", "when": forum["when"][:10] + "T10:00", "forum": f"forum-{at}"}
        add("event", f"dzien-{at}", front)

json.dump(site.expected(), sys.stdout, ensure_ascii=False, indent=1)
