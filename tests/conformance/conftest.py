"""One server that holds the data of all the W3C's tests of queries, each file as a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.suites import write_dataset
from tests.serving import Client, serving


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A connection to the server."""
    path = tmp_path_factory.mktemp("suites") / "data.nq"
    write_dataset(path)
    with serving(data=path) as port, Client(port) as client:
        yield client
