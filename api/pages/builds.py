"""The builds that a server can show: the one that it serves, and others that lie beside it on the disk."""

from __future__ import annotations

import asyncio
from typing import Final

from api.deps import Release
from api.problems import GONE, NO_DESCRIPTION, NOT_FOUND, Problem
from graph.catalog import Kept, Published, find_kept

__all__ = ["LATEST", "build_named", "build_of", "find_version", "kept_beside"]

#: Stands in an address for the version that is served.
LATEST: Final = "latest"


def build_of(release: Release) -> Kept:
    """The build that is served, or 404 where there is none."""
    if release.folder is None or release.manifest is None:
        raise Problem(
            NO_DESCRIPTION,
            "This server was given an N-Quads file, which has no dumps.",
            "Build the graph and serve the build.",
        )
    return Kept(release.folder, release.manifest)


def kept_beside(served: Kept) -> tuple[Kept, ...]:
    """The builds on the disk of other versions, the newest first: looked for each time, since builds come and go."""
    return tuple(kept for kept in find_kept(served.folder.parent) if kept.manifest.version != served.manifest.version)


async def find_version(release: Release, version: str) -> Kept | Published | None:
    """What is known of a version: the build that holds it, or the record of its release, or nothing."""
    served = build_of(release)
    if version in (LATEST, served.manifest.version):
        return served
    for kept in await asyncio.to_thread(kept_beside, served):
        if kept.manifest.version == version:
            return kept
    return next((past for past in served.manifest.published if past.version == version), None)


async def build_named(release: Release, version: str) -> Kept:
    """The build of a version.

    404 for a version that nothing is known of, 410 for one that was released and is no longer on the disk; both name
    the version that is served.
    """
    found = await find_version(release, version)
    if isinstance(found, Kept):
        return found
    remedy = f"The version served is {release.version}."
    members = {"version": release.version}
    if found is not None:
        detail = f"Version {version} was released as {found.release} on {found.issued} and is not kept here."
        raise Problem(GONE, detail, remedy, members=members)
    raise Problem(NOT_FOUND, f"This server has no version {version!r} of the data.", remedy, members=members)
