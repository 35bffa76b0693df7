"""pandas: an answer in CSV is a frame, by its address alone or by what the client accepts."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd  # type: ignore[import-untyped]
import pytest

from tests.clients.conftest import SELECT, SIZE, is_everything

pytestmark = pytest.mark.server


def address(endpoint: str, query: str, **more: str) -> str:
    return f"{endpoint}?{urlencode({'query': query, **more})}"


def test_a_frame_by_its_address(endpoint: str) -> None:
    frame = pd.read_csv(address(endpoint, SELECT, format="csv"))
    assert list(frame.columns) == ["thing", "label"]
    rows = zip(frame["thing"], frame["label"], ("en", "ja", "ar"), strict=True)
    assert is_everything(set(rows))


def test_a_frame_by_what_is_accepted(endpoint: str) -> None:
    frame = pd.read_csv(address(endpoint, SELECT), storage_options={"Accept": "text/csv"})
    assert len(frame) == 3
    coded = pd.read_csv(address(endpoint, SELECT), storage_options={"Accept": "text/csv", "Accept-Encoding": "gzip"})
    assert coded.equals(frame)


def test_numbers_are_numbers_and_what_is_missing_is_missing(endpoint: str) -> None:
    query = f"SELECT ?thing ?size WHERE {{ ?thing ?p ?o OPTIONAL {{ ?thing {SIZE} ?size }} FILTER(isLITERAL(?o)) }}"
    frame = pd.read_csv(address(endpoint, query.replace("SELECT", "SELECT DISTINCT"), format="csv"))
    assert frame["size"].dtype == "float64"
    assert frame.set_index("thing")["size"].dropna().to_dict() == {
        "http://example.org/a": 17.0,
        "http://example.org/b": 2.5,
    }
    assert frame["size"].isna().sum() == 1
