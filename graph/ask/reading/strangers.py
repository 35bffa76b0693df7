"""Tells what does not belong: text meant for a program, and words that look like names and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.language import detect
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import stem

__all__ = ["CODE", "find_unknown_names", "is_bearing", "is_noun", "is_verb"]

#: Text for a program, and orders to one.
CODE: Final = re.compile(
    r"<\s*/?\s*(?:script|img|iframe|svg|html)|javascript:|\b(?:drop|delete|insert|truncate|update)\s+(?:table|from|into|database|data|graph|where)\b"
    r"|\bselect\b.+\b(?:where|from)\b|\bunion\s+select\b|'\s*(?:or|and)\s+'?\d|--\s*$|;\s*(?:drop|delete|select)\b|\{\{.*\}\}|\$\{.*\}"
    r"|ignore\s+(?:all\s+|any\s+|your\s+|the\s+)*(?:previous|prior|above|earlier|preceding|instructions|rules)|disregard\s+(?:all|any|your|the|previous|prior)"
    r"|system\s+prompt|you\s+are\s+now|pretend\s+(?:to\s+be|you)|act\s+as\s+(?:a|an|if)|jailbreak|developer\s+mode|reveal\s+(?:your|the)\s+(?:prompt|instructions|password|key|secret)"
    r"|\b(?:delete|erase|wipe|destroy|drop|shut\s+down|reboot|overwrite|corrupt)\s+(?:(?:the|this|your|all|every|entire|whole|my|of|out)\s+)*(?:database|db|tables?|data|records?|servers?|files?|graph|disk|system)\b"
    r"|(?:データベース|データ|テーブル|サーバー?|ファイル|グラフ|システム|記録)(?:を|の内容を|の中身を)?(?:全部|すべて|全て|全件|丸ごと|今すぐ)*(?:を)?(?:削除|消去|初期化|破棄|改ざん|書き換え|停止|シャットダウン|消|破壊)(?:し|す|せ|え)"
    r"|(?:डेटाबेस|डाटाबेस|डेटा|डाटा|टेबल|सर्वर|रिकॉर्ड|फ़ाइल|फाइल)\S*\s(?:\S+\s){0,3}(?:मिटा|हटा|डिलीट|नष्ट|साफ़?)\S*\s?(?:कर\s)?(?:दो|दें|दीजिए|दे|डालो|करो|करें)"
    r"|\b(?:database|data|table|server|record)\w*\s(?:\w+\s){0,3}(?:delete|mita|hata|uda|saaf|nasht)\s?(?:kar\s)?(?:do|den|dijiye|de|dalo|karo)\b"
    r"|/etc/passwd|\.\./|rm\s+-rf|\bexec\s*\(|\beval\s*\(|__import__|OPTIONAL\s*\{|FILTER\s*\("
    r"|(?:これまで|以前|前|上記|すべて|全て)の?(?:の)?(?:指示|命令|ルール)を?(?:すべて)?無視|指示を無視|システムプロンプト|पिछले\s+(?:सभी\s+)?निर्देश|निर्देशों?\s+(?:को\s+)?(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल)|सिस्टम\s+प्रॉम्प्ट",
    re.IGNORECASE | re.DOTALL,
)
#: What makes a word before it a noun, in Hindi.
POSTPOSITION: Final = re.compile(
    r"\s+(?:का|की|के|ने|को|में|से|द्वारा|ka|ki|ke|ne|ko|mein|me|se|dwara)(?=\s|$)", re.IGNORECASE
)


def is_noun(words: Sequence[str], text: str) -> bool:
    """Whether a word that nobody knows is a noun of Hindi: perhaps the name that the question is about."""
    is_hindi = detect(text) == "hi"
    return any(
        ("\u0900" <= word[0] <= "\u097f" or is_hindi) and POSTPOSITION.match(text, text.find(word) + len(word))
        for word in words
    )


#: What makes a word of English a verb: a small word behind it, and none before it that a noun has.
VERB: Final = (
    r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )(?<!\bfor )(?<!\bon )(?<!\babout )(?<!\bin )"
    r"\b{}\s+(?:on|upon|to|from|with|at|out|up|off|into|around)\b"
)


def is_verb(word: str, text: str) -> bool:
    """Whether a word that nobody knows stands where a verb of English does, and so names nothing.

    >>> is_verb("rest", "How many sources does all this rest on?"), is_verb("whales", "promises about whales")
    (True, False)
    """
    return word.isascii() and re.search(VERB.format(re.escape(word)), text, re.IGNORECASE) is not None


def is_bearing(word: str, text: str) -> bool:
    """Whether a word that nobody knows stands before a word for what bears names, or for what those do that bear them.

    >>> is_bearing("शक्तिमान", "शक्तिमान खनिज गठबंधन में कौन हैं?"), is_bearing("क्रिकेट", "आज का क्रिकेट मैच कब है?")
    (True, False)
    """
    behind = text[text.find(word) + len(word) :] if word in text else ""
    return read_pattern("bearing").match(behind) is not None


def find_unknown_names(utterance: Utterance, names: Names) -> list[str]:
    """Words that look like names and are none: capitalised inside a sentence, acronyms, katakana."""
    found = []
    for word in utterance.unknown:
        place = utterance.text.find(word)
        # In Hindi no sentence begins with a capital for being one.
        is_first = place == 0 and utterance.language != "hi"
        is_capital = (
            word[:1].isupper() and (not is_first or word.isupper()) and utterance.text.upper() != utterance.text
        )
        is_katakana = re.fullmatch(r"[\u30a0-\u30ff]{2,}", word) is not None
        # A customs code that nobody knows is a name in any script.
        is_code = word.startswith("HS ")
        if (is_capital and stem(word) not in names.parts | names.vocabulary) or is_katakana or is_code:
            found.append(word)
    return found
