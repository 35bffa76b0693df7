"""The notebooks of the documentation, run from beginning to end against a server of the real graph."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import nbformat
import pytest
from nbclient import NotebookClient

from graph import namespaces as ns
from tests.serving import HOST, ROOT, Served, serving

pytestmark = [pytest.mark.server, pytest.mark.slow]

FOLDER = ROOT / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
RARE_EARTHS = "Which frameworks cover rare earths?"
OF_INDIA = f"""
SELECT DISTINCT ?framework WHERE {{
  ?framework a <{ns.ONTOLOGY}Framework> ; <{ns.ONTOLOGY}hasMember> <{ns.ID}actor/india> .
}}
"""


@pytest.fixture(scope="module")
def served(record_build: Path) -> Iterator[Served]:
    with serving(build=record_build) as server:
        yield server


def get(served: Served, path: str, **parameters: str) -> Any:
    reply = served.request("GET", f"{path}?{urlencode(parameters)}", Accept="application/json")
    assert reply.status == 200, reply.body
    return json.loads(reply.body)


def expected(served: Served, name: str) -> tuple[str, Any]:
    """What is evaluated after the last cell of a notebook, and what the server says it must be."""
    if name == "curl":
        neodymium = get(served, "/questions/frameworks-covering", material="neodymium", limit="3")
        said = [get(served, "/ask", q=RARE_EARTHS)["text"], [row["framework"]["label"] for row in neodymium["rows"]]]
        return '[reply["text"], [row["framework"]["label"] for row in answer["rows"]]]', said
    if name == "pandas":
        rows = get(served, "/questions/frameworks-covering", material="rare earths")["rows"]
        return 'frameworks["framework_iri"].tolist()', [row["framework"]["iri"] for row in rows]
    rows = get(served, "/sparql", query=OF_INDIA)["results"]["bindings"]
    return '[members["India"], len(members)]', [len(rows), 12]


def test_there_is_one_for_each_way() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["curl", "pandas", "sparqlwrapper"]
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"({path.name})" in listed for path in NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_plots(path: Path, served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINPACT_SERVER", f"http://{HOST}:{served.port}")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in cells), "notebooks are kept without outputs"
    last, wanted = expected(served, path.stem)
    cell = nbformat.v4.new_code_cell(f"import json\njson.dumps({last})")  # type: ignore[no-untyped-call]
    notebook.cells.append(cell)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 1
    # The kernel shows a text as its literal.
    assert json.loads(ast.literal_eval(outputs[-1]["data"]["text/plain"])) == wanted
