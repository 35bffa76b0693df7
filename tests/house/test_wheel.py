"""The wheel: what is in it, and that it answers a question far from the checkout.

The clean environment borrows the packages that are installed here instead of installing them anew, which would need
the network and a minute. What makes it clean all the same: MinPact itself comes out of the wheel, and every package
that its runtime dependencies do not ask for (the extra ``reason`` and the tools) is barred from being imported.
"""

from __future__ import annotations

import configparser
import importlib.metadata
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import ROOT, files, metadata, name_of

MOVED = {"ontology/": "graph/_data/ontology/", "queries/": "graph/_data/queries/"}


def place_in_wheel(name: str) -> str:
    for before, after in MOVED.items():
        if name.startswith(before):
            return after + name.removeprefix(before)
    return name


def runtime_distributions() -> set[str]:
    """Distributions that MinPact depends on, extras left out, with all that these depend on in turn."""
    found: set[str] = set()
    pending = list(metadata()["project"]["dependencies"])
    while pending:
        requirement = Requirement(pending.pop())
        name = canonicalize_name(requirement.name)
        if name not in found and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
            found.add(name)
            pending += importlib.metadata.requires(name) or []
    return found


def barred_modules() -> list[str]:
    allowed = runtime_distributions()
    return sorted(
        module
        for module, names in importlib.metadata.packages_distributions().items()
        if module not in {"api", "graph"} and not any(canonicalize_name(name) in allowed for name in names)
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An environment with the wheel in it, a home of its own and nothing else of this machine."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        program, *arguments = command
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return subprocess.run(
            [self.folder / "bin" / program, *arguments],
            cwd=home,
            env={"HOME": str(home), "PATH": str(self.folder / "bin"), "MINPACT_BUILD": str(self.folder / "build")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        str(wheel),
    ]
    result = subprocess.run(command, env={**os.environ, "PIP_CONFIG_FILE": os.devnull}, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    (packages,) = (folder / "lib").glob("python*/site-packages")
    borrowed = {
        str(Path(str(importlib.metadata.distribution(name).locate_file("")))) for name in ("fastapi", "pyoxigraph")
    }
    # A line that begins with `import` is run by Python as it starts.
    bar = f"import sys; sys.modules.update(dict.fromkeys({barred_modules()!r}))"
    (packages / "borrowed.pth").write_text("\n".join([*sorted(borrowed), bar, ""]), encoding="utf-8")
    return Elsewhere(folder)


def test_wheel_holds_all_that_is_needed_and_nothing_else(wheel: Path) -> None:
    expected = {place_in_wheel(name_of(path)) for path in files("api", "graph", "ontology", "queries")}
    expected |= {name_of(path) for path in (ROOT / "api" / "static" / "app").glob("*.js")}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected
    assert {Path(name).suffix for name in held} >= {".py", ".rq", ".ttl", ".typed"}


def test_wheel_carries_its_command_and_its_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        parts = {name.partition(".dist-info/")[2]: name for name in archive.namelist() if ".dist-info/" in name}
        scripts = configparser.ConfigParser()
        scripts.read_string(archive.read(parts["entry_points.txt"]).decode())
        for licence in ("LICENSE", "LICENSE-DATA"):
            assert archive.read(parts[f"licenses/{licence}"]) == (ROOT / licence).read_bytes()
    assert dict(scripts["console_scripts"]) == {"minpact": "api.cli:main"}


def test_wheels_of_the_same_checkout_are_the_same(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


@pytest.mark.slow
def test_environment_is_clean(elsewhere: Elsewhere) -> None:
    result = elsewhere.run("python", "-c", "import api, graph; print(graph.__file__, api.__file__)")
    assert result.returncode == 0, result.stderr
    assert all(path.startswith(str(elsewhere.folder)) for path in result.stdout.split())
    for module in ("jpype", "owlready2", "pytest"):
        assert elsewhere.run("python", "-c", f"import {module}").returncode != 0


@pytest.mark.slow
def test_wheel_answers_a_question(elsewhere: Elsewhere) -> None:
    built = elsewhere.run("minpact", "build", "--data", str(ROOT / "tests" / "world" / "data"))
    assert built.returncode == 0, built.stdout + built.stderr
    answer = elsewhere.run("minpact", "query", "frameworks-covering", "material=rare-earths")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Harbour Accord" in answer.stdout
