"""Finds which things a question names: whole names, runs of one-letter names in Japanese, misspelt names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph import namespaces as ns
from graph.ask.naming.names import ALIAS, CORE, LABEL, Names, Sense
from graph.ask.naming.symbols import SYMBOL, UNCASED, is_symbol
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.spelling import ACRONYM, Unit, join, key_of
from graph.terms import fold, kind_of

__all__ = ["Mention", "find_mentions"]

#: One-letter names of countries, which stand for them in runs only: 日印, 日米韓.
LETTERS: Final[Mapping[str, str]] = {
    "日": "japan", "印": "india", "米": "united-states", "豪": "australia", "中": "china", "韓": "south-korea",
    "英": "united-kingdom", "仏": "france", "加": "canada", "欧": "european-union", "露": "russia", "独": "germany",
    "伊": "italy",
}  # fmt: skip
#: From which length on a word with a slip is known by it.
SAFE: Final = 6
#: After these "us" is a pronoun.
PRONOUN_AFTER: Final = frozenset(["tell", "give", "show", "let", "help", "inform", "for", "to", "of", "remind"])
#: Kinds of things that are called by the place where they lie.
PLACED: Final = ("project", "facility", "deposit")
#: After these it is a country.
NAMED_AFTER: Final = frozenset(["the", "and", "both", "between", "versus", "vs"])
SHORT_NAMES: Final = frozenset(["uk", "eu", "us", "ud", "g7"])
#: Kinds of things that are called by their owners before their names: the Joint Vision of India and Japan.
OWNED: Final = ("framework", "pillar", "instrument", "event", "programme")
BETWEEN: Final = re.compile(r"(?:['’ʼ]s?)?[\s–—・&/-]*(?:(?:and|और|एवं|と)[\s–—-]*)?(?:の|के|की|का)?\s*")
#: Marks that stand inside no name.
APART: Final = re.compile(r"[()（）、。,?？!！:：;；]")
HIRAGANA: Final = re.compile(r"[\u3041-\u3096]+")
HAN_OR_KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\u4e00-\u9fff]")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
#: Words that begin with the name of a metal and mean none.
COMPOUNDS: Final = frozenset(
    ["金額", "金融", "金属", "金利", "金銭", "金曜", "銀行", "鉛筆", "銅像", "鉄道", "鉄鋼", "水銀", "金庫"]
)
#: Before these two countries in a row are none: until the end of the day.
DAYS: Final = re.compile(r"[0-9０-９今一毎本当終同翌年月]$")
#: After these a run of letters begins a word of its own: 第十五回日印.
COUNTER: Final = re.compile(r"[回次度期代当対訪在駐現新両各]$")
#: After this a single letter is a country.
TOWARDS: Final = re.compile(r"対$")
#: Before this, too: 日EU, 印EU.
UNION: Final = re.compile(r"[-・]?(?:EU|ＥＵ)(?![A-Za-z])")
#: What stands between the parts of one name.
JOINT: Final = re.compile(r"[\s–—-]*(?:and)?[\s–—-]*")
#: How many spellings are kept that were looked up.
MOST_SLIPS: Final = 4096
#: What stands between two words of the name of a firm.
GAPS: Final = (" ", "・", "")
POSSESSIVE: Final = re.compile(r"['’ʼ]s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question and the things it may mean, the likeliest first.

    ``is_weak`` says that it is an ordinary word as well; ``corrected`` is the name that a misspelling was taken for,
    ``said`` what stood there, where that was mended before, ``code`` the customs code by which its senses, all of them
    meant, are named.
    """

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    is_weak: bool = False
    corrected: str = ""
    said: str = ""
    code: str = ""

    def of_kind(self, *kinds: str) -> tuple[str, ...]:
        """The things of these kinds that it may mean."""
        return tuple(sense.iri for sense in self.senses if kind_of(sense.iri) in kinds)


