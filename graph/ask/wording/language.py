"""Tells which language a question is put in, from its script and, in Latin letters, from its small words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

__all__ = ["LANGUAGES", "ROMAN_HINDI", "detect"]

LANGUAGES: Final = ("en", "ja", "hi")
KANA: Final = re.compile(r"[\u3040-\u309f\u30a0-\u30ff]")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
DEVANAGARI: Final = re.compile(r"[\u0900-\u097f]")
LATIN: Final = re.compile(r"[A-Za-z]+")
#: Words of Hindi in Latin letters and none of English.
ROMAN_HINDI: Final = frozenset(
    ["kaun", "kya", "hai", "hain", "kab", "kahan", "kitne", "kitna", "kitni", "mein", "ka", "ki", "ke", "ko", "se",
     "kiya", "kiye", "hui", "hue", "hua", "hote", "hota", "hoti", "raha", "rahe", "rahi", "karta", "karte", "karti",
     "karne", "kaunse", "kaunsi", "kaunsa", "konsa", "konse", "konsi", "kaha", "kahaan", "bhi", "sabse", "iska", "uska",
     "unka", "sabhi", "liye", "dono", "nahi", "nahin", "mujhe", "bataye", "bataen", "kin", "beech", "saath", "gaya",
     "gaye", "gayi", "diya", "wale", "wali", "kaise", "kitna", "kul", "yah", "yeh", "vah", "kisi", "kab", "sab",
     "kis", "kisne", "kar", "baat", "baare", "bare", "iske", "uske", "unke", "apne", "apna", "jata", "jaati",
     "jaata", "hone", "liya", "lena", "dena", "hoga", "hogi", "sakta", "sakte", "sakti", "wala", "abhi", "tak", "phir",
     "par", "pe", "ho", "koi", "kuch", "sath", "bhar", "duniya", "yahan", "wahan", "naam", "kitnon", "rakha", "konsi",
     "yaha", "inme", "usme", "isme", "jaise", "mujhko", "chahiye", "samay", "din", "saal", "ne", "paisa", "paise",
     "rupaye", "mili", "mila", "lagaya", "kyon", "kyun", "tha", "thi", "bharat", "desh", "khanij", "sadasya", "aur",
     "batao", "bataiye", "uski", "iski", "unki", "inki", "aaya", "aaye", "aayi", "jab", "tab", "kyunki", "lekin",
     "magar", "bhai", "yaar", "zara", "aata", "aate", "aati",
     "kiske", "kiska", "kiski", "kisko", "paas", "likhi", "likha", "likhe", "mita", "karo", "karein", "kare",
     "haal", "vaada", "vaade", "suchi", "dikhao", "samjhao", "kitno", "kahin", "nikalta", "nikalti", "bata",
     "raho", "rahega", "diye", "dii", "milta", "milti", "kon", "hisaab", "khadan", "aayat",
     "banega", "banegi", "banenge", "rajya", "rajyon",
     "milkar", "sirf", "jo", "jis", "jinke", "jiska", "usne", "isne", "unhone"]
)  # fmt: skip
#: Small words of English and none of Hindi: where one stands, a few words that both have tell nothing.
ENGLISH: Final = frozenset(
    ["the", "are", "was", "were", "of", "in", "which", "what", "who", "when", "where", "how", "does", "did", "has",
     "have", "and", "for", "with", "on", "by", "an", "a", "between", "from", "any", "about"]
)  # fmt: skip
ROMAN_JAPANESE: Final = frozenset(
    ["desu", "desuka", "wa", "ga", "dare", "nani", "itsu", "doko", "ka", "no", "ni", "wo", "nihon", "masu", "masuka"]
)


def detect(text: str) -> str:
    """The language of a question: the one that its grammar is in, where it mixes several.

    Kana and Devanagari carry grammar, so a few of them outweigh names in Latin letters.

    >>> detect("Which frameworks cover lithium?"), detect("MSPの加盟国は？"), detect("MSP के सदस्य कौन हैं?")
    ('en', 'ja', 'hi')
    >>> detect("MSP ke sadasya kaun hain")
    'hi'
    """
    counts = Counter(
        ja=2 * len(KANA.findall(text)) + len(HAN.findall(text)),
        hi=len(DEVANAGARI.findall(text)),
        en=sum(map(len, LATIN.findall(text))) // 4,
    )
    words = [word.lower() for word in LATIN.findall(text)]
    if not counts["ja"] and not counts["hi"] and words:
        spoken = sum(word in ROMAN_HINDI for word in words)
        if spoken * 3 >= len(words) or (spoken > 1 and not ENGLISH.intersection(words)):
            return "hi"
        if sum(word in ROMAN_JAPANESE for word in words) * 2 >= len(words):
            return "ja"
    return max(LANGUAGES, key=lambda language: (counts[language], -LANGUAGES.index(language)))
