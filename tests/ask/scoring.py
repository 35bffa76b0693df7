"""Scores a set of questions: what a reply must hold, must not hold, and whether it may answer at all.

``README.md`` beside says how an entry is read. Precision is the share of replies given as answers that are right;
recall the share of questions with an answer that are answered rightly; a refusal is right where the set wants none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.answers import Answer, answer
from graph.ask import desk
from graph.ask.engine import Engine
from graph.ask.wording.say import HINDI_MONTHS
from graph.dates import MONTHS
from graph.namespaces import BASE, ID, VOCAB
from graph.wire import AskRequest, PlainRequest
from graph.world import World

__all__ = ["Score", "Scored", "read_questions", "score", "table"]

#: Items of these kinds are things; any other is words, a day or a number.
THING = re.compile(r"(?:vocab/)?[a-z][a-z-]*/[a-z0-9][a-z0-9./-]*")
DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
#: How faults begin: whether it is answered, yes or no, what is missing, what should not be there.
FAULTS = ("answered", "boolean", "lacks", "holds")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: Days and months as replies write them: in English and Hindi, in Japanese, and in the rows.
ANY_DAY = re.compile(
    rf"(?:\b\d{{1,2}} )?(?:{'|'.join((*MONTHS, *HINDI_MONTHS))}) (?P<written>\d{{4}})"
    r"|(?P<ja>\d{4})年\d{1,2}月(?:\d{1,2}日)?"
    r"|\b(?P<iso>\d{4})-\d\d(?:-\d\d)?\b"
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with what was wrong with its reply; nothing is wrong with a right one."""

    entry: Mapping[str, Any]
    is_answered: bool
    faults: tuple[str, ...]
    reply: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """All questions of a set."""

    scored: tuple[Scored, ...]

    @property
    def precision(self) -> float:
        """Share of the replies given as answers that are right."""
        given = [each for each in self.scored if each.is_answered]
        return _share(not each.faults for each in given)

    @property
    def recall(self) -> float:
        """Share of the questions that have an answer whose answer is right."""
        return _share(not each.faults for each in self.scored if each.entry["answered"])

    @property
    def refusals(self) -> float:
        """Share of the questions without an answer that are declined rightly."""
        return _share(not each.faults for each in self.scored if not each.entry["answered"])

    @property
    def right(self) -> float:
        """Share of all questions that are dealt with rightly."""
        return _share(not each.faults for each in self.scored)


def _share(verdicts: Iterable[bool]) -> float:
    known = list(verdicts)
    return sum(known) / len(known) if known else 1.0


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The entries of a set."""
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def score(world: World, entries: Sequence[Mapping[str, Any]]) -> Score:
    """Ask all questions of a set; what they ask of the catalogue in common, which takes long, is asked once."""
    engine = world.once(Engine.of)
    names = _names(world)
    scored = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "answer", _remembered())
        for entry in entries:
            reply = json.loads(engine.answer(world, PlainRequest(entry["q"])).to_json())
            scored.append(Scored(entry, reply["answered"], tuple(_faults(entry, reply, names)), reply))
    return Score(tuple(scored))


def _remembered() -> Callable[[World, AskRequest], Answer]:
    """The catalogue's answers, each reckoned once."""
    known: dict[tuple[object, ...], Answer] = {}

    def ask(world: World, request: AskRequest) -> Answer:
        key = (request.question, *sorted(request.parameters.items()))
        if key not in known:
            known[key] = answer(world, request)
        return known[key]

    return ask


