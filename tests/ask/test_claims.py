"""What verbs claim: every claim has words, and no state both proves and denies it."""

from __future__ import annotations

import pytest

from graph.ask.findings.claims import judge_all
from graph.ask.wording.lexicon import read_data

CLAIMS = [(sort, claim) for sort, by_claim in read_data("claims").items() for claim in by_claim]


@pytest.mark.parametrize(("sort", "claim"), CLAIMS)
def test_a_claim_has_words_in_three_languages_and_states_of_one_mind(sort: str, claim: str) -> None:
    states = read_data("claims")[sort][claim]
    words = read_data("concepts")[f"claim/{claim}"]
    assert all(words[language] for language in ("en", "ja", "hi"))
    assert states["proves"]
    assert not set(states["proves"]) & set(states["denies"])


@pytest.mark.parametrize(
    ("verdicts", "any_will_do", "expected"),
    [
        ([True, True], False, True),
        ([True, False], False, None),
        ([True, None], True, True),
        ([False, None], True, None),
        ([False, False], True, False),
        ([], True, None),
    ],
)
def test_several_things_make_one_verdict(verdicts: list[bool | None], any_will_do: bool, expected: bool | None) -> None:
    assert judge_all(verdicts, any_will_do=any_will_do) is expected
