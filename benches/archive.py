#!/usr/bin/env python3
"""Writes the archive of an invented gmina, for kronika or the same for Hugo.

It has EVENTS events of some 500 words, a programme for each hundred and a person for each ten of them, thirty places and
sixty topics. Both forms have the same text and the same dates, people, places, topics, programmes and stages. All of it is
long over, so that it is the same site on every day it is built. The same seed gives the same bytes.

For Hugo a plain theme comes with it (the folder `hugo` beside this script) that makes of it the pages that kronika makes: one
of each event, each programme with its timeline, each person, place, topic and year, their lists; the feeds; a sitemap.
"""

import argparse
import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

THEME = Path(__file__).resolve().parent / "hugo"

WORDS = """
altana amfiteatr bezpieczeństwo bezpłatny biblioteka bibliotekarka boisko budynek centrum chodnik chór cukiernia czytelnia
czytelniczka deszczówka dofinansowanie domena dotacja droga dworzec dwudziestolecie dyżur dzielnica ekologia emeryt fundacja
fotowoltaika galeria gospodarstwo gospodyni grupa harcerstwo herb historia hodowla inspektorat inteligentny jarmark jezioro
kamienica kanalizacja kawiarnia kierowniczka klub kolejowy komisja komunikacja koncert konkurs konserwator kontrola koszykówka
krajobraz lekcja ludowy lokomotywa łąka ławka malarstwo maraton międzypokoleniowy miejscowość mieszkanie młyn modernizacja
muzeum muzyka nabór nagroda nasadzenie nauczycielka niepełnosprawny nieruchomość nocleg obiad odnawialny oferta ogłoszenie ogród
okolica opiekunka opracowanie osiedle oświetlenie parking pasieka pielęgniarka pieszy piknik plac plebiscyt pływalnia
podwórko pomnik pomoc porządkowanie posiedzenie powiatowy pracownia przedszkole przedszkolak przebudowa przychodnia
przystanek publiczny punkt rada regulamin remont rękodzieło rowerowy rozbudowa rozstrzygnięcie równość rozporządzenie rzeka
sala samodzielność sąsiedztwo schronisko siłownia słuchacz skład spacer społecznik spółdzielnia sprawozdanie sprzęt stacja
stowarzyszenie straż stypendium szkolenie szlak sześćdziesięciolecie śmieci światłowód świetlica targ tablica teatr
termomodernizacja trener uchwała ubezpieczenie ulica umowa upowszechnianie utwór uzgodnienie warzywnik wernisaż widownia
wioska wodociągi wolontariat wspólnota wspomnienie wybory wycieczka wydarzenie wykonawca wypożyczalnia wystawa wyposażenie
zabytek zagospodarowanie zajęcia zapis zbiórka zdrowy złoty zwiedzanie źródło żłobek żniwa życzliwość
""".split()

GIVEN = """Adela Bronisław Cecylia Dobrosława Eustachy Felicja Gniewko Halina Iwo Jaśmina Kornel Lucjan Łucjan Mścisław
Nadzieja Oktawia Przemysław Rozalia Sędziwój Życzliwa""".split()
FAMILY = """Bąkiewicz Ciesielska Drążek Fijałek Gęsicka Hałas Iwaniuk Jeżyk Kędziora Lśnicka Łabędzka Muszyńska Niezgoda
Orłowicz Pióro Rębacz Stępniewska Śliwka Trzcińska Ułan Wrębiak Zagłoba Źrebiec Żurawska Młynek Pszczółka""".split()
PLACES = """Bąków Ciechostówek Długołęka Ęgielsk Fałków Gąsiory Hałdów Iłówek Jeziorzany Kłosów Lędziny Łęgowo Młyńsko
Nowiny Ostrężna Pałuki Rzędków Sławno Śniatyń Trzebież Ujście Wąwolnik Zdrój Źrebce Żabno Brzeźnica Cisów Dębe Grąd Smólsk""".split()
TOPICS = [word for word in WORDS if len(word) > 6][:60]

assert len(PLACES) == 30 and len(TOPICS) == 60


class Dice:
    """Chance that comes out the same with every version of Python: only `random()` is promised to."""

    def __init__(self, *seed):
        self._random = random.Random("/".join(map(str, seed))).random

    def number(self, least, most):
        """A whole number, both bounds included."""
        return least + int(self._random() * (most - least + 1))

    def one(self, things):
        return things[int(self._random() * len(things))]

    def several(self, things, least, most):
        """Some different ones, in the order of the alphabet; what is drawn twice counts once."""
        return sorted({self.one(things) for _ in range(self.number(least, most))})


