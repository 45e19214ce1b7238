#!/usr/bin/env python3
"""Opens every table of events of finished sites in LibreOffice and compares each cell with the file.

    libreoffice.py SITE…

LibreOffice is asked twice: as the window that asks how to open a file proposes it (UTF-8, told by the mark at the
start; semicolon, comma and tab all separate), and with the separator of the file alone. Without a word it would take
any CSV file for Windows-1252 when it converts without its window.
"""

import csv
import datetime
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

faults = []


def shown(value):
    """A cell as it is written in the file."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return str(value)


def plain(text):
    """Line ends are the reader's own."""
    return re.sub(r"\r\n?", "\n", text)


def convert(folder, options):
    out = folder / re.sub(r"\D", "-", options)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
               f"--infilter=CSV:{options}", "--convert-to", "xlsx", "--outdir", str(out)]
    files = sorted(str(path) for path in folder.glob("*.csv"))
    done = subprocess.run(command + files, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(f"soffice: {done.stderr}")
    return out


def compare(place, source, workbook):
    text = source.read_bytes().decode("utf-8-sig")
    separator = max(";,", key=text.split("\r\n")[0].count)
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    sheet = openpyxl.load_workbook(workbook).active
    rows = list(sheet.iter_rows())
    if len(rows) != len(expected):
        faults.append(f"{place}: LibreOffice shows {len(rows)} rows, not {len(expected)}")
    cells = 0
    for row, wanted in zip(rows, expected):
        got = [plain(shown(cell.value)) for cell in row] + [""] * (len(wanted) - len(row))
        if got != [plain(cell) for cell in wanted]:
            faults.append(f"{place}: LibreOffice shows {got}, not {wanted}")
        faults.extend(f"{place}: {cell.coordinate} is a formula" for cell in row if cell.data_type == "f")
        cells += len(wanted)
    days = [row[0].value for row in rows[1:]]
    if not all(isinstance(day, datetime.datetime) for day in days if day is not None):
        faults.append(f"{place}: LibreOffice takes days for text")
    return cells


def main(sites):
    tables = [path for site in sites for path in sorted(Path(site).rglob("*.csv"))
              if path.stem.endswith(("-events", "-wydarzenia"))]
    if not tables:
        raise SystemExit("there are no tables")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for at, table in enumerate(tables):
            (folder / f"{at}.csv").write_bytes(table.read_bytes())
        proposed = convert(folder, "44/59/9,34,76")
        own = {separator: convert(folder, f"{ord(separator)},34,76") for separator in ";,"}
        cells = 0
        for at, table in enumerate(tables):
            first = table.read_text("utf-8-sig").split("\n")[0]
            for out in (proposed, own[max(";,", key=first.count)]):
                cells += compare(table, table, out / f"{at}.xlsx")
    for words in faults:
        print(words, file=sys.stderr)
    print(f"LibreOffice: {len(tables)} tables, {cells} cells compared, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
