"""What every module of ``graph`` and ``api`` keeps to: size, name, exports, where IRIs stand, what is declared."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import ROOT, metadata, modules, name_of

LONGEST = 400
VAGUE_NAMES = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
VOCABULARY = re.compile(
    r"https?://(w3id\.org|www\.w3\.org|purl\.org|schema\.org|xmlns\.com|rdfs\.org|qudt\.org|www\.opengis\.net)\b"
)
MODULES = modules()
PUBLIC_MODULES = [path for path in MODULES if not path.stem.startswith("_")]


def assigned_names(tree: ast.Module) -> set[str]:
    """Names that a module defines or imports at its top level, in branches of ``if`` and ``try`` too."""
    names: set[str] = set()
    pending: list[ast.stmt] = list(tree.body)
    while pending:
        statement = pending.pop()
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(statement.name)
            case ast.Import() | ast.ImportFrom():
                names |= {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
            case ast.Assign():
                names |= {
                    node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)
                }
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.If() | ast.Try():
                pending += statement.body + statement.orelse
    return names


def exports(tree: ast.Module) -> list[str] | None:
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in statement.targets
        ):
            value = ast.literal_eval(statement.value)
            assert isinstance(value, list | tuple)
            return list(value)
    return None


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the nodes that are docstrings."""
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_owns_one_concept(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{lines} lines; split it by concept"
    assert path.stem not in VAGUE_NAMES


@pytest.mark.parametrize("path", PUBLIC_MODULES, ids=name_of)
def test_module_says_what_it_offers(path: Path) -> None:
    """``__all__`` is there and holds what exists, once; ruff (RUF022) sees to its order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    offered = exports(tree)
    assert offered is not None, "no __all__"
    assert set(offered) - assigned_names(tree) == set()
    assert len(offered) == len(set(offered))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_iris_are_spelled_in_one_place(path: Path) -> None:
    if name_of(path) == "graph/namespaces.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = docstrings(tree)
    spelled = [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
        and VOCABULARY.search(node.value)
    ]
    assert spelled == [], "spell it in graph/namespaces.py"


def test_what_is_imported_is_declared() -> None:
    """No module leans on a package that is there only because another one asks for it."""
    project = metadata()["project"]
    runtime = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    reason = {canonicalize_name(Requirement(text).name) for text in project["optional-dependencies"]["reason"]}
    distributions = importlib.metadata.packages_distributions()
    later = {"compression"}  # of the standard library from Python 3.14 on
    undeclared = []
    for path in MODULES:
        declared = runtime | reason if path == ROOT / "graph" / "reason.py" else runtime
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    roots = {alias.name.split(".")[0] for alias in node.names}
                case ast.ImportFrom(module=str(module)):
                    roots = {module.split(".")[0]}
                case _:
                    continue
            for root in roots - set(sys.stdlib_module_names) - later - {"api", "graph"}:
                if not declared & {canonicalize_name(name) for name in distributions.get(root, [])}:
                    undeclared.append(f"{name_of(path)}:{node.lineno}: {root}")
    assert undeclared == []