# ---- text


def words(dice, least, most):
    text = " ".join(dice.one(WORDS) for _ in range(dice.number(least, most)))
    return text[0].upper() + text[1:]


def sentences(dice, least, most):
    return [words(dice, 8, 22) + "." for _ in range(dice.number(least, most))]


def plain(_dice, said):
    return said


def stressed(_dice, said):
    return [f"**{said[0]}**", *said[1:]]


def linked(dice, said):
    return [*said, f"Zobacz też [{dice.one(WORDS)}](https://example.org/{dice.number(0, 999)})."]


def termed(dice, said):
    return [*said, f"Nazywamy to *{dice.one(WORDS)}*, w skrócie `{dice.one(WORDS)}`."]


def items(dice):
    return [f"- {words(dice, 4, 9)}." for _ in range(dice.number(3, 6))]


def quotation(dice):
    return [f"> {words(dice, 8, 22)}." for _ in range(2)]


def table(dice):
    rows = [f"| {dice.one(WORDS)} | {dice.number(0, 9999)} | {dice.number(0, 9999)} |" for _ in range(4)]
    return ["| Czego | Przedtem | Potem |", "|---|---:|---:|", *rows]


def nothing(_dice):
    return []


def body(dice):
    """Two to four parts, each with a heading, one to three paragraphs and most with a list, a quotation or a table."""
    blocks = []
    for _ in range(dice.number(2, 4)):
        blocks.append("## " + words(dice, 3, 6))
        for _ in range(dice.number(1, 3)):
            dress = dice.one((plain, stressed, linked, termed))
            blocks.append(" ".join(dress(dice, sentences(dice, 3, 6))))
        extra = dice.one((items, quotation, table, nothing))
        blocks.append("\n".join(extra(dice)))
    return "\n\n".join(block for block in blocks if block) + "\n"


# ---- facts


