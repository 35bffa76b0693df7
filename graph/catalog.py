"""What a build is and what it holds, as the server and the next build read it: its manifest, and the builds kept.

The manifest stands beside the dumps and not inside them, since it holds their sizes and digests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from graph.compression import MEDIA_TYPES
from graph.errors import NoBuild

__all__ = [
    "DUMPS",
    "DumpFile",
    "Kept",
    "LeftOut",
    "Manifest",
    "Published",
    "Quality",
    "Remark",
    "find_kept",
    "read_manifest",
    "version_of",
    "write_manifest",
]

#: Media types of the dumps by file ending.
DUMPS: Mapping[str, str] = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of a build: its size in bytes, its SHA-256 as hexadecimal digits, the media type of what is in it.

    ``coding`` is the ending of a packed file (``gz``, ``zst``), else empty.
    """

    size: int
    sha256: str
    media_type: str
    coding: str = ""

    @classmethod
    def of(cls, content: bytes, media_type: str, coding: str = "") -> DumpFile:
        """Measure content."""
        return cls(len(content), sha256(content).hexdigest(), media_type, coding)

    @property
    def sent_as(self) -> str:
        """The media type that the file goes out with: a packed file is what it is, no coding of the connection.

        >>> DumpFile.of(b"", "text/turtle", "zst").sent_as, DumpFile.of(b"", "text/turtle").sent_as
        ('application/zstd', 'text/turtle')
        """
        return MEDIA_TYPES[self.coding] if self.coding else self.media_type


@dataclass(frozen=True, slots=True)
class Published:
    """An earlier version of the data that was released: its version, its release and the day of it (ISO 8601)."""

    version: str
    release: str
    issued: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What the shapes remarked and did not stop a build for: the constraint's name, its message, how often."""

    rule: str
    severity: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that was collected and is not in the graph, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a build is, in numbers that can be laid beside those of another.

    ``support`` counts facts by the names of the columns of ``/questions/support-by-kind``. ``carried`` counts the
    collected claims that evidence in the graph carries; ``left_out`` are the others.
    """

    support: Mapping[str, int]
    carried: int
    remarks: Sequence[Remark]
    left_out: Sequence[LeftOut]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is: the version of its data (a digest of the inputs), of the program, the cut-off, sizes and files.

    ``triples`` counts the merge of all graphs, ``quads`` every statement in every graph. ``canonical_dataset`` and
    ``canonical_merge`` are SHA-256 of the canonical N-Quads (RDFC-1.0) of the named graphs and of their merge.
    ``published`` are the releases on record before this one, the newest first. A build by an older program has no
    ``quality``.
    """

    version: str
    program: str
    cut_off: str
    triples: int
    quads: int
    graphs: int
    sources: int
    facts: int
    canonical_dataset: str
    canonical_merge: str
    published: Sequence[Published]
    files: Mapping[str, DumpFile]
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A build that is on the disk."""

    folder: Path
    manifest: Manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json`` into a build folder."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a build folder. Raises :class:`graph.errors.NoBuild` when there is none that can be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: DumpFile(**file) for name, file in data.pop("files").items()}
        published = tuple(Published(**entry) for entry in data.pop("published"))
        told = data.pop("quality", None)
        return Manifest(files=files, published=published, quality=_quality(told) if told else None, **data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoBuild(str(folder)) from error


def _quality(told: Mapping[str, Any]) -> Quality:
    return Quality(
        told["support"],
        told["carried"],
        tuple(Remark(**remark) for remark in told["remarks"]),
        tuple(LeftOut(**claim) for claim in told["left_out"]),
    )


def version_of(path: Path) -> str:
    """The version of a bare file: the beginning of a digest of its bytes. Raises ``OSError``."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:12]


def find_kept(folder: Path) -> tuple[Kept, ...]:
    """The builds in a folder of builds, the newest first, one for each version of the data.

    Two builds of one version differ by the program that made them; the newer stands for both.
    """
    read: list[tuple[int, Kept]] = []
    for home in folder.glob("[!.]*-*"):
        # A build may be let go of while it is looked at.
        with suppress(NoBuild, OSError):
            read.append((home.stat().st_mtime_ns, Kept(home, read_manifest(home))))
    found: dict[str, Kept] = {}
    for _, kept in sorted(read, key=lambda pair: (pair[0], pair[1].folder.name), reverse=True):
        found.setdefault(kept.manifest.version, kept)
    return tuple(found.values())
