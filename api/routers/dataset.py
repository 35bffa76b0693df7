"""The dataset as a whole: how to cite it, and the way to its description."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.deps import services
from api.negotiation import HTML
from api.pages.builds import LATEST, find_version
from api.pages.documents import CITATIONS, THINGS, check_version, choose_format, citation, links, operation, responses
from graph import namespaces
from graph.catalog import Published
from graph.errors import UnknownEntity

__all__ = ["router"]

router = APIRouter(tags=["dumps"])

PATH = "/dataset"
RESPONSES = {303: {"description": "See the catalogue, which describes the dataset"}, **responses(CITATIONS)}


@router.get(
    PATH,
    summary="Cite the dataset, or go to its description",
    operation_id="dataset",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra=operation(THINGS),
)
async def get_dataset(request: Request) -> Response:
    """How to cite the dataset in the version that is served, as a line of text, BibTeX or CSL-JSON. For RDF and for
    people the way leads to the catalogue (303 See Other).
    """
    return await whole(request, "dataset")


@router.get(
    f"{PATH}.{{suffix}}",
    summary="Cite the dataset in a format",
    operation_id="dataset_in_format",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra=operation(THINGS),
)
async def get_suffixed(
    request: Request, suffix: Annotated[str, Path(description="Short name of the format", examples=["bib"])]
) -> Response:
    """The same for those who cannot send an Accept header."""
    return await whole(request, f"dataset.{suffix}")


@router.get(
    f"{PATH}/{{version}}",
    summary="Cite a version of the dataset",
    operation_id="dataset_version",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra=operation(THINGS),
)
async def get_version(
    request: Request, version: Annotated[str, Path(description="Version of the data", examples=["4e7490c78e0e"])]
) -> Response:
    """The same for the version that is served and for releases on record, whose own description is in the catalogue.
    Of another version that is kept the way leads to its files; one that nothing is known of is not found, and the
    answer names the one served.
    """
    ours = services(request)
    if version == ours.release.version:
        return await whole(request, "dataset")
    known = await find_version(ours.release, version) if ours.release.manifest else None
    if version == LATEST or known is None:
        check_version(request, version)
    if isinstance(known, Published):
        return await whole(request, "dataset", f"{namespaces.DATASET}/{version}")
    headers = {"Location": ours.address(f"/dumps/{version}"), "Vary": "Accept", "Cache-Control": "public, no-cache"}
    return Response(status_code=303, headers=headers)


async def whole(request: Request, name: str, iri: str = namespaces.DATASET) -> Response:
    """The dataset, or a release of it, in the format that a suffix or the client chooses."""
    stem, choice = choose_format(request, name, THINGS)
    if stem != "dataset":
        raise UnknownEntity(namespaces.BASE + name, tuple(f"{namespaces.DATASET}.{each.name}" for each in THINGS))
    if choice.format in CITATIONS:
        return await citation(request, iri, PATH, choice, CITATIONS)
    catalogue = services(request).address("/catalog")
    headers = {
        "Location": catalogue if choice.format == HTML else f"{catalogue}?format={choice.format.name}",
        "Link": f'{links(request, PATH, CITATIONS, iri=iri)}, <{catalogue}>; rel="describedby"',
        "Vary": "Accept",
        "Cache-Control": "public, no-cache",
    }
    return Response(status_code=303, headers=headers)
