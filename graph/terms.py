"""Names of things: an IRI parted into kind and slug, a spelling folded so that near spellings meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from graph import namespaces as ns

__all__ = ["UNITS", "fold", "humanise", "kind_of", "slug_of", "split", "words_of"]

#: Unicode general categories that end a word: separators, punctuation, control characters. Symbols stay ("C++"), and
#: combining marks too, since in Devanagari they are the vowels.
SEPARATING: Final = ("Z", "P")
#: What is not even seen: formatting such as joiners and directions, surrogates, what is not assigned.
DROPPED: Final = frozenset({"Cf", "Cs", "Co", "Cn"})
#: Letters that stand for each other, taken apart as NFKD does. Accents of Latin letters, the nukta and the marks that
#: only change how a vowel sounds are passed over; hiragana becomes katakana, the chandrabindu an anusvara.
ALIKE: Final[dict[int, str | int | None]] = {
    **dict.fromkeys(range(0x0300, 0x0370)),
    0x093C: None,
    0x0901: 0x0902,
    **{code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)},
    ord("&"): " and ",
}
#: A nasal of the row of the consonant that follows, which may as well be written as an anusvara.
NASAL: Final = re.compile(
    "\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])"
    "|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])"
)
#: Runs of Han characters, of kana, of anything else.
SCRIPTS: Final = re.compile(
    "[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]+|[\u30a1-\u30ff]+|[^\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\u30a1-\u30ff]+"
)
#: Units as figures are written with them, by the last part of their IRI; a bare number has none.
UNITS: Final = {
    "TONNE": "t", "KiloTONNE": "kt", "MegaTONNE": "Mt", "KiloGM": "kg", "M3": "m³", "PERCENT": "%", "CCY_INR": "INR",
}  # fmt: skip
ASCII_WORD: Final = re.compile(r"[a-z0-9$+<=>^`|~]+")


def kind_of(iri: str) -> str | None:
    """The kind that an IRI of ours is formed for; ``None`` for any other IRI.

    >>> kind_of("https://w3id.org/minpact/id/actor/india")
    'actor'
    >>> kind_of("https://example.org/india") is None
    True
    """
    if not iri.startswith(ns.ID):
        return None
    kind, slash, slug = iri[len(ns.ID) :].partition("/")
    return kind if slash and slug else None


def slug_of(iri: str) -> str:
    """The last part of an IRI: what follows its last slash or hash.

    >>> slug_of("https://w3id.org/minpact/id/actor/india"), slug_of("https://w3id.org/minpact/ontology#Actor")
    ('india', 'Actor')
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def words_of(slug: str) -> str:
    """A slug as words, for what has no label; the parts that a fact ties together are kept apart.

    >>> words_of("india--minerals-security-partnership--2023-06")
    'india / minerals security partnership / 2023 06'
    """
    return " / ".join(part.replace("-", " ") for part in slug.split("--"))


def humanise(iri: str) -> str:
    """Words for an IRI that has no label: its last segment, taken apart.

    >>> humanise("http://www.w3.org/2004/02/skos/core#altLabel"), humanise("https://example.org/id/actor/india--msp")
    ('alt label', 'india — msp')
    """
    name = slug_of(iri.rstrip("/#"))
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("--", " — ").replace("-", " ").replace("_", " ")
    return apart.lower() if apart != name else name


def fold(text: str) -> str:
    """Fold a spelling: what two writers of one name may do differently falls away.

    That is compatibility forms (width of Japanese letters), case, accents of Latin letters, spaces, hyphens and
    punctuation, ``&`` for *and*, hiragana for katakana, and in Devanagari the nukta, the chandrabindu and a nasal that
    is spelled out before a consonant of its own row. What is nothing but punctuation folds to itself, so that no name
    folds to nothing.

    >>> fold("Rare-Earths") == fold("RARE EARTHS") == "rareearths"
    True
    >>> fold("Mutō Yōji"), fold("U.S."), fold("R&D"), fold("?!")
    ('mutoyoji', 'us', 'randd', '?!')
    >>> fold("दुर्लभ मृदा") == fold("दुर्लभ-मृदा") != fold("दर्लभ मृदा")
    True
    >>> fold("हिन्दी") == fold("हिंदी"), fold("ज़िंक") == fold("जिंक"), fold("れああーす") == fold("ﾚｱｱｰｽ")
    (True, True, True)
    """
    return "".join(split(text)) or text.strip()


@lru_cache(maxsize=1 << 14)
def split(text: str) -> tuple[str, ...]:
    """The folded words of a text; where nothing is written between words, a change of script parts them.

    >>> split("Rare-earth R&D, 2025"), split("IRELレアアース事業部")
    (('rare', 'earth', 'r', 'and', 'd', '2025'), ('irel', 'レアアース', '事業部'))
    """
    if text.isascii():
        return tuple(ASCII_WORD.findall(text.lower().replace("&", " and ")))
    spread = unicodedata.normalize("NFKD", text).translate(ALIKE)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", spread).casefold())
    kept = "".join(
        " " if category[0] in SEPARATING or category == "Cc" else character
        for character in folded
        if (category := unicodedata.category(character)) not in DROPPED
    )
    return tuple(part for word in kept.split() for part in SCRIPTS.findall(NASAL.sub("\u0902", word)))
