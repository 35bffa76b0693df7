"""The order of rows is total: no two rows of an answer are alike in all that they are ordered by."""

from __future__ import annotations

import pytest

from graph import sparql
from graph.answers import DEPRECATED, understand
from graph.questions import HIDDEN_RANK
from graph.store import Store
from tests.competency.cases import Case, read_cases
from tests.world.loader import load_store, load_world

CASES = read_cases()


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store()


def with_keys(query: str) -> tuple[str, list[str]]:
    """The query with all that it orders by as columns, and the names of these."""
    tokens = sparql.tokens(query)
    words = [token.keyword for token in tokens]
    last = len(words) - 1 - words[::-1].index("ORDER")
    conditions: list[list[str]] = [[]]
    depth = 0
    for token in tokens[last + 2 :]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        conditions[-1].append(token.text)
        if depth == 0 and token.keyword not in ("ASC", "DESC"):
            conditions.append([])
    bare = [" ".join(part for part in said if part not in ("ASC", "DESC")) for said in conditions if said]
    bare = [said[2:-2] if said.startswith("( ?") and said.count(" ") == 2 else said for said in bare]
    head, _, rest = query.partition("\nWHERE {")
    shown = {token.text for token in sparql.tokens(f"{head}\nWHERE {{}}") if token.kind == "variable"}
    keys = [said if said.startswith("?") else f"?key{number}" for number, said in enumerate(bare)]
    added = [
        key if key == said else f"({said} AS {key})" for key, said in zip(keys, bare, strict=True) if key not in shown
    ]
    return f"{head} {' '.join(dict.fromkeys(added))}\nWHERE {{{rest}", [key[1:] for key in keys]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_rows_are_never_alike_in_what_orders_them(case: Case, store: Store) -> None:
    world = load_world()
    question = world.catalogue[case.question]
    values = {name: known.term for name, known in understand(world, question, dict(case.ask)).items()}
    query, keys = with_keys(question.bind({**values, HIDDEN_RANK: DEPRECATED}))
    rows = store.select(query)
    told = [tuple(str(row.get(key)) for key in keys) for row in rows]
    assert len(set(told)) == len(told)
