"""A server of a few invented triples, for clients that other people wrote and our users come with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.namespaces import XSD
from tests.serving import HOST, serving

LABEL = "<http://example.org/label>"
SIZE = "<http://example.org/size>"
#: Three things; the label of the first stands in two graphs and is one triple of the merge.
DATA = f"""
<http://example.org/a> {LABEL} "Rare earths, \\"heavy\\""@en <http://example.org/g1> .
<http://example.org/a> {LABEL} "Rare earths, \\"heavy\\""@en <http://example.org/g2> .
<http://example.org/b> {LABEL} "レアアース"@ja <http://example.org/g1> .
<http://example.org/c> {LABEL} "العناصر الأرضية النادرة"@ar <http://example.org/g2> .
<http://example.org/a> {SIZE} "17"^^<{XSD}integer> <http://example.org/g1> .
<http://example.org/b> {SIZE} "2.5"^^<{XSD}decimal> <http://example.org/g2> .
""".lstrip()
LABELS = {("a", 'Rare earths, "heavy"', "en"), ("b", "レアアース", "ja"), ("c", "العناصر الأرضية النادرة", "ar")}
#: Things and their labels; a client that mangles one of them shows it.
SELECT = f"SELECT ?thing ?label WHERE {{ ?thing {LABEL} ?label }} ORDER BY ?thing"
TRIPLES = 5


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of its SPARQL endpoint."""
    path: Path = tmp_path_factory.mktemp("clients") / "data.nq"
    path.write_text(DATA, encoding="utf-8")
    with serving(data=path) as port:
        yield f"http://{HOST}:{port}/sparql"


def is_everything(rows: set[tuple[str, str, str]]) -> bool:
    """Whether rows of thing, label and language are those of the data."""
    return rows == {(f"http://example.org/{name}", label, language) for name, label, language in LABELS}
