"""The lock: whole, with hashes, without addresses, and in step with ``pyproject.toml``."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.checkout import ROOT, metadata

TEXT = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]+?))? \\\n(?P<hashes>(?:    --hash=.+\n)+)", re.M
)
PINS = {match["name"]: match for match in PIN.finditer(TEXT)}


def declared() -> Iterator[Requirement]:
    project = metadata()
    yield from map(Requirement, project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        yield from map(Requirement, extra)
    for group in project["dependency-groups"].values():
        yield from map(Requirement, group)
    yield from map(Requirement, project["build-system"]["requires"])


@pytest.mark.parametrize("requirement", list(declared()), ids=str)
def test_lock_meets_what_is_declared(requirement: Requirement) -> None:
    pin = PINS.get(canonicalize_name(requirement.name))
    assert pin is not None, "run `make lock`"
    assert requirement.specifier.contains(Version(pin["version"]), prereleases=True), "run `make lock`"


def test_every_line_is_understood() -> None:
    rest = PIN.sub("", TEXT)
    assert [line for line in rest.splitlines() if not re.match(r"^(#|    # )", line)] == []


def test_every_package_has_hashes() -> None:
    assert PINS
    for name, pin in PINS.items():
        for line in pin["hashes"].splitlines():
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), name


def test_lock_names_no_address() -> None:
    assert re.findall(r"\w+://\S*|^-.*|^.* @ .*", TEXT, re.M) == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_one_lock_serves_every_python(python: str) -> None:
    """What is declared is installed on Linux on each Python, and pip itself never has to choose."""
    environment = {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }
    installed = {name for name, pin in PINS.items() if not pin["marker"] or Marker(pin["marker"]).evaluate(environment)}
    wanted = {canonicalize_name(r.name) for r in declared() if not r.marker or r.marker.evaluate(environment)}
    assert wanted - installed == set()


def test_makefile_takes_the_builder_of_source_packages_out_of_the_lock() -> None:
    """The Makefile installs setuptools before the rest, by the lines that this expression of sed leaves."""
    expression = re.search(r"sed -n '(.+)' requirements\.lock", MAKEFILE)
    assert expression is not None
    command = ["sed", "-n", expression[1].replace("$$", "$"), "requirements.lock"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert lines.partition("\n    # via")[0].strip() == PINS["setuptools"].group().strip()


def test_lock_is_for_the_oldest_python_that_is_allowed() -> None:
    assert metadata()["project"]["requires-python"] == ">=3.11"
    assert metadata()["tool"]["ruff"]["target-version"] == "py311"
    assert "--python-version 3.11" in MAKEFILE
