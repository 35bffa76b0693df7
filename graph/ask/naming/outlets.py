"""Names of those who write and publish sources: newspapers, agencies, ministries as publishers, authors.

They stand in the graph as words, not as things; so a question that names one is answered by comparing words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from graph.ask.wording.lexicon import read_data
from graph.ask.wording.phrases import Phrases
from graph.ask.wording.spelling import Unit, join, key_of
from graph.namespaces import DC
from graph.store import Literal, NamedNode, Store

__all__ = ["find_outlets", "read_outlets"]

#: What parts several names in one: brackets, strokes, words for copies.
BETWEEN: Final = re.compile(
    r"\s*[/;()（）,、]\s*|[（(]copy (?:at|of|on) a?"
    r"|\s+(?:via|after|copy (?:at|of|on)|mirror (?:at|of)|text of(?: the)?|site source code on)\s+",
    re.IGNORECASE,
)
ARTICLE: Final = re.compile(r"^(?:the|a)\s+", re.IGNORECASE)
BRACKET: Final = re.compile(r"[(,].*")
#: Words of a name that give its acronym no letter.
SMALL: Final = frozenset({"of", "for", "the", "and", "on", "in", "to", "at"})
#: The shortest name, in letters.
SHORTEST: Final = 3
#: Parts that name nobody.
IDLE: Final = frozenset(
    {"news", "india", "japan", "china", "australia", "weblog", "site", "text", "copy", "in japanese", "us"}
)


def read_outlets(store: Store) -> Phrases[str]:
    """The publishers and authors of all sources, each by its whole name and its parts, without articles."""
    found: Phrases[str] = Phrases()
    short: dict[str, set[str]] = {}
    for predicate in ("publisher", "creator"):
        for triple in store.triples(predicate=NamedNode(DC + predicate)):
            if isinstance(triple.object, Literal):
                for name in _parts(triple.object.value):
                    found.add(key_of(name), name.casefold())
                    if acronym := _acronym(name):
                        short.setdefault(acronym, set()).add(name.casefold())
    for acronym, names in short.items():
        # An acronym of two publishers, or the name of a third, tells none.
        if len(names) == 1 and key_of(acronym) not in found.entries:
            found.add(key_of(acronym), *names)
    for name, spellings in read_data("outlets").items():
        for spelling in spellings if key_of(name) in found.entries else ():
            found.add(key_of(spelling), name)
    return found


def _parts(said: str) -> Iterable[str]:
    """The names in one.

    >>> sorted(_parts("Nasdaq (Reuters)"))
    ['Nasdaq', 'Nasdaq (Reuters)', 'Reuters']
    """
    parts = {ARTICLE.sub("", part.strip()) for part in (said, *BETWEEN.split(said))}
    return {part for part in parts if len(part) >= SHORTEST and part.casefold() not in IDLE}


def _acronym(name: str) -> str:
    """The first letters of a name of three words or more, without small ones; nothing for any other name.

    >>> _acronym("Institute for Energy Economics and Financial Analysis"), _acronym("The Hindu")
    ('IEEFA', '')
    """
    words = re.findall(r"[A-Za-z]+", BRACKET.sub("", name))
    heads = [word[0] for word in words if word[0].isupper()]
    is_name = not BETWEEN.search(name) and all(word[0].isupper() or word in SMALL for word in words)
    return "".join(heads) if is_name and len(heads) >= SHORTEST else ""


def find_outlets(text: str, units: Sequence[Unit], outlets: Phrases[str]) -> list[tuple[int, int, str]]:
    """The publishers and authors that a text names, the longest first, with their places.

    In Latin letters a name of one word is known by its capital: mint is no newspaper, Mint is.
    """
    keys = [unit.key for unit in units]
    found: list[tuple[int, int, str]] = []
    for start in range(len(units)):
        for length, names in outlets.at(keys, start):
            first, last = units[start], units[start + length - 1]
            said = text[first.start : last.end]
            if (length == 1 and said.isascii() and said.islower()) or any(a <= first.start < b for a, b, _ in found):
                continue
            if len(join(keys[start : start + length])) >= (SHORTEST if said.isascii() else SHORTEST - 1):
                found.append((first.start, last.end, names[0]))
                break
    return found
