"""Finds sums in a question and writes them: numbers with their scales and currencies, in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.ask.wording.language import LANGUAGES

__all__ = ["find_amounts", "find_currencies", "find_numbers", "write_figure", "write_sum"]

SCALES: Final[Mapping[str, float]] = {
    "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "lakh crore": 1e12, "万": 1e4, "億": 1e8, "兆": 1e12, "हज़ार": 1e3, "हजार": 1e3, "लाख": 1e5, "करोड़": 1e7,
    "करोड": 1e7, "अरब": 1e9, "खरब": 1e11, "लाख करोड़": 1e12,
}  # fmt: skip
SCALE: Final = "|".join(sorted(SCALES, key=len, reverse=True))
SUM: Final = re.compile(rf"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*({SCALE})", re.IGNORECASE)
DIGITS: Final = str.maketrans("०१२३४५६७८९", "0123456789")


def find_amounts(text: str) -> frozenset[int]:
    """The sums in a text, written out.

    >>> sorted(find_amounts("16,300 crore rupees")), sorted(find_amounts("10兆円")), sorted(find_amounts("in 2025"))
    ([163000000000], [10000000000000], [])
    """
    return frozenset(
        round(float(number.replace(",", "")) * SCALES[scale.lower()])
        for number, scale in SUM.findall(text.translate(DIGITS))
    )


#: Words for currencies, by their codes.
SPOKEN_CURRENCIES: Final = {
    "USD": r"dollars?\b|\busd\b|\$|ドル|डॉलर",
    "JPY": r"\byen\b|\bjpy\b|¥|(?<!人民)円|येन",
    "INR": r"rupees?\b|\binr\b|\bcrores?\b|\blakhs?\b|₹|ルピー|रुप|करोड़\s+रु",
    "EUR": r"euros?\b|\beur\b|€|ユーロ|यूरो",
    "GBP": r"pounds?\b|\bgbp\b|£|ポンド|पाउंड|पाउण्ड",
}


def find_currencies(text: str) -> frozenset[str]:
    """The codes of the currencies that a text names.

    >>> sorted(find_currencies("200億ドル")), sorted(find_currencies("in 2025"))
    (['USD'], [])
    """
    return frozenset(code for code, words in SPOKEN_CURRENCIES.items() if re.search(words, text, re.IGNORECASE))


#: A number of myriads with what stands behind them: 2万2000.
MYRIADS: Final = re.compile(r"(\d[\d,]*)万(\d{1,4})(?!\d)")
#: A number as it stands in a text, with its scale if it has one.
PLAIN: Final = re.compile(rf"(?<![\d.,A-Za-z_-])(\d[\d,]*(?:\.\d+)?)(?:\s*({SCALE})(?![a-z]))?", re.IGNORECASE)


def find_numbers(text: str) -> frozenset[float]:
    """The numbers in a text, written out.

    >>> sorted(find_numbers("the 22,000 tonnes and 2.6 million")), sorted(find_numbers("FY2025, 93%"))
    ([22000.0, 2600000.0], [93.0])
    >>> sorted(find_numbers("2万2000トン"))
    [22000.0]
    """
    plain = MYRIADS.sub(
        lambda match: str(int(match[1].replace(",", "")) * 10000 + int(match[2])), text.translate(DIGITS)
    )
    return frozenset(
        float(number.rstrip(",").replace(",", "")) * SCALES.get(scale.lower(), 1.0)
        for number, scale in PLAIN.findall(plain)
    )


#: Currencies by their code: in English, Japanese and Hindi.
CURRENCIES: Final[Mapping[str, tuple[str, str, str]]] = {
    "AUD": ("Australian dollars", "豪ドル", "ऑस्ट्रेलियाई डॉलर"),
    "CAD": ("Canadian dollars", "カナダドル", "कनाडाई डॉलर"),
    "EUR": ("euros", "ユーロ", "यूरो"),
    "GBP": ("pounds", "ポンド", "पाउंड"),
    "INR": ("rupees", "ルピー", "रुपये"),
    "JPY": ("yen", "円", "येन"),
    "KRW": ("won", "ウォン", "वॉन"),
    "KZT": ("tenge", "テンゲ", "तेंगे"),
    "USD": ("US dollars", "米ドル", "अमेरिकी डॉलर"),
}
#: How the languages count large numbers, the largest first; rupees are counted in crores in English too.
STEPS: Final[Mapping[str, tuple[tuple[float, str], ...]]] = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "INR": ((1e7, " crore"), (1e5, " lakh")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
    "hi": ((1e12, " लाख करोड़"), (1e7, " करोड़"), (1e5, " लाख")),
}


def write_sum(amount: float, currency: str, language: str) -> str:
    """A sum as it is said in a language, with its digits behind.

    >>> write_sum(163000000000, "INR", "en"), write_sum(20900000000, "JPY", "ja")
    ('16,300 crore rupees (INR 163,000,000,000)', '209億円 (JPY 20,900,000,000)')
    >>> write_sum(2e8, "AUD", "hi")
    '20 करोड़ ऑस्ट्रेलियाई डॉलर (AUD 200,000,000)'
    """
    name = _word(CURRENCIES, currency, currency, language)
    steps = STEPS["INR" if currency == "INR" and language == "en" else language]
    size, word = next(((size, word) for size, word in steps if amount >= size), (1.0, ""))
    number = f"{amount / size:,.3f}".rstrip("0").rstrip(".")
    between = "" if language == "ja" else " "
    return f"{number}{word}{between}{name} ({currency} {amount:,.0f})"


#: Units of figures, by the last part of their IRIs.
UNITS: Final[Mapping[str, tuple[str, str, str]]] = {
    "KiloGM": (" kg", " kg", " किलोग्राम"),
    "KiloTONNE": (" thousand t", "千t", " हज़ार टन"),
    "MegaTONNE": (" million t", "百万t", " मिलियन टन"),
    "NUM": ("", "", ""),
    "PERCENT": (" %", " %", " %"),
    "TONNE": (" t", " t", " टन"),
    "UNITLESS": ("", "", ""),
}
#: How units of money begin.
CURRENCY: Final = "CCY_"
#: What bounds a figure.
BOUNDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "about": ("about ", "約", "लगभग "),
    "at least": ("at least ", "少なくとも", "कम से कम "),
    "at most": ("at most ", "最大", "अधिकतम "),
    "up to": ("up to ", "最大", "अधिकतम "),
}


def write_figure(value: float, unit: str, bound: str, language: str) -> str:
    """A figure with its unit and what bounds it, as it is said in a language.

    >>> write_figure(58, "NUM", "", "en"), write_figure(200000, "TONNE", "about", "ja")
    ('58', '約200,000 t')
    >>> write_figure(2e7, "CCY_INR", "about", "en")
    'about 2 crore rupees (INR 20,000,000)'
    """
    bounded = _word(BOUNDS, bound, f"{bound} " if bound else "", language)
    if unit.startswith(CURRENCY):
        return bounded + write_sum(value, unit.removeprefix(CURRENCY), language)
    return f"{bounded}{value:,}{_word(UNITS, unit, f' {unit.lower()}' if unit else '', language)}"


def _word(words: Mapping[str, tuple[str, str, str]], name: str, otherwise: str, language: str) -> str:
    """How a language says what has this name; otherwise as every language may say it."""
    return words.get(name, (otherwise,) * len(LANGUAGES))[LANGUAGES.index(language)]
