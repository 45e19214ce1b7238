#!/usr/bin/env python3
"""Writes a site with one large single thing, into a new folder: to see that it is built in time that grows as it does,
and that pages stay of a size that can be used. The gmina, the people and all that happened are invented.

    tests/sites/large.py document BYTES FOLDER    one page of running text
    tests/sites/large.py forum EVENTS FOLDER      a forum of so many events
    tests/sites/large.py person EVENTS FOLDER     a person who took part in all of them
    tests/sites/large.py timeline EVENTS FOLDER   so many events over forty years
"""

import datetime
import pathlib
import sys

FIRST_DAY = datetime.date(1985, 1, 2)
DAYS = 40 * 365
ROLES = ["speaker", "moderator", "panellist", "host", "guest"]
WORDS = """gmina przystań nabrzeże warsztat mieszkańcy radni ścieżka plan budżet wniosek lipa ratusz świetlica
sołectwo sprawozdanie spotkanie latarnia zegar mapa chodnik szkoła biblioteka remiza jezioro""".split()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def words(seed, count):
    """So many words, the same for the same seed."""
    picked = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        picked.append(WORDS[seed // 65536 % len(WORDS)])
    return " ".join(picked)


def document(size, folder):
    """Sections of paragraphs, with a list, a table, a footnote and links among them."""
    parts, length, number = [], 0, 0
    while length < size:
        number += 1
        part = f"## Rozdział {number}: {words(number, 3)}\n\n"
        for paragraph in range(4):
            part += f"{words(number * 7 + paragraph, 60).capitalize()} – **{number}**.[^{number}-{paragraph}]\n\n"
        part += f"- {words(number, 4)}\n- [{words(number, 2)}](/o-witrynie/)\n\n"
        part += f"### Dane {number}\n\n| miejsce | liczba |\n|---|--:|\n| {words(number, 2)} | {number} |\n\n"
        part += "".join(f"[^{number}-{note}]: Przypis {number}, {note}.\n\n" for note in range(4))
        parts.append(part)
        length += len(part.encode())
    write(folder / "content/pages/wielki.md", "---\ntitle: Wielki dokument\n---\n" + "".join(parts))
    write(folder / "content/pages/o-witrynie.md", "---\ntitle: O witrynie\n---\nTekst.\n")


def events(count, days, extra, folder):
    """Events spread over so many days, each with the lines that `extra` gives for its number."""
    for number in range(count):
        day = FIRST_DAY + datetime.timedelta(days=number * days // count)
        head = f"title: Spotkanie numer {number + 1}\nwhen: {day}T{9 + number % 9:02}:00\n"
        text = f"---\n{head}{extra(number)}---\n{words(number, 20).capitalize()}.\n"
        write(folder / f"content/events/{number % 97:02}/spotkanie-{number + 1}.md", text)


def forum(count, folder):
    write(folder / "content/forums/forum.md", f"---\ntitle: Wielkie forum\nwhen: {FIRST_DAY}/{FIRST_DAY + datetime.timedelta(days=9)}\n---\nForum.\n")

    def extra(number):
        return f"forum: forum\nplace: Sala {number % 40}\noutcomes: [Ustalenie {number}]\npeople:\n  - {{person: Osoba {number % 500}, role: {ROLES[number % 5]}}}\n"

    events(count, 10, extra, folder)


def person(count, folder):
    write(folder / "content/people/niestrudzona.md", "---\nname: Pelagia Niestrudzona-Zmyślona\n---\n")
    events(count, DAYS, lambda number: f"people:\n  - {{person: niestrudzona, role: {ROLES[number % 5]}}}\n", folder)


def timeline(count, folder):
    events(count, DAYS, lambda number: f"tags: [temat {number % 30}]\n", folder)


def main():
    sorts = {"document": document, "forum": forum, "person": person, "timeline": timeline}
    if len(sys.argv) != 4 or sys.argv[1] not in sorts:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[3])
    write(folder / "kronika.yaml", "title: Wielkie rzeczy w Przykładowie\nlanguage: pl\nbase_url: https://example.org/wielkie/\n")
    sorts[sys.argv[1]](int(sys.argv[2]), folder)


main()