def people_of(events, seed):
    dice = Dice(seed, "people")
    count = max(20, events // 10)
    return sorted({f"{dice.one(GIVEN)} {dice.one(FAMILY)}-{dice.one(FAMILY)}" for _ in range(count)})


def programme(number, seed):
    """A programme of four to seven stages, each of fifty days with ten between."""
    dice = Dice(seed, "programme", number)
    start = date(dice.number(2014, 2023), dice.number(1, 12), 1)
    stages = []
    for at in range(dice.number(4, 7)):
        first = start + timedelta(days=60 * at)
        stages.append({"title": words(dice, 2, 4), "start": first, "end": first + timedelta(days=50)})
    return {
        "id": f"program-{number:04}",
        "title": f"{words(dice, 2, 4)} {number}",
        "owner": f"Urząd Gminy {dice.one(PLACES)}",
        "stages": stages,
        "body": body(dice),
    }


def event(number, programmes, people, seed):
    """An event of one to three days within a stage."""
    dice = Dice(seed, "event", number)
    whole = dice.one(programmes)
    stage = dice.number(1, len(whole["stages"]))
    start = whole["stages"][stage - 1]["start"] + timedelta(days=dice.number(0, 49))
    return {
        "id": f"spotkanie-{number:06}",
        "title": f"{words(dice, 4, 8)} {number}",
        "summary": words(dice, 15, 30) + ".",
        "start": start,
        "end": start + timedelta(days=dice.one((0, 0, 0, 1, 2))),
        "programme": whole["id"],
        "stage": stage,
        "place": dice.one(PLACES),
        "topics": dice.several(TOPICS, 1, 4),
        "people": dice.several(people, 1, 5),
        "body": body(dice),
    }


# ---- the two forms


def quoted(value):
    """YAML reads what JSON writes."""
    return json.dumps(value, ensure_ascii=False)


def put(path, front, text=""):
    """Writes a file of front matter, given as lines, and text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["---", *front, "---", text]), encoding="utf-8")


class Kronika:
    """The layout of kronika."""

    def __init__(self, folder):
        self.content = folder / "content"
        folder.mkdir(parents=True, exist_ok=True)
        settings = ["title: Kronika gminy", "language: pl", "timezone: Europe/Warsaw", "base_url: https://gmina.example/", ""]
        (folder / "kronika.yaml").write_text("\n".join(settings), encoding="utf-8")
        put(self.content / "index.md", ["title: Kronika gminy"], "Programy i spotkania.\n")

    def programme(self, one):
        folder = self.content / "programmes" / one["id"]
        stages = one["stages"]
        when = f"when: {stages[0]['start']}/{stages[-1]['end']}"
        put(folder / "index.md", [f"title: {quoted(one['title'])}", f"owner: {quoted(one['owner'])}", when], one["body"])
        for order, stage in enumerate(stages, 1):
            front = ["kind: stage", f"title: {quoted(stage['title'])}", f"order: {order}"]
            put(folder / f"etap-{order}.md", [*front, f"when: {stage['start']}/{stage['end']}"])

    def event(self, one):
        once = one["start"] == one["end"]
        front = [
            f"title: {quoted(one['title'])}",
            f"when: {one['start']}" if once else f"when: {one['start']}/{one['end']}",
            f"published: {one['end']}",
            f"summary: {quoted(one['summary'])}",
            f"stage: {one['programme']}/etap-{one['stage']}",
            f"place: {quoted(one['place'])}",
            f"tags: {quoted(one['topics'])}",
            "people:",
            *(f"  - {{person: {quoted(person)}, role: speaker}}" for person in one["people"]),
        ]
        put(self.content / "events" / str(one["start"].year) / f"{one['id']}.md", front, one["body"])


class Hugo:
    """The layout of Hugo, with its theme. A programme is a term, whose page lists what bears it."""

    FEED = "outputs: [html, atom]"

    def __init__(self, folder):
        self.content = folder / "content"
        shutil.copytree(THEME, folder, dirs_exist_ok=True)
        put(self.content / "_index.md", ["title: Kronika gminy"], "Programy i spotkania.\n")
        for section, title in (("tags", "Tematy"), ("people", "Osoby"), ("places", "Miejsca"), ("years", "Lata")):
            put(self.content / section / "_index.md", [f"title: {title}"])
        # What kronika has feeds of.
        for section, title in (("events", "Wydarzenia"), ("programmes", "Programy")):
            put(self.content / section / "_index.md", [f"title: {title}", self.FEED])
        for topic in TOPICS:
            put(self.content / "tags" / topic / "_index.md", [f"title: {topic}", self.FEED])

    def programme(self, one):
        front = [f"title: {quoted(one['title'])}", f"date: {one['stages'][0]['start']}", f"owner: {quoted(one['owner'])}"]
        front += [self.FEED, "stages:"]
        for stage in one["stages"]:
            front.append(f"  - {{title: {quoted(stage['title'])}, start: \"{stage['start']}\", end: \"{stage['end']}\"}}")
        put(self.content / "programmes" / one["id"] / "_index.md", front, one["body"])

    def event(self, one):
        year = one["start"].year
        front = [
            f"title: {quoted(one['title'])}",
            f"date: {one['start']}",
            f"end: \"{one['end']}\"",
            f"description: {quoted(one['summary'])}",
            f"programmes: [{one['programme']}]",
            f"places: [{quoted(one['place'])}]",
            f"tags: {quoted(one['topics'])}",
            f"people: {quoted(one['people'])}",
            f"years: [\"{year}\"]",
        ]
        put(self.content / "events" / str(year) / f"{one['id']}.md", front, one["body"])


FORMS = {"kronika": Kronika, "hugo": Hugo}
SEED = 1


def write(forms, events, seed=SEED):
    """Writes an archive in each of the forms given: pairs of a name and a folder."""
    targets = [FORMS[name](Path(folder)) for name, folder in forms]
    people = people_of(events, seed)
    programmes = [programme(number, seed) for number in range(max(3, events // 100))]
    for target in targets:
        for one in programmes:
            target.programme(one)
    for number in range(events):
        one = event(number, programmes, people, seed)
        for target in targets:
            target.event(one)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("form", choices=FORMS, help="which program it is for")
    parser.add_argument("events", type=int, help="how many events it has")
    parser.add_argument("folder", type=Path, help="where it is written; made where it is not there")
    parser.add_argument("--seed", type=int, default=SEED, help="another number gives another archive of the same shape")
    given = parser.parse_args()
    write([(given.form, given.folder)], given.events, given.seed)


if __name__ == "__main__":
    main()
