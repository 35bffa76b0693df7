"""Finds what is not Python: ontology, shapes, queries, data and rules, in a wheel or in a checkout, and the build.

In a checkout ``ontology/`` and ``queries/`` stand beside the package; a wheel carries them under ``graph/_data/``.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["build_folder", "data", "is_checkout", "ontology", "queries", "root", "rules"]

PACKAGE = Path(__file__).resolve().parent


def is_checkout() -> bool:
    """Whether the package runs from a checkout (or an editable install) rather than from a wheel."""
    return not (PACKAGE / "_data").is_dir()


def root() -> Path:
    """Folder that holds ``ontology/`` and ``queries/``."""
    return PACKAGE.parent if is_checkout() else PACKAGE / "_data"


def ontology() -> Path:
    """Folder of the ontology, the vocabularies and the shapes."""
    return root() / "ontology"


def queries() -> Path:
    """Folder of the catalogue questions and the lint queries."""
    return root() / "queries"


def data() -> Path:
    """Folder of the authored facts."""
    return PACKAGE / "data"


def rules() -> Path:
    """Folder of the CONSTRUCT rules."""
    return PACKAGE / "rules"


def build_folder() -> Path:
    """Folder that builds are written to: ``MINPACT_BUILD``, else ``build/`` in a checkout, else the user's data folder.

    The user's data folder follows the XDG base directory specification (``XDG_DATA_HOME``, else ``~/.local/share``).
    """
    chosen = os.environ.get("MINPACT_BUILD")
    if chosen:
        return Path(chosen)
    if is_checkout():
        return PACKAGE.parent / "build"
    share = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(share) / "minpact"
