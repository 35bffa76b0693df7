"""The floors of the house: who may import whom, as ``pyproject.toml`` says it for import-linter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, metadata

HEAVY = {"jpype", "owlready2", "owlrl", "pyshacl", "rdflib"}

BREACHES = {
    "api/breach.py": "",
    "api/routers/breach.py": "import api.routers.breached\n",
    "api/routers/breached.py": "",
    "graph/ask/breach.py": "",
    "graph/breach.py": "import api, fastapi, jpype, pyoxigraph, pyshacl\nimport graph.breached\n",
    "graph/breached.py": "import graph.breach\n",
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


def test_floors_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_each_floor_can_be_broken(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("api", "graph"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("data", "rules", "*.pyc"))
    for name, text in BREACHES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    kept = [
        contract["name"]
        for contract in metadata()["tool"]["importlinter"]["contracts"]
        if f"{contract['name']} BROKEN" not in result.stdout
    ]
    assert kept == []


@pytest.mark.parametrize("package", ["api", "graph"])
def test_nothing_heavy_is_imported_before_it_is_needed(package: str) -> None:
    """Start-up time: all modules of api, and graph itself, come without the reasoners, the validator and rdflib."""
    program = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
if package.__name__ == "api":
    for module in pkgutil.walk_packages(package.__path__, "api."):
        if module.name not in {"api.__main__", "api.asgi"}:  # both act when they are imported
            importlib.import_module(module.name)
print(json.dumps(sorted(sys.modules)))
"""
    command = [sys.executable, "-c", program, package]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    loaded = set(json.loads(result.stdout))
    assert package in loaded
    assert loaded & HEAVY == set()
