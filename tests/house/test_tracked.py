"""What no tracked file may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, files, name_of

# The hosts are put together here, so that this file names none of them either.
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("debian", "org"),
    ("maven", "org"),
]
UNWANTED = {
    "a note of unfinished work": re.compile(r"\b(TODO|FIXME|XXX)\b"),
    "the address of a package registry": re.compile("|".join(rf"\b{name}\.{top}\b" for name, top in REGISTRIES)),
    "a path of somebody's machine": re.compile(r"(?<![\w/.:-])/(work|root|home|Users)/\w"),
    "a conflict that was not resolved": re.compile(r"(?m)^(<{7} |={7}$|>{7} )"),
}
EXAMPLES = {
    "a note of unfinished work": "# TODO: later",
    "the address of a package registry": "https://" + ".".join(REGISTRIES[0]) + "/simple",
    "a path of somebody's machine": "see /home/me/notes",
    "a conflict that was not resolved": "<<<<<<< HEAD\n",
}
THIS = Path(__file__).resolve()


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_holds(what: str) -> None:
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != THIS:
            starts = [match.start() for match in UNWANTED[what].finditer(text)]
            found += [f"{name_of(path)}:{text.count(chr(10), 0, start) + 1}" for start in starts]
    assert found == []


@pytest.mark.parametrize("what", UNWANTED)
def test_pattern_finds_what_it_is_for(what: str) -> None:
    assert UNWANTED[what].search(EXAMPLES[what])


def test_text_files_end_lines_in_one_way() -> None:
    """The version of the data is a hash of files: a stray carriage return would be another version."""
    suffixes = {".cff", ".csv", ".lock", ".md", ".py", ".rq", ".toml", ".ttl"}
    stray = [name_of(path) for path in files() if path.suffix in suffixes and b"\r" in path.read_bytes()]
    assert stray == []


def test_nothing_built_is_tracked() -> None:
    assert [name_of(path) for path in files("build", "dist", ".venv", "node_modules")] == []
    assert (ROOT / ".gitignore").is_file()