def find_mentions(text: str, units: Sequence[Unit], names: Names, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The names in a text, none overlapping another; longer ones win."""
    keys = [unit.key for unit in units]
    # Acronyms between letters that have no capitals are not shouted.
    is_shouted = text.upper() == text and re.search(r"[A-Z]", text) is not None and not UNCASED.search(text)
    found: list[tuple[int, int, int, Mention]] = []
    for start in range(len(units)):
        for length, senses in names.phrases.at(keys, start):
            mention = _mention(text, units, start, length, senses, lexicon, is_shouted=is_shouted)
            if mention is not None:
                found.append((-(mention.end - mention.start), mention.senses[0].strength, start, mention))
                break
    for start, length, senses in _with_owners(units, names):
        mention = _mention(text, units, start, length, senses, lexicon, is_shouted=is_shouted)
        if mention is not None:
            found.append((-(mention.end - mention.start), mention.senses[0].strength, start, mention))
    chosen: list[Mention] = []
    for *_, mention in sorted(found, key=lambda entry: entry[:3]):
        if not any(mention.start < other.end and other.start < mention.end for other in chosen):
            if _is_cue_longer(units, mention, lexicon) and not SYMBOL.fullmatch(mention.text):
                continue
            chosen.append(mention)
    chosen += _letters(text, units, chosen)
    chosen += _misspelt(text, units, chosen, names, lexicon)
    return _joined(text, sorted(chosen, key=lambda mention: mention.start), names)


#: Words that set an owner before a name in which he stands: the critical minerals framework of the G20, G20の枠組み.
GENITIVES: Final = frozenset(["の", "का", "की", "के", "ka", "ki", "ke"])


def _with_owners(units: Sequence[Unit], names: Names) -> Iterator[tuple[int, int, list[Sense]]]:
    """Names in which a question sets a genitive behind their owner: where each begins, and over how many units."""
    keys = [unit.key for unit in units]
    for place, unit in enumerate(units):
        if unit.text in GENITIVES:
            without = keys[:place] + keys[place + 1 :]
            for start in range(place):
                for length, senses in names.phrases.at(without, start):
                    kept = [sense for sense in senses if sense.strength <= ALIAS and kind_of(sense.iri) in OWNED]
                    if start + length > place and kept:
                        yield start, length + 1, kept


def _joined(text: str, mentions: Sequence[Mention], names: Names) -> tuple[Mention, ...]:
    """Mentions, a misspelt one made one with what stands before it and belongs to its name: its countries, a firm."""
    kept: list[Mention] = []
    for mention in mentions:
        words = names.words.get(mention.corrected, ())
        is_long = bool(mention.of_kind(*OWNED))
        words = words or tuple(key for iri in mention.of_kind(*OWNED) for key in names.words.get(iri, ()))
        while (
            kept
            and (mention.corrected or (is_long and kept[-1].of_kind("actor", "framework")))
            and BETWEEN.fullmatch(text[kept[-1].end : mention.start])
        ):
            before = frozenset(key_of(kept[-1].text))
            if not any(before <= known for known in words):
                break
            first = kept.pop()
            said = text[first.start : mention.end]
            mention = Mention(first.start, mention.end, said, mention.senses, corrected=mention.corrected)
        kept.append(mention)
    return tuple(_of_one_firm(text, kept, names))


def _of_one_firm(text: str, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """Mentions, two in a row made one where they are the beginning of one name: Maruti, which is Suzuki's."""
    kept: list[Mention] = []
    for mention in mentions:
        first = kept[-1] if kept else None
        if first and first.of_kind("actor") and mention.of_kind("actor") and text[first.end : mention.start] in GAPS:
            said = frozenset(key_of(text[first.start : mention.end]))
            whole = [iri for iri in first.of_kind("actor") if any(said <= known for known in names.words.get(iri, ()))]
            if whole and not any(iri in mention.of_kind("actor") for iri in whole):
                senses = tuple(sense for sense in first.senses if sense.iri in whole)
                mention = Mention(first.start, mention.end, text[first.start : mention.end], senses)
                kept.pop()
        kept.append(mention)
    return kept


def _mention(
    text: str,
    units: Sequence[Unit],
    start: int,
    length: int,
    senses: Sequence[Sense],
    lexicon: Lexicon,
    *,
    is_shouted: bool,
) -> Mention | None:
    first, last = units[start], units[start + length - 1]
    said = POSSESSIVE.sub("", text[first.start : last.end])
    said = said[:-1] if ACRONYM.fullmatch(said) else said
    is_weak = False
    if first.is_cjk and APART.search(said):
        return None
    if HIRAGANA.fullmatch(said) and HIRAGANA.match(text[: first.start][-1:]):
        # Inside a word of grammar: potash in "easily", わかりやすく.
        return None
    if length == 1:
        key = first.key
        if len(said) == 1 and first.is_cjk and (said in LETTERS or _is_within_a_word(text, first)):
            return None
        if len(said) <= 2 and said.isascii() and key not in SHORT_NAMES:
            senses = [sense for sense in senses if sense.written == said]
            if is_shouted and len(units) > 2 and key in lexicon.fillers:
                return None
        elif len(said) <= 2 and said.isascii():
            exact = [sense for sense in senses if sense.written == said]
            senses = exact or [sense for sense in senses if kind_of(sense.iri) != "material"]
        is_code = is_symbol(text, units, start)
        if is_code and any(sense.written == said for sense in senses):
            senses = [sense for sense in senses if sense.written == said]
        elif said.isupper() and lexicon.is_ordinary(key) and HAN_OR_KATAKANA.match(text[first.end :]):
            # A part of a word of two scripts: information technology, IT企業.
            return None
        elif (not said.isupper() or is_shouted) and fold(said) in lexicon.words and key not in SHORT_NAMES:
            # "are" is no code of a country, and "does" no ministry: such names are known by their capitals.
            return None
        senses = [sense for sense in senses if sense.written in ("", said) or key in SHORT_NAMES]
        if said == "us" and start and units[start - 1].key in PRONOUN_AFTER:
            return None
        is_named = key in SHORT_NAMES and start > 0 and units[start - 1].key in NAMED_AFTER
        if not first.is_cjk and lexicon.is_ordinary(key) and not is_named and not is_code:
            is_weak = not said[:1].isupper() or (start == 0 and not said.isupper()) or (is_shouted and len(units) > 2)
    if not senses:
        return None
    best = min(sense.strength for sense in senses)
    if (
        best == CORE
        and length > 1
        and not first.is_cjk
        and all(lexicon.is_ordinary(unit.key) for unit in units[start : start + length])
    ):
        is_weak = True
    return Mention(first.start, last.end, said, _likeliest(senses), is_weak)


def _likeliest(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """The surest of some senses; a project is called by its place."""
    ordered = sorted(senses, key=lambda sense: (sense.strength, sense.iri))
    kept = [sense for sense in ordered if sense.strength == ordered[0].strength]
    if any(kind_of(sense.iri) == "place" for sense in kept):
        kept += [sense for sense in ordered if kind_of(sense.iri) in PLACED and sense not in kept]
    return tuple([sense for sense in kept if kind_of(sense.iri) != "source"] or kept)


def _is_within_a_word(text: str, unit: Unit) -> bool:
    """Whether a name of one character stands inside a longer word: gold in a subsidy, 補助金."""
    before, after = text[: unit.start][-1:], text[unit.end :][:1]
    return HAN.match(before) is not None or text[unit.start : unit.end + 1] in COMPOUNDS or after == "々"


def _is_cue_longer(units: Sequence[Unit], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the words of a name are part of a longer turn of phrase."""
    keys = [unit.key for unit in units]
    for start, unit in enumerate(units):
        if unit.start > mention.start:
            return False
        for length, _ in lexicon.cues.at(keys, start):
            end = units[start + length - 1].end
            if end >= mention.end and end - unit.start > mention.end - mention.start:
                return True
    return False


def _letters(text: str, units: Sequence[Unit], chosen: Sequence[Mention]) -> list[Mention]:
    free = [unit for unit in units if not any(m.start <= unit.start < m.end for m in chosen)]
    found: list[Mention] = []
    run: list[Unit] = []
    for unit in [*free, None]:
        if unit is not None and unit.text in LETTERS and (not run or run[-1].end == unit.start):
            run.append(unit)
            continue
        if len(run) == 1 and TOWARDS.search(text[: run[0].start]):
            # Exports to Japan, a dependence on China: 対日輸出, 対中依存.
            found += [Mention(run[0].start, run[0].end, run[0].text, (_letter(run[0].text),))]
        elif len(run) == 1 and UNION.match(text, run[0].end) and not DAYS.search(text[: run[0].start]):
            found += [Mention(run[0].start, run[0].end, run[0].text, (_letter(run[0].text),))]
        elif len(run) > 1 and not DAYS.search(text[: run[0].start]) and not _is_word_before(text, run[0], chosen):
            found += [Mention(each.start, each.end, each.text, (_letter(each.text),)) for each in run]
        run = [unit] if unit is not None and unit.text in LETTERS else []
    return found


def _letter(letter: str) -> Sense:
    return Sense(f"{ns.ID}actor/{LETTERS[letter]}", 1)


def _is_word_before(text: str, unit: Unit, chosen: Sequence[Mention]) -> bool:
    """Whether a run of letters goes on with a word, whose last part it then is: 参加中 is no Canada and China."""
    if any(mention.end == unit.start for mention in chosen):
        return False
    return HAN.match(text[: unit.start][-1:]) is not None and not COUNTER.search(text[: unit.start])


def _misspelt(
    text: str, units: Sequence[Unit], chosen: Sequence[Mention], names: Names, lexicon: Lexicon
) -> list[Mention]:
    """Names that are written with other spaces, or wrongly, among what is neither a name nor an ordinary word."""

    def is_free(unit: Unit) -> bool:
        return not any(m.start <= unit.start < m.end for m in chosen)

    keys = [unit.key for unit in units]
    said_otherwise = {
        unit.start
        for phrases in (lexicon.cues, lexicon.concepts)
        for start in range(len(units))
        for length, _ in phrases.at(keys, start)
        for unit in units[start : start + length]
    }
    found: list[Mention] = []
    unknown = [
        place
        for place, unit in enumerate(units)
        if is_free(unit)
        and unit.start not in said_otherwise
        and not unit.is_cjk
        and len(unit.key) > 2
        and not unit.key.isdigit()
        and not lexicon.is_ordinary(unit.key)
        and not lexicon.is_unlike(unit.text)
    ]
    for place in unknown:
        if any(m.start <= units[place].start < m.end for m in found):
            continue
        best: tuple[float, int, int, str] | None = None
        for start in range(max(0, place - 4), place + 1):
            for end in range(place + 1, min(len(units), place + 6) + 1):
                window = units[start:end]
                if not all(is_free(unit) and not unit.is_cjk for unit in window):
                    continue
                spelt = join([unit.key for unit in window])
                near = _near_name(spelt, names)
                if near is None:
                    continue
                name, distance = near
                is_rare = not _is_common(names.phrases.entries[names.joined[name]])
                if distance and len(spelt) < SAFE and is_rare and not _is_short_slip(window, spelt, name):
                    continue
                if distance and not _is_slip(window, names.joined[name], said_otherwise, lexicon):
                    continue
                score = distance / len(spelt) - 0.02 * len(window)
                if best is None or score < best[0]:
                    best = (score, start, end, name)
        if best is not None:
            _, start, end, name = best
            first, last = units[start], units[end - 1]
            senses = _likeliest(names.phrases.entries[names.joined[name]])
            said = text[first.start : last.end]
            is_exact = join([unit.key for unit in units[start:end]]) == name
            found.append(Mention(first.start, last.end, said, senses, corrected="" if is_exact else senses[0].iri))
    return found


def _is_slip(window: Sequence[Unit], key: tuple[str, ...], said: set[int], lexicon: Lexicon) -> bool:
    """Whether a stretch is a name with a slip of the pen: word by word, where it has ordinary words in it too."""
    if len(window) == len(key):
        return all(
            OSA.distance(unit.key, part) <= max(1, len(part) // 5)
            or sorted(unit.key) == sorted(part)
            or fold(unit.text).startswith(part[:4])
            for unit, part in zip(window, key, strict=True)
        )
    return not any(unit.start in said or unit.key in lexicon.fillers for unit in window)


def _is_short_slip(window: Sequence[Unit], spelt: str, name: str) -> bool:
    """Whether two letters of a short name are swapped, or one is missing in the midst of an acronym."""
    is_missing = len(name) == len(spelt) + 1 and name[-1] == spelt[-1]
    return sorted(spelt) == sorted(name) or (is_missing and len(window) == 1 and window[0].text.isupper())


def _is_common(senses: Sequence[Sense]) -> bool:
    """Whether a name is one of those that people know: of a material, a framework or a country, not of a firm."""
    return any(kind_of(sense.iri) in ("material", "framework") or sense.strength == LABEL for sense in senses)


def _near_name(spelt: str, names: Names) -> tuple[str, int] | None:
    """The name that a spelling is a slip of, and by how many letters."""
    if spelt not in names.slips:
        if len(names.slips) >= MOST_SLIPS:
            names.slips.clear()
        names.slips[spelt] = _near(spelt, names.joined)
    return names.slips[spelt]


def _near(spelt: str, joined: Mapping[str, tuple[str, ...]]) -> tuple[str, int] | None:
    if spelt in joined:
        return spelt, 0
    length = len(spelt)
    allowed = 0 if length < 4 else 1 if length < 8 else 2 if length < 13 else 3
    if not allowed:
        return None
    near = process.extractOne(spelt, joined.keys(), scorer=OSA.distance, score_cutoff=allowed)
    if near is None:
        return None
    name, distance, _ = near
    if distance > 1 and name[0] != spelt[0]:
        # Two slips, one of them at the beginning, make another name: Pakistan is no Kazakhstan.
        return None
    if length < SAFE and (name[0] != spelt[0] or len(name) < 4):
        return None
    if length < SAFE - 1 and sorted(name) != sorted(spelt) and (len(name) != length + 1 or name[-1] != spelt[-1]):
        # Of so short a word a letter may be missing inside, no more.
        return None
    return str(name), int(distance)
