"""The checkout as the house tests see it: its files, its modules and its metadata."""

from __future__ import annotations

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@cache
def metadata() -> dict[str, Any]:
    """``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files(*folders: str) -> list[Path]:
    """Files that git tracks, or would if they were added, below the folders named (relative to the root)."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    # A file deleted but not yet committed is listed still.
    return sorted({ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()})


def modules() -> list[Path]:
    """The modules of ``graph`` and ``api``."""
    return [path for path in files("graph", "api") if path.suffix == ".py"]


def name_of(path: Path) -> str:
    """Path below the root, as test ids and messages show it."""
    return path.relative_to(ROOT).as_posix()
