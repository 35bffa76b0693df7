"""What the first page shows: three answers as the catalogue gives them, and four small pictures that lead on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request

from api.pages.asking import ask_question
from api.pages.axes import axes_of, slug
from api.pages.coverage import Line, Scope, lines_of, scopes_of
from api.pages.marks import marks_of
from graph.errors import BadParameter, UnknownTerm

__all__ = ["COOPERATION", "GROUP", "MEMORANDUM", "PARTIES", "Bar", "Home", "bars_of", "read_home"]

#: What the three answers are about; one that the graph does not know is left out.
PARTIES: Final = {"actor": "india", "other": "japan"}
GROUP: Final = "rare-earth-elements"
MEMORANDUM: Final = "india-japan-moc-mineral-resources-2025"
COOPERATION: Final = "india-japan-critical-minerals-cooperation"
#: So much of an answer and of a picture is shown before the link to the whole.
MOST: Final = 6
#: So many countries have a bar for their list.
LISTS: Final = 8

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a small picture: its words, how many, and where it leads."""

    label: str
    count: int
    token: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Answers and pictures; empty where the graph knows nothing of what they are about."""

    covering: Sequence[Scope]
    silent: int
    promises: Sequence[Row]
    life: Sequence[Row]
    overdue: Sequence[Row]
    overdue_count: int
    matrix: Sequence[Sequence[Scope]]
    materials: Sequence[Line]
    rungs: Sequence[Bar]
    years: Sequence[Bar]
    lists: Sequence[Bar]


async def read_home(request: Request) -> Home:
    """All of the first page, asked of the catalogue. A server that was given a bare file may know nothing of it."""

    async def rows(question: str, **parameters: str) -> dict[str, Any]:
        try:
            return await ask_question(request, question, parameters)
        except (UnknownTerm, BadParameter):
            return {"rows": []}

    axes = await axes_of(request)
    scope, promises, life, pending, ledger, events, lists = await asyncio.gather(
        rows("scope-of-frameworks", **PARTIES),
        rows("of-text", instrument=MEMORANDUM),
        rows("life-of", framework=COOPERATION),
        rows("pending", actor=PARTIES["actor"]),
        rows("ledger"),
        rows("events"),
        rows("lists"),
    )
    scopes = scopes_of(scope)
    about = [found for found in _first_of_each(scopes, GROUP) if found.status != "ended"]
    lines = [line for line in lines_of(axes, scopes, frozenset()) if line.named_by and not line.group][:MOST]
    drawn = [_first_of_each(scopes, line.material.slug) for line in lines]
    speaking = [
        list(column) for column in zip(*drawn, strict=True) if any(each.verdict != "no-evidence" for each in column)
    ]
    overdue = [row for row in pending["rows"] if row["timing"] == "overdue"]
    rungs = Counter((row["rung"]["token"], row["rung"]["label"]) for row in ledger["rows"] if row["rung"])
    held = [row for row in events["rows"] if row["day"] and row["status"] and row["status"]["token"] == "held"]
    years = Counter(row["day"]["value"][:4] for row in held)
    return Home(
        covering=sorted((found for found in about if found.verdict != "no-evidence"), key=_directness),
        silent=sum(found.verdict == "no-evidence" for found in about),
        promises=promises["rows"],
        life=life["rows"],
        overdue=overdue[:MOST],
        overdue_count=len(overdue),
        matrix=speaking,
        materials=lines,
        rungs=[Bar(label, count, token) for (token, label), count in rungs.most_common()],
        years=[Bar(year, count) for year, count in sorted(years.items())][-12:],
        lists=[Bar(_of(row), row["entries"]) for row in _longest(lists["rows"])][:LISTS],
    )


def _directness(scope: Scope) -> int:
    """How directly a framework covers what is asked for: the verdicts stand in that order."""
    return [mark.token for mark in marks_of("verdict")].index(scope.verdict)


def _longest(rows: Sequence[Row]) -> list[Row]:
    """Of each country the longest of its lists in force: a second one, as of strategic minerals, is drawn from it."""
    found: dict[str, Row] = {}
    for row in sorted((row for row in rows if row["in_force"]), key=lambda row: -row["entries"]):
        found.setdefault(" ".join(place["iri"] for place in row["places"]), row)
    return [row for row in rows if row in found.values()]


def _of(row: Row) -> str:
    """Whose list it is and of which year, which is shorter than its name."""
    places = ", ".join(place["label"] for place in row["places"]) or row["edition"]["label"]
    return f"{places} {row['issued']['value'][:4]}" if row["issued"] else str(places)


def bars_of(bars: Sequence[Bar], length: int) -> list[tuple[Bar, int]]:
    """Each bar with its length, so that the longest has the length given.

    >>> [size for _, size in bars_of([Bar("a", 4), Bar("b", 1)], 100)]
    [100, 25]
    """
    most = max((bar.count for bar in bars), default=1)
    return [(bar, round(bar.count * length / max(most, 1))) for bar in bars]


def _first_of_each(scopes: Sequence[Scope], material: str) -> list[Scope]:
    """What holds for a material in each framework: its first scope that names the material or names none."""
    found: dict[str, Scope] = {}
    for scope in scopes:
        if not scope.materials or any(slug(each["iri"]) == material for each in scope.materials):
            found.setdefault(scope.framework_slug, scope)
    return list(found.values())
