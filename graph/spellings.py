"""Other ways in which tables write a name: turned round, with a short legal form, with a country or an acronym behind.

Only cells that no name fits as they are need them; what they lead to is likely, and not as sure as a name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.terms import fold

__all__ = ["Spelling", "is_blank", "respell"]

#: Legal forms as they are cut short, and in full.
FORMS: Final = {
    "co": "company",
    "corp": "corporation",
    "inc": "incorporated",
    "ltd": "limited",
    "pvt": "private",
    "pte": "private",
    "लि": "लिमिटेड",
    "प्रा": "प्राइवेट",
}
IN_FULL: Final = frozenset(FORMS.values()) | {"plc", "llc", "gmbh", "ag", "sa", "pty", "kk"}
JAPANESE_FORM: Final = re.compile("株式会社|[(\uff08]株[)\uff09]|㈱")
#: A name with something behind it, in brackets or after a comma.
BRACKETED: Final = re.compile(r"(?P<name>.*\S)\s*[(\uff08](?P<rest>[^()\uff08\uff09]+)[)\uff09]\s*")
AFTER_COMMA: Final = re.compile(r"(?P<name>[^,、\uff0c]*[^,、\uff0c\s])\s*[,、\uff0c]\s*(?P<rest>[^,、\uff0c]+)")
#: How a cell says that it holds nothing.
BLANK: Final = re.compile(r"#?n/a|n\.a\.?|none|null|nil|nan|unknown|tbd|[\W_]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name to look for in place of what was written; ``rest`` is what stood behind it and is left out."""

    name: str
    rest: str = ""


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing in it; its letters may be the code of something all the same.

    >>> is_blank("N/A"), is_blank("-"), is_blank("Namibia"), is_blank("G7")
    (True, True, False, False)
    """
    return BLANK.fullmatch(text.strip()) is not None


def respell(text: str) -> Iterator[Spelling]:
    """Other spellings of a name, the nearest first.

    >>> [each.name for each in respell("Korea, Republic of")][0]
    'Republic of Korea'
    >>> [each.name for each in respell("NMDC Ltd.")]
    ['NMDC limited', 'NMDC']
    >>> [each.name for each in respell("Iran (Islamic Republic of)")][0]
    'Islamic Republic of Iran'
    >>> list(respell("Kestrel Metals, Norway"))[1]
    Spelling(name='Kestrel Metals', rest='Norway')
    >>> list(respell("India"))
    []
    """
    parted = [
        (found["name"], found["rest"].strip()) for each in (BRACKETED, AFTER_COMMA) if (found := each.fullmatch(text))
    ]
    yield from (Spelling(f"{rest} {name}") for name, rest in parted)
    yield from (Spelling(name) for name in _reformed(text))
    for name, rest in parted:
        yield from (Spelling(each, rest) for each in (name, *_reformed(name)))


def _reformed(text: str) -> Iterator[str]:
    """The name with its legal form in full, and without one; no name begins with one but in Japanese."""
    first, *words = text.split() or [""]
    full = [FORMS.get(fold(word), word) for word in words]
    if full != words:
        yield " ".join([first, *full])
    bare = JAPANESE_FORM.sub("", " ".join([first, *(word for word in full if fold(word) not in IN_FULL)])).strip()
    if bare and fold(bare) != fold(text):
        yield bare
