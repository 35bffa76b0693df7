"""One form for one dataset: RDFC-1.0 labels of blank nodes, an order of its own, and a digest that is the same for all.

Two files hold the same dataset just when their canonical N-Quads are the same bytes, so the SHA-256 of those bytes is
published: whoever has loaded a dump in any format can prove that nothing was lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from graph.namespaces import RDF
from graph.store import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, serialise

__all__ = ["canonical_digest", "canonicalise", "digest_of_lines", "merge", "sort_quads"]

TYPE = f"<{RDF}type>"


def canonicalise(quads: Iterable[Quad]) -> list[Quad]:
    """The same dataset in an order of its own: each quad once, by graph, subject (its types first) and predicate.

    Blank nodes get the labels of RDFC-1.0, so that equal input gives equal bytes whatever labels the parser made up.
    """
    return sort_quads(_relabel(set(quads)))


def merge(quads: Iterable[Quad]) -> list[Quad]:
    """The RDF merge of all graphs, canonical by itself: each triple once, in the default graph.

    A blank node may get another label here than in the dataset, since labels follow from all that is said of it.
    """
    return canonicalise(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def canonical_digest(quads: Iterable[Quad]) -> str:
    """SHA-256 of the canonical N-Quads of a dataset, as hexadecimal digits.

    >>> from pathlib import Path
    >>> from graph.store import parse_text
    >>> one = parse_text("_:x <urn:p> [ <urn:q> 1 ] .", Path("a.ttl"))
    >>> other = parse_text("_:z <urn:q> 1 . _:y <urn:p> _:z .", Path("a.ttl"))
    >>> canonical_digest(one) == canonical_digest(other)
    True
    """
    return digest_of_lines(serialise(_relabel(set(quads)), "application/n-quads", is_ready=True))


def digest_of_lines(nquads: bytes) -> str:
    """The canonical digest of N-Quads whose labels are canonical already: that of their lines in code point order.

    In UTF-8 the order of code points is that of bytes, so ``LC_ALL=C sort minpact.nq | sha256sum`` comes to the same.
    """
    return hashlib.sha256(b"".join(sorted(nquads.splitlines(keepends=True)))).hexdigest()


def sort_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, in the order that :func:`canonicalise` gives; blank nodes keep their labels."""
    names = _Names()

    def order(quad: Quad) -> tuple[str, str, bool, str, str]:
        subject, predicate, value, graph = quad
        verb = names[predicate]
        return names[graph], names[subject], verb != TYPE, verb, names[value]

    return sorted(set(quads), key=order)


class _Names(dict[object, str]):
    """Terms as text, each spelled once: most stand in many quads."""

    def __missing__(self, term: object) -> str:
        name = self[term] = str(term)
        return name


def _relabel(quads: set[Quad]) -> set[Quad]:
    """Give blank nodes their canonical labels; these follow from the quads that have blank nodes, so the rest stay."""
    anonymous = {
        quad
        for quad in quads
        if any(isinstance(part, BlankNode) for part in (quad.subject, quad.object, quad.graph_name))
    }
    if not anonymous:
        return quads
    dataset = Dataset(anonymous)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return (quads - anonymous) | set(dataset)
