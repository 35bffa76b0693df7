"""Comunica, on the Node that comes as a wheel: queries sent whole, and queries that it takes apart and joins itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import LABEL, LABELS, SELECT, TRIPLES, is_everything

pytestmark = pytest.mark.server

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / ".venv" / "clients"
NODE = Path(sys.executable).parent / "node"


def ask(query: str, endpoint: str, turtle: str = "") -> Any:
    """What Comunica answers; the script is run from where its packages are found."""
    assert INSTALLED.is_dir(), "run `make .venv/clients`"
    script = INSTALLED / "ask.mjs"
    script.write_bytes((HERE / "ask.mjs").read_bytes())
    done = subprocess.run([NODE, script, query, endpoint, turtle], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_select(endpoint: str) -> None:
    rows = ask(SELECT, endpoint)
    assert is_everything({(row["thing"][1], row["label"][1], row["label"][2]) for row in rows})
    assert len(rows) == len(LABELS)


def test_ask(endpoint: str) -> None:
    assert ask(f"ASK {{ ?s {LABEL} 'レアアース'@ja }}", endpoint) is True
    assert ask(f"ASK {{ ?s {LABEL} 'レアアース' }}", endpoint) is False


def test_construct(endpoint: str) -> None:
    triples = ask("CONSTRUCT WHERE { ?s ?p ?o }", endpoint)
    assert len(triples) == TRIPLES
    assert ["Literal", "17", "", "http://www.w3.org/2001/XMLSchema#integer"] in [triple[2] for triple in triples]


def test_a_join_with_what_is_elsewhere(endpoint: str) -> None:
    """With two sources Comunica reads the description of the service, asks for counts, and for patterns with values."""
    query = f"SELECT ?thing ?label ?rank WHERE {{ ?thing {LABEL} ?label ; <http://example.org/rank> ?rank }}"
    rows = ask(query, endpoint, "<a> <rank> 1 . <c> <rank> 3 . <d> <rank> 4 .")
    found = {(row["thing"][1].rpartition("/")[2], row["label"][2], row["rank"][1]) for row in rows}
    assert found == {("a", "en", "1"), ("c", "ar", "3")}
