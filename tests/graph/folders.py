"""Small folders of authored files, for tests of what reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph import namespaces as ns

__all__ = ["PROLOGUE", "write_folder"]

#: Every prefix declared, so that a test's Turtle is nothing but what it is about.
PROLOGUE = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in ns.PREFIXES.items())


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their names below ``folder``; Turtle gets the prologue."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PROLOGUE + text if name.endswith(".ttl") else text, encoding="utf-8")
    return folder
