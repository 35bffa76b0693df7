"""The words of the interface in three languages, one file a page, and numbers as each language writes them.

``api/strings/<page>.toml`` holds tables of ``en``, ``ja`` and ``hi``; the words of a table are named by the file and
the table, ``coverage.title``. What depends on a number, ``count``, is a table of ``one`` and ``other``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.questions import LANGUAGES

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["FOLDER", "Wording", "number", "read_strings"]

FOLDER: Final = Path(__file__).parent.parent / "strings"

Told = str | Mapping[str, str]


class Wording:
    """The words of one language, called with a name: ``t("coverage.title")``, ``t("coverage.rows", count=3)``."""

    __slots__ = ("language",)

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The words of a key with values in their places; values are escaped unless they are markup already.

        Raises ``KeyError`` for a name that no file has.
        """
        from markupsafe import Markup, escape

        told = read_strings()[key][self.language]
        if not isinstance(told, str):
            count = values["count"]
            told = told["one" if count == 1 or (self.language == "hi" and count == 0) else "other"]
        shown = {
            name: number(value, self.language) if isinstance(value, int) else value for name, value in values.items()
        }
        return Markup(escape(told)).format(**shown) if values else escape(told)


@cache
def read_strings() -> Mapping[str, Mapping[str, Told]]:
    """All words by name and language."""
    return {
        f"{path.stem}.{name}": told
        for path in sorted(FOLDER.glob("*.toml"))
        for name, told in _leaves(tomllib.loads(path.read_text(encoding="utf-8")))
    }


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Told]]]:
    for name, value in table.items():
        if value.keys() & set(LANGUAGES):
            yield above + name, value
        else:
            yield from _leaves(value, f"{above}{name}.")


def number(value: float, language: str) -> str:
    """A number with its digits in groups: thousands, in Hindi lakhs and crores.

    >>> number(1234567, "en"), number(1234567, "hi"), number(-4321, "ja"), number(0.5, "en")
    ('1,234,567', '12,34,567', '-4,321', '0.5')
    """
    text = f"{value:,}"
    whole, point, rest = text.partition(".")
    if language == "hi":
        digits = whole.replace(",", "").removeprefix("-")
        head, tail = digits[:-3], digits[-3:]
        pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)][::-1]
        whole = ("-" if value < 0 else "") + ",".join([*pairs, tail])
    return whole + point + rest
