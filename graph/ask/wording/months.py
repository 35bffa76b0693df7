"""Names of months in three scripts, and how a year is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["MONTH", "MONTHS", "YEAR"]

ENGLISH: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                  "november", "december")  # fmt: skip
HINDI: Final[Mapping[str, int]] = {
    "जनवरी": 1, "फरवरी": 2, "फ़रवरी": 2, "मार्च": 3, "अप्रैल": 4, "मई": 5, "जून": 6, "जुलाई": 7, "अगस्त": 8,
    "सितंबर": 9, "सितम्बर": 9, "अक्टूबर": 10, "अक्तूबर": 10, "नवंबर": 11, "नवम्बर": 11, "दिसंबर": 12, "दिसम्बर": 12,
    "janvari": 1, "janwari": 1, "farvari": 2, "farwari": 2, "aprail": 4, "julai": 7, "agast": 8, "sitambar": 9,
    "aktubar": 10, "aktoobar": 10, "navambar": 11, "disambar": 12,
}  # fmt: skip
#: Every name of a month and the first letters of the English ones, in small letters, with its number.
MONTHS: Final[dict[str, int]] = {
    **{name: number for number, name in enumerate(ENGLISH, 1)},
    **{name[:3]: number for number, name in enumerate(ENGLISH, 1)},
    "sept": 9,
    **HINDI,
}
#: The names as alternatives of a pattern, the longest first.
MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
#: A year in digits, as a pattern.
YEAR: Final = r"(?:19|20)\d\d"
