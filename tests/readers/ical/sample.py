"""sample.py PROJECT TODAY: what the calendars of the sample must hold, by its front matter."""

import json
import re
import sys
from pathlib import Path

import yaml

from model import Site

project, today = Path(sys.argv[1]), sys.argv[2]
FOLDERS = {
    "programmes": "programme",
    "stages": "stage",
    "forums": "forum",
    "events": "event",
    "places": "place",
    "organisations": "organisation",
    "people": "person",
    "posts": "post",
    "reports": "report",
    "pages": "page",
}


def read(text):
    """Text stays text, as in the content model."""
    return yaml.load(text, Loader=yaml.BaseLoader)


config = read((project / "kronika.yaml").read_text(encoding="utf-8"))
site = Site(config["title"], config["description"], config["language"], config["timezone"], config["base_url"], config["publisher"], today)

bundles = {}
for path in sorted((project / "content").rglob("*.md"), key=lambda path: (path.name != "index.md", len(path.parts), path)):
    parts = list(path.relative_to(project / "content").parts)
    if len(parts) == 1:
        continue
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    front = read(front)
    own = parts[:-2] if parts[-1] == "index.md" else parts[:-1]
    kind = front.get("kind") or next(FOLDERS[part] for part in reversed(own) if part in FOLDERS)
    stem = parts[-2] if parts[-1] == "index.md" else path.stem
    ident = front.get("id") or re.sub(r"^\d{4}-\d\d-\d\d-", "", stem)
    above = path.parent.parent if parts[-1] == "index.md" else path.parent
    folder = next((bundles[parent] for parent in [above, *above.parents] if parent in bundles), None)
    if parts[-1] == "index.md":
        bundles[path.parent] = (kind, ident)
    if kind == "stage":
        ident = f"{front.get('programme') or folder[1]}/{ident}"
    site.add(kind, ident, front, body, folder)

json.dump(site.expected(), sys.stdout, ensure_ascii=False, indent=1)