def _names(world: World) -> Mapping[str, set[str]]:
    """Labels and aliases of each thing, in any language."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, labels in world.lookup.labels.items():
        found[iri] |= {label.casefold() for label in labels.values()}
    for row in world.store.select(
        "SELECT ?thing ?name WHERE { ?thing skos:altLabel|skos:notation ?name . FILTER(STRLEN(?name) > 2) }"
    ):
        found[str(row["thing"].value)].add(str(row["name"].value).casefold())  # type: ignore[union-attr]
    return found


def _faults(entry: Mapping[str, Any], reply: Mapping[str, Any], names: Mapping[str, set[str]]) -> Iterable[str]:
    if reply["answered"] != entry["answered"]:
        yield f"answered is {reply['answered']}"
    if "boolean" in entry and reply["boolean"] != entry["boolean"]:
        yield f"boolean is {reply['boolean']}"
    parts = [reply["text"], reply["results"]]
    if not entry["answered"]:
        parts += [reply["readings"], reply["suggestions"]]
    if entry["kind"] == "sources":
        parts.append(reply["sources"])
    text = json.dumps(parts, ensure_ascii=False).casefold()
    results = json.dumps(parts[1:], ensure_ascii=False)
    for item in entry.get("expect", ()):
        if not _is_found(str(item), text, reply["text"], results, names):
            yield f"lacks {item}"
    if entry.get("any") and not any(_is_found(str(i), text, reply["text"], results, names) for i in entry["any"]):
        yield f"lacks any of {entry['any']}"
    for item in entry.get("tells", ()):
        if not _is_found(str(item), reply["text"].casefold(), reply["text"], "", names):
            yield f"lacks {item} in its text"
    for item in entry.get("forbid", ()):
        if _is_found(str(item), text, reply["text"], results, names):
            yield f"holds {item}"


def _is_found(item: str, whole: str, text: str, results: str, names: Mapping[str, set[str]]) -> bool:
    if THING.fullmatch(item):
        iri = (BASE if item.startswith("vocab/") else ID) + item
        iri = VOCAB + item.removeprefix("vocab/") if item.startswith("vocab/") else iri
        return f'"{iri}"'.casefold() in whole or any(_has_words(name, whole) for name in names.get(iri, ()))
    day = DAY.fullmatch(item)
    if day:
        return item in results or any(form in text for form in _days(*day.groups()))
    if NUMBER.fullmatch(item):
        number = re.compile(rf"(?<![\d.])(?<![a-z\d]-){re.escape(item)}(?!\d|\.\d|-\d)")
        return any(number.search(_without_days(part)) for part in (text.replace(",", ""), results))
    return _has_words(item.casefold(), whole)


def _without_days(text: str) -> str:
    """The text with the year alone of each day and month, whose other numbers count nothing.

    >>> _without_days("15 members on 9 October 2026, 14 in 2022年5月 and on 2022-06-14")
    '15 members on 2026, 14 in 2022 and on 2022'
    """
    return ANY_DAY.sub(lambda found: found["written"] or found["ja"] or found["iso"], text)


def _has_words(words: str, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(words)}(?![a-z0-9])", text) is not None


def _days(year: str, month: str, day: str | None) -> list[str]:
    known = date(int(year), int(month), int(day or 1))
    if day:
        return [
            f"{known.day} {MONTHS[known.month - 1]} {year}",
            f"{year}年{known.month}月{known.day}日",
            f"{known.day} {HINDI_MONTHS[known.month - 1]} {year}",
        ]
    return [f"{MONTHS[known.month - 1]} {year}", f"{year}年{known.month}月", f"{HINDI_MONTHS[known.month - 1]} {year}"]


def table(found: Score) -> str:
    """The report: how many questions of each kind, and how many of them were dealt with rightly."""
    kinds: dict[str, list[Scored]] = defaultdict(list)
    for each in found.scored:
        kinds[each.entry["kind"]].append(each)
        kinds[f"({each.entry['lang']})"].append(each)
    lines = [f"{'kind':<16}{'asked':>7}{'right':>7}{'answered':>10}{'share':>8}" + "".join(f"{n:>11}" for n in FAULTS)]
    for kind, scored in sorted(kinds.items()):
        right = sum(not each.faults for each in scored)
        answered = sum(each.is_answered for each in scored)
        faults = [sum(any(fault.startswith(sort) for fault in each.faults) for each in scored) for sort in FAULTS]
        told = "".join(f"{count:>11}" for count in faults)
        lines.append(f"{kind:<16}{len(scored):>7}{right:>7}{answered:>10}{right / len(scored):>8.0%}{told}")
    shares = {"precision": found.precision, "recall": found.recall, "refusals": found.refusals, "all": found.right}
    lines.append(", ".join(f"{name} {share:.1%}" for name, share in shares.items()))
    return "\n".join(lines)
