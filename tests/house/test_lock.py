"""The lock: whole, with hashes, without addresses, and in step with ``pyproject.toml``."""

from __future__ import annotations

import json
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


@pytest.mark.parametrize("names", [["setuptools"], ["pyshacl", "rdflib"]], ids=" ".join)
def test_makefile_takes_packages_out_of_the_lock(names: list[str]) -> None:
    """What builds source packages goes in before the rest; the sources of others are fetched for their test suites.

    The lines of both are those that an expression of sed leaves.
    """
    expressions = re.findall(r"sed -n '(.+)' requirements\.lock", MAKEFILE)
    (expression,) = [text for text in expressions if f"/^{names[0]}==" in text]
    command = ["sed", "-n", expression.replace("$$", "$"), "requirements.lock"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    left = "".join(line for line in lines.splitlines(keepends=True) if not line.startswith("    #"))
    assert left == "".join(PINS[name].group() for name in names)


@pytest.mark.parametrize("folder", ["tests/clients", "web"])
def test_packages_of_node_are_locked_by_hash_without_addresses(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    told = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    top = packages.pop("")
    groups = ("dependencies", "devDependencies")
    assert [top.get(group, {}) for group in groups] == [told.get(group, {}) for group in groups]
    wanted = {name: version for group in groups for name, version in told.get(group, {}).items()}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []


def test_lock_is_for_the_oldest_python_that_is_allowed() -> None:
    assert metadata()["project"]["requires-python"] == ">=3.11"
    assert metadata()["tool"]["ruff"]["target-version"] == "py311"
    assert "--python-version 3.11" in MAKEFILE
