"""The steps of a release that change or read files: ``set VERSION`` names it, ``notes TAG`` prints what it changes.

CONTRIBUTING.md tells when they are taken, .github/workflows/release.yml takes the second.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNRELEASED = "## [Unreleased]\n"
REFUSED = 2  # the exit code
USAGE = "release/steps.py: usage: set VERSION, or notes TAG"


def named(file: str, text: str, version: str, day: str) -> str:
    """Return what a file says once the version is the one that is released on a day (``2026-11-26``).

    Raises `ValueError` where a file does not say its version in one place.
    """
    pattern, new = {
        "CHANGELOG.md": (f"(?m)^{re.escape(UNRELEASED)}", f"{UNRELEASED}\n## [{version}] - {day}\n"),
        "CITATION.cff": (r"(?m)^version: .+\n(date-released: .+\n)?", f"version: {version}\ndate-released: {day}\n"),
        "rfcalc/__init__.py": (r'(?m)^__version__ = ".+"$', f'__version__ = "{version}"'),
    }[file]
    changed, places = re.subn(pattern, new, text)
    if places != 1:
        raise ValueError(f"{file}: found {places} places that say the version, not 1")
    return changed


def notes(changelog: str, version: str) -> str:
    """Return what the change log says of a version. Raises `ValueError` where it says nothing."""
    told = re.search(rf"(?ms)^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.+?)(?=^## \[|\Z)", changelog)
    if told is None or not told[1].strip():
        raise ValueError(f"CHANGELOG.md: says nothing of {version}")
    return told[1].strip() + "\n"


def set_version(version: str) -> None:
    """Write a version, and today as its day, into the files that say it."""
    if not re.fullmatch(r"\d+\.\d+\.\d+(rc\d+)?", version):
        raise ValueError(f"found the version {version!r}; allowed: 1.2.3, or 1.2.3rc1")
    day = datetime.now(timezone.utc).date().isoformat()
    changed = {}
    for file in ("CHANGELOG.md", "CITATION.cff", "rfcalc/__init__.py"):
        changed[file] = named(file, (ROOT / file).read_text("utf-8"), version, day)
    for file, text in changed.items():
        (ROOT / file).write_text(text, "utf-8", newline="\n")


def notes_of_tag(tag: str) -> str:
    """Return what changes with the version that a tag names, which must be that of the package."""
    found = re.search(r'(?m)^__version__ = "(.+)"$', (ROOT / "rfcalc" / "__init__.py").read_text("utf-8"))
    if found is None or tag != f"v{found[1]}":
        raise ValueError(f"found the tag {tag!r}; the package is {found and found[1]}")
    return notes((ROOT / "CHANGELOG.md").read_text("utf-8"), found[1])


def main(words: list[str]) -> int:
    """Take a step; return the exit code."""
    try:
        match words:
            case ["set", version]:
                set_version(version)
            case ["notes", tag]:
                sys.stdout.write(notes_of_tag(tag))
            case _:
                print(USAGE, file=sys.stderr)
                return REFUSED
    except ValueError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
