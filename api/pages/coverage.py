"""What the page of coverage shows: scopes of frameworks, materials as rows of the matrix, gaps and overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.axes import Axes, Place, slug

__all__ = ["BY_NAME", "MANY", "STATUSES", "Line", "Scope", "lines_of", "scopes_of"]

#: Verdicts by which a framework names a material: itself, or a group that holds it.
BY_NAME: Final = ("named", "group-named")
#: So many frameworks that name a material are an overlap.
MANY: Final = 3
STATUSES: Final = ("in-force", "announced", "unknown", "ended")


@dataclass(frozen=True, slots=True)
class Scope:
    """One row of the answer: a framework, a verdict, and the materials of which it is the best verdict.

    Without materials it holds of every material that no row of the same framework before it names.
    """

    framework: Mapping[str, Any]
    status: str
    verdict: str
    materials: Sequence[Mapping[str, Any]]
    via: Mapping[str, Any] | None
    list: Mapping[str, Any] | None
    validity: Mapping[str, Any] | None
    fact: Mapping[str, Any] | None

    @property
    def slugs(self) -> str:
        """The materials as the picture reads them."""
        return " ".join(slug(material["iri"]) for material in self.materials)

    @property
    def framework_slug(self) -> str:
        """The framework as the picture reads it."""
        return slug(self.framework["iri"])


@dataclass(frozen=True, slots=True)
class Line:
    """A material as a row of the matrix: folded into ``group`` unless that is unfolded; who names it."""

    material: Place
    group: str
    members: int
    named_by: tuple[Mapping[str, Any], ...]
    is_listed_by_both: bool
    is_gap: bool
    is_overlap: bool


def scopes_of(answer: Mapping[str, Any], status: str = "") -> list[Scope]:
    """The rows of the answer, of frameworks that stand where it is asked for."""
    return [
        Scope(
            framework=row["framework"],
            status=row["status"],
            verdict=row["verdict"]["token"],
            materials=row["materials"],
            via=row["via"],
            list=row["list"],
            validity=row["validity"],
            fact=row["fact"],
        )
        for row in answer["rows"]
        if status in ("", row["status"])
    ]


def lines_of(
    axes: Axes, scopes: Sequence[Scope], both: frozenset[str], *, has_gaps: bool = False, has_overlaps: bool = False
) -> list[Line]:
    """Every material, or only the gaps and overlaps among them; ``both`` are those on the lists of both parties.

    Frameworks that ended cover nothing any more, so they fill no gap and make no overlap.
    """
    named: dict[str, list[Mapping[str, Any]]] = {}
    for scope in scopes:
        if scope.verdict in BY_NAME and scope.status != "ended":
            for covered in scope.materials:
                frameworks = named.setdefault(covered["iri"], [])
                if scope.framework not in frameworks:
                    frameworks.append(scope.framework)
    lines = []
    for material in axes.materials:
        names = tuple(named.get(material.iri, ()))
        is_listed = material.iri in both
        line = Line(
            material=material,
            group=axes.outermost(material),
            members=sum(material.iri in each.groups and not each.is_group for each in axes.materials),
            named_by=names,
            is_listed_by_both=is_listed,
            is_gap=is_listed and not names,
            is_overlap=len(names) >= MANY,
        )
        if not (has_gaps or has_overlaps) or (has_gaps and line.is_gap) or (has_overlaps and line.is_overlap):
            lines.append(line)
    return _in_order(lines)


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """What most frameworks name first, then by label; members of a group after it, and groups within it last."""
    heads = {line.material.slug: line for line in lines}

    def key(line: Line) -> tuple[int, str, str, bool, bool]:
        head = heads.get(line.group, line)
        name = head.material.label.casefold()
        return -len(head.named_by), name, head.material.slug, line is not head, line.material.is_group

    return sorted(lines, key=key)
