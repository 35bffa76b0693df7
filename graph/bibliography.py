"""Works as reference managers read them: a line of text, BibTeX, CSL-JSON.

BibTeX is written here and not by a library: it needs one kind of entry and one rule of escaping, and what the
libraries are good at is reading other people's files. Letters of every script stay as they are: the files are UTF-8,
which biber, and every reference manager, takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.dates import read_day, when

__all__ = ["Work", "write_bibtex", "write_csl", "write_text"]

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: What TeX would read as commands. Braces have names of their own: BibTeX counts them even after a backslash.
ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Work:
    """Something that can be cited; what is not known is empty.

    ``iri`` names it for good and ``url`` is where it is read. ``type`` is one of the types of CSL. ``container`` is
    the work that it is part of. Dates are stored days, ``issued`` with its precision. ``period`` says of a fact when
    it holds, ``note`` what else a reader must know.
    """

    iri: str
    type: str
    title: str
    url: str
    author: str = ""
    container: str = ""
    publisher: str = ""
    version: str = ""
    issued: str = ""
    issued_precision: str = "day"
    accessed: str = ""
    language: str = ""
    period: str = ""
    note: str = ""

    @property
    def full_title(self) -> str:
        """The title, with the time for which it holds."""
        title = SPACES.sub(" ", self.title).strip()
        return f"{title.removesuffix('.')} ({self.period})" if self.period else title


def write_text(works: Sequence[Work]) -> str:
    """A reference for each work, one a line; what the first rests on follows it.

    >>> work = Work("urn:a", "dataset", "India joined.", "https://example.org/a", period="June 2023", version="v1")
    >>> write_text([work])
    'India joined (June 2023). Data version v1. https://example.org/a\\n'
    """
    return "".join(f"{_reference(work)}\n" for work in works)


def _reference(work: Work) -> str:
    where = work.container or work.publisher
    issued = when(work.issued, work.issued_precision) if work.issued else ""
    parts = [
        work.author,
        work.full_title,
        f"In: {where}" if work.container else where,
        f"Data version {work.version}" if work.version else "",
        "" if issued == "unknown" else issued,
    ]
    told = " ".join(part if part.endswith((".", "?", "!", "。")) else f"{part}." for part in parts if part)
    accessed = f" (read {when(work.accessed)})" if work.accessed else ""
    return f"{told} {work.url}{accessed}{f' [{work.note}]' if work.note else ''}"


def write_bibtex(works: Iterable[Work]) -> str:
    """Entries of BibTeX in UTF-8; all are ``@misc``, which every style prints with what it has.

    >>> work = Work("https://w3id.org/minpact/id/actor/x", "dataset", "100 % {x}", "https://example.org/a_b")
    >>> print(write_bibtex([work]))
    @misc{minpact:actor:x,
      title = {{100 \\% \\textbraceleft{}x\\textbraceright{}}},
      url = {https://example.org/a_b},
    }
    <BLANKLINE>
    """
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    issued = _parts(work.issued, work.issued_precision)
    accessed = _parts(work.accessed)
    where = ". ".join(part for part in (work.container and f"In: {work.container}", work.publisher) if part)
    fields = {
        "title": _braced(work.full_title),
        "author": _braced(work.author),
        "howpublished": _escape(where),
        "version": _escape(work.version),
        "year": str(issued[0]) if issued else "",
        "month": MONTHS[issued[1] - 1] if len(issued) > 1 else "",
        "day": str(issued[2]) if len(issued) > 2 else "",
        "url": work.url,
        "urldate": work.accessed if accessed else "",
        "language": _escape(work.language),
        "note": _escape(work.note),
    }
    # A month is a name that the style knows, not a text.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value]
    return f"@misc{{{_key(work.iri)},\n{''.join(lines)}}}\n"


def _key(iri: str) -> str:
    """A key that is one in every BibTeX: ASCII letters, digits, colons and hyphens.

    >>> _key("https://w3id.org/minpact/id/membership/india--msp--2023-06"), _key("https://w3id.org/minpact/dataset")
    ('minpact:membership:india--msp--2023-06', 'minpact:dataset')
    """
    path = iri.partition("://")[2].partition("/")[2].removeprefix("minpact/").removeprefix("id/")
    return "minpact:" + re.sub(r"[^A-Za-z0-9:-]+", "-", path.replace("/", ":"))


def _braced(text: str) -> str:
    """A text that BibTeX must neither take apart (as names) nor put in lower case (as titles)."""
    return f"{{{_escape(text)}}}" if text else ""


def _escape(text: str) -> str:
    return "".join(ESCAPES.get(character, character) for character in SPACES.sub(" ", text).strip())


def write_csl(works: Iterable[Work]) -> str:
    """Items of CSL-JSON, the input of citation processors.

    >>> json.loads(write_csl([Work("urn:a", "webpage", "重要鉱物", "https://example.org/", issued="2023-06-01")]))
    [{'id': 'urn:a', 'type': 'webpage', 'title': '重要鉱物', 'issued': {'date-parts': [[2023, 6, 1]]}, \
'URL': 'https://example.org/'}]
    """
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Any]:
    item = {
        "id": work.iri,
        "type": work.type,
        "title": work.full_title,
        "author": [{"literal": work.author}] if work.author else [],
        "container-title": work.container,
        "publisher": work.publisher,
        "version": work.version,
        "issued": _date(_parts(work.issued, work.issued_precision)),
        "URL": work.url,
        "accessed": _date(_parts(work.accessed)),
        "language": work.language,
        "note": work.note,
    }
    return {name: value for name, value in item.items() if value}


def _date(parts: tuple[int, ...]) -> dict[str, Any]:
    return {"date-parts": [list(parts)]} if parts else {}


def _parts(day: str, precision: str = "day") -> tuple[int, ...]:
    """Year, month and day of a stored day as far as they are known; nothing for what is no day.

    >>> _parts("2023-06-01", "month"), _parts("2023-06-01", "quarter"), _parts("2023-06-01", "unknown"), _parts("soon")
    ((2023, 6), (2023,), (), ())
    """
    try:
        date = read_day(day)
    except ValueError:
        return ()
    known = {"day": 3, "month": 2, "quarter": 1, "year": 1}.get(precision, 0)
    return (date.year, date.month, date.day)[:known]
