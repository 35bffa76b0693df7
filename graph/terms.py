"""Names of things: an IRI parted into kind and slug, a spelling folded so that near spellings meet."""

from __future__ import annotations

import re
import unicodedata

from graph import namespaces as ns

__all__ = ["fold", "humanise", "kind_of", "slug_of", "words_of"]

#: Unicode general categories that two spellings of one name may differ in: separators, punctuation, symbols, controls.
#: Combining marks stay, since in Devanagari they are the vowels.
DROPPED = ("Z", "P", "C")


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
    """Fold a spelling: compatibility forms, case, accents of Latin letters, spaces, hyphens and punctuation fall away.

    What is nothing but punctuation folds to itself, so that no name folds to nothing.

    >>> fold("Rare-Earths") == fold("RARE EARTHS") == "rareearths"
    True
    >>> fold("Mutō Yōji"), fold("U.S."), fold("?!")
    ('mutoyoji', 'us', '?!')
    >>> fold("दुर्लभ मृदा") == fold("दुर्लभ-मृदा") != fold("दर्लभ मृदा")
    True
    """
    spread = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in spread if not "\u0300" <= character <= "\u036f")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    kept = "".join(character for character in folded if not unicodedata.category(character).startswith(DROPPED))
    return kept or text.strip()
