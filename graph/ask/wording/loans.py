"""Writes names with loan words in place of native ones, as people do: क्रिटिकल मिनरल मिशन for महत्वपूर्ण खनिज मिशन."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from graph.ask.wording.lexicon import read_data

__all__ = ["borrow"]


@cache
def _loans() -> Mapping[str, Sequence[str]]:
    loans: Mapping[str, Sequence[str]] = read_data("loans")
    return loans


def borrow(name: str) -> Iterator[str]:
    """The same name with one or more of its words borrowed from English.

    >>> "राष्ट्रीय क्रिटिकल मिनरल मिशन" in set(borrow("राष्ट्रीय महत्वपूर्ण खनिज मिशन"))
    True
    """
    if name.isascii():
        return
    forms = [name]
    for native, loans in _loans().items():
        forms += [form.replace(native, loan) for form in forms if native in form for loan in loans]
    yield from forms[1:]
