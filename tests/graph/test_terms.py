"""Folding: near spellings meet, others stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.terms import fold, kind_of, slug_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rare-Earths", "rare earths"),
        ("India\u2013Japan", "india-japan"),
        ("\uff32\uff21\uff32\uff25\u3000EARTHS", "rare earths"),
        ("ﾈｵｼﾞﾑ", "ネオジム"),
        ("Strasse", "Straße"),
        ("U.S.", "US"),
        ("Mutō", "Muto"),
        ("Mu\u0301", "Mú"),
        ("दुर्लभ-मृदा", "दुर्लभ मृदा"),
        ("हिन्दी", "हिंदी"),
        ("ज़िंक", "जिंक"),
        ("ताँबा", "तांबा"),
        ("सम्बन्ध", "संबंध"),
        ("れああーす", "レアアース"),
        ("R&D", "R and D"),
        ("\uff32\uff06\uff24", "r and d"),
    ],
)
def test_near_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ガリウム", "カリウム"), ("मृदा", "मदा"), ("Nd", "Nb"), ("C++", "C")])
def test_what_differs_in_a_letter_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once_and_nothing_folds_to_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) or not text.strip()


def test_an_iri_that_is_not_ours_has_no_kind() -> None:
    assert kind_of("https://w3id.org/minpact/id/actor") is None
    assert kind_of("https://w3id.org/minpact/vocab/role/member") is None
    assert slug_of("urn:isbn:1") == "urn:isbn:1"
    assert words_of("a-b") == "a b"
