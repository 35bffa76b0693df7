"""Tells whether a question wants yes or no, by its grammar: an auxiliary verb in front, か behind, क्या in front."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

__all__ = ["INTERROGATIVES", "is_absence", "is_denial", "is_open", "is_past", "is_polar", "is_present", "is_twofold"]

INTERROGATIVES: Final = frozenset(["who", "what", "which", "when", "where", "why", "how_many", "how_much"])
#: What people say before the question itself.
OPENINGS: Final = (
    r"(?:two|three|five|ten|\d+|a|one|some) (?:years?|months?) ago|(?:last|this) year|earlier|previously",
    r"(?:in|by|since) (?:\w+ )?\d{4}",
    r"so|and|but|hey|hi|hello|ok|please|well|then|now|also|whether|if",
    r"(?:could|can) you (?:tell me|confirm|check) (?:if|whether)",
    r"tell me (?:if|whether)",
    r"(?:(?:could|can|would|will) you (?:please |kindly )?)?(?:please |kindly )?(?:tell|let) (?:me|us)(?: know)?",
    r"i(?: want|'d like| would like) to know (?:if|whether)",
    r"do you know (?:if|whether)",
    r"is it (?:true|correct|right|the case) that",
    r"(?:please )?(?:confirm|check|verify) (?:that|if|whether)",
)
VERBS: Final = (
    r"is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|isn't|aren't|wasn't|weren't|doesn't|don't"
    r"|didn't|hasn't|haven't"
)
ASKING_VERB: Final = re.compile(rf"^(?:(?:{'|'.join(OPENINGS)})[,:;]?\s+)*(?P<verb>{VERBS})\b", re.IGNORECASE)
#: The same behind an opening of other words: quick one - is tin on it?
BEHIND: Final = re.compile(rf"[:;,\u2014\u2013]\s+(?:{VERBS})\b|\s-\s+(?:{VERBS})\b", re.IGNORECASE)
#: "Can you list …" is no question of yes or no.
REQUEST: Final = re.compile(
    r"(?:can|could|would|will|do) (?:you|i|we)\b.*\b(?:tell|list|name|show|give|explain|describe|know)\b"
    r"(?!.*\b(?:if|whether)\b)",
    re.IGNORECASE,
)
EMBEDDED: Final = re.compile(
    r"\b(?:if|whether)\b|is it (?:true|correct|right|the case) that|true or false|(?:confirm|check|verify) that"
    r"|,\s*(?:right|correct|isn't it|aren't they|aren't they|doesn't it"
    r"|wasn't (?:it|he|she)|weren't they|didn't (?:it|they)|hasn't it|haven't they|isn't that so"
    r"|yes or no|true|no)\s*\??\s*$",
    re.IGNORECASE,
)
QUESTION_WORD: Final = re.compile(r"\bwh(?:o|om|ose|at|ich|en|ere|y)\b|\bhow\b", re.IGNORECASE)
JAPANESE: Final = re.compile(
    r"(?:か|(?<![もそあこ])の|よね|でしょう|本当)\s*[?？。]*\s*$|かどうか|本当に|本当か|(?:る|た|ます|です|ました"
    r"|いる|ある|(?:に|は|も)ない)\s*[?？]\s*$"
)
#: Something, someone and somewhere, in Japanese, and words that ask.
SOMETHING: Final = re.compile(r"(?:何|なに|誰|だれ|どこ)か(?![国所月年らヵカ])")
#: At the end behind its subject the same words ask what or who something is: 文書は何か.
WHAT_IS: Final = re.compile(r"(?:は|が|とは|って|は、)(?:何|なに|誰|だれ|どこ|いつ|どれ|いくつ)か\s*[?？。]*\s*$")
ASKED: Final = re.compile(r"何|なに|誰|だれ|どこ|どの|どれ|いつ|いくつ")
#: Words that pick one of several, whatever else they are a part of: at which stage.
PICKING: Final = re.compile(r"どの(?!くらい|程度)|どこ|どちら(?!も)|どなた|誰|(?<!お)いつ(?!も|でも|か)")
#: A request put as a question, in Japanese: would you tell me?
ASKING_FOR: Final = re.compile(
    r"(?:(?:て|で)(?:いただけ|頂け|もらえ|貰え|くれ|くださ|下さ|ほしい)[^。?？]{0,8}|(?:お願い|お聞かせ|ご教示|ご紹介)[^。?？]{0,10})"
    r"(?:か|の)?\s*[?？。]*\s*$"
)
#: The same where it asks whether something is so after all.
WHETHER: Final = re.compile(r"かどうか|か否か|(?:です|ます|した|る|い)か(?:を)?(?:、|教え|お教え)")
#: Words that ask how, in Japanese.
HOW: Final = re.compile(r"どちら(?!も|か|に)|どっち(?!も|か)|どう(?!か)|どのよう|どんな|いかが|いくら")
#: A statement that is asked, in Hindi.
HINDI_STATED: Final = re.compile(r"(?:हुआ|हुई|हुए|गया|गई|गए|है|हैं|था|थी|थे|चुका|चुकी|चुके)\s*[?？]\s*$")
HINDI_WHAT: Final = re.compile(
    r"क्या\s+(?:है|हैं|था|थी|थे|हुआ|हुई|हुए|कहा|कहता|कहती|कवर|अपनाया|शामिल\s+(?:है|हैं)\b|hai|hain|tha|hua)"
)
HINDI: Final = re.compile(
    r"^\s*(?:(?:और|तो|कृपया|बताइए|बताएं|बताओ|मुझे बताएं)[, ]+)*(?:कि\s+)?(?:क्या|kya)\s"
    r"|क्या\s*[?？]\s*$|(?:है|हैं|था|थी|थे|या|ई|आ|[\u0915-\u0939\u093c][ाीे]|\bhain?|\bth[aie]|\w[iu]?ya|\w[iu]yi|\bhu[aie])\s+(?:क्या|kya)\s*[?？।]*\s*$"
    r"|क्या यह (?:सच|सही)|है ना|है न\b|या नहीं"
    r"|,\s*(?:यह )?(?:सही|ठीक|सच|sahi|sach|theek)(?: है| hai)?(?: ना?| na)?\s*[?？।]*\s*$",
    re.IGNORECASE,
)


PAST: Final = re.compile(
    r"^\W*(?:\w+,?\s+)?(?:was|were|did|had)\b"
    r"|^[^,?]*,\s*(?:was|were|did)\b|\b(?:was|were)\b[^?]*,\s*(?:was|were)n['’]t\b"
    r"|\b(?:ever|used to|formerly|previously|in the past|once)\b"
    r"|\bhas\b.*\bbeen\b"
    r"|(?:でした|いました|ていた|だった|ました|たことが)(?:か|の|です|ある|あり|[?？]|$)|以前|かつて|過去に"
    r"|था|थी|थे|कभी|पहले कभी",
    re.IGNORECASE,
)


#: What is so now, in verbs that tell of joining too: "is taking part", 参加しています, शामिल है.
PRESENT: Final = re.compile(
    r"^\W*(?:is|are)\b|て(?:い|お)?(?:る|ます|ります)(?:か|の|です|[?？。]|$)|(?<!हुआ )(?<!हुई )(?<!गया )(?<!गई )हैं?\W*$",
    re.IGNORECASE,
)
#: A question of yes or no with one for the day behind it: is it so, and since when?
TWOFOLD: Final = re.compile(
    r"(?:ます|です|る|た|ている)か[、,，。.?？\s].*(?:いつ|何年)|(?:いつ|何年).*[、,，。]\s*(?:また|そして)?.*(?:ますか|ですか)"
    r"|^\s*(?:क्या|kya)\s.*\s(?:कब|kab)\b"
    r"|\b(?:is|are|was|were|does|do|has|have)\b[^?]*[,?]\s*(?:and|if so|since|from)\b.*\b(?:when|how long)\b",
    re.IGNORECASE,
)


#: Frames around a statement that is asked, of which "yes" says that it is so, negation and all.
STATED: Final = re.compile(
    r"\b(?:true|correct|right|the case|so|a fact) that\b|\b(?:confirm|verify|check) (?:that|whether|if)\b"
    r"|^\W*true or false"
    r"|,\s*(?:right|correct|true|yes|is (?:it|he|she|that so)|are they|does (?:it|he|she)|do they|did (?:it|they)"
    r"|was (?:it|he|she)|were they|has (?:it|he|she)|have they)\W*$"
    r"|(?:सच|सही|ठीक|sach|sahi|theek)\s(?:है|था|hai|tha)?\s*(?:न\s)?(?:,\s*)?(?:कि|ki|की)(?=\s)"
    r"|[,।]\s*(?:यह )?(?:सही|ठीक|सच)(?:\s(?:है|ना?))*\s*[?？।]*\s*$"
    r"|(?:है|हैं|था|थे) ना?\W*$",
    re.IGNORECASE,
)
#: A main verb that is denied, by language; in Japanese that of the sentence, and no rhetorical one.
DENIED: Final = re.compile(r"\b(?:not|never|nor|cannot)\b(?! only)|n['’ʼ]t\b|नहीं|नही(?!ं)|\bnahi", re.IGNORECASE)
#: That something lies outside of a group or list, which denies that it belongs to it without any "not".
ABSENT: Final = re.compile(
    r"^\W*(?:so,?\s+)?(?:is|are|was|were)\b[^?,]*\b"
    r"(?:out of|outside(?: of)?|absent from|missing from|excluded from|left out of)\b"
    r"|^\W*(?:so,?\s+)?(?:does|do|did|has|have)\b[^?,]*\b(?:leav\w+\s+(?:\S+\s+){0,4}?out|left\s+(?:\S+\s+){0,4}?out"
    r"|omit\w*|exclud\w+|pass\w* over|lack\w*)\b"
    r"|(?:除外|対象外と|無視|省略?)して(?:い|お)?(?:る|ます|ました|た)(?:の|ん)?(?:です)?(?:か|よね|ね)*[?？。]*\s*$"
    r"|(?:को|ko)\s+(?:बाहर\s+(?:रखत|छोड़त|कर)|छोड़\s?(?:देत|त|दिय|रख)|bahar\s+rakht|chhod\s?(?:det|diy))\S*(?:\s+(?:है|हैं|था|थे|hai|hain|tha))*\W*$"
    r"|(?:外れ|漏れ|もれ|抜け落ち)て(?:い|お)?(?:る|ます|ました|た)(?:の|ん)?(?:です)?(?:か|よね|ね)*[?？。]*\s*$"
    r"|の(?:圏外|枠外|外)です(?:か)?[?？。]*\s*$"
    r"|(?:से|\bse)\s+(?:बाहर|bahar|baahar)\s+(?:है|हैं|था|थी|थे|hain?|th[aei])\W*$",
    re.IGNORECASE,
)
NO_LONGER: Final = re.compile(r"\bno longer\b", re.IGNORECASE)
JAPANESE_DENIED: Final = re.compile(
    r"(?:ない|なかった|ません|ませんでした)(?:の|ん)?(?:です|だ|でしょう)?(?:か|よね|ね|の)*"
    r"(?:って|という(?:の|こと|話)|と(?:いう)?(?:の|こと)?)?(?:は|が)?(?:、)?(?:本当|事実|正し|間違い|合って)?[^、。？?]{0,8}[?？。]*\s*$"
)
RHETORICAL: Final = re.compile(
    r"(?:では|じゃ)(?:ない|ありません)(?:の|ん)?(?:です)?か[?？。]*\s*$|かどうか|か否か|ないか、"
)


def is_denial(text: str, language: str) -> bool:
    """Whether a question of yes or no asks if something is not so, so that "yes" means that it is not.

    An English question that only begins with a denied verb expects that it is so.

    >>> is_denial("Is it true that Japan is not a member?", "en"), is_denial("Isn't Japan a member?", "en")
    (True, False)
    >>> is_denial("日本は入っていないって本当？", "ja"), is_denial("日本は入っていますか", "ja")
    (True, False)
    """
    if is_absence(text):
        return True
    if language == "ja":
        return JAPANESE_DENIED.search(text) is not None and RHETORICAL.search(text) is None
    if NO_LONGER.search(text):
        return True
    is_statement = STATED.search(text) is not None or (language == "en" and ASKING_VERB.match(text) is None)
    return is_statement and DENIED.search(text) is not None


def is_absence(text: str) -> bool:
    """Whether a question of yes or no asks if something lies outside of what it names.

    >>> is_absence("Is India out of IPEF pillar 1?"), is_absence("スズはリストから漏れていますか")
    (True, True)
    >>> is_absence("Did India pull out of IPEF?")
    False
    """
    return ABSENT.search(text) is not None


def is_twofold(text: str) -> bool:
    """Whether a question wants yes or no and a day as well.

    >>> is_twofold("リチウムは載っていますか、いつからですか"), is_twofold("क्या लिथियम सूची में है, और कब से?")
    (True, True)
    >>> is_twofold("Since when is lithium listed?")
    False
    """
    return TWOFOLD.search(text) is not None


def is_open(text: str) -> bool:
    """Whether a question that is none of yes or no has a word for what it asks; in Japanese a verb may ask for either.

    >>> is_open("どの鉱物を挙げていますか"), is_open("黒鉛を挙げていますか"), is_open("Which minerals?")
    (True, False, True)
    """
    is_japanese = re.search(r"[\u3040-\u30ff]", text) is not None
    return not is_twofold(text) and (not is_japanese or ASKED.search(text) is not None or HOW.search(text) is not None)


def is_past(text: str) -> bool:
    """Whether the question is about what was: then what has ended counts.

    >>> is_past("Was India a member?"), is_past("Is India a member?"), is_past("インドは加盟していましたか")
    (True, False, True)
    """
    return PAST.search(text) is not None


def is_present(text: str) -> bool:
    """Whether the question is about what is so now, by its verb.

    >>> is_present("日本は参加していますか"), is_present("日本は参加しましたか"), is_present("Did Japan join?")
    (True, False, False)
    """
    return PRESENT.search(text) is not None and not is_past(text)


def is_polar(text: str, language: str, cues: Set[str]) -> bool:
    """Whether the question wants yes or no; ``cues`` are those found in it.

    >>> is_polar("Is India in the Quad?", "en", set()), is_polar("Can you list the members?", "en", set())
    (True, False)
    >>> is_polar("インドは加盟国ですか", "ja", set()), is_polar("加盟国はどこですか", "ja", {"where"})
    (True, False)
    >>> is_polar("क्या भारत सदस्य है?", "hi", {"what"}), is_polar("फोर्ज क्या है?", "hi", {"what"})
    (True, False)
    """
    asked = INTERROGATIVES & cues
    if language == "hi":
        if HINDI_WHAT.search(text) and not re.match(r"\s*(?:क्या|kya)\s", text):
            return False
        if HINDI_STATED.search(text) and not asked:
            return True
        return HINDI.search(text) is not None and not asked - {"what", "which"}
    if language == "ja":
        if WHAT_IS.search(text):
            return False
        if SOMETHING.search(text) and not ASKED.search(SOMETHING.sub("", text)):
            asked -= {"what", "who", "where"}
        if ASKING_FOR.search(text):
            return WHETHER.search(text) is not None and not asked
        is_open = HOW.search(text) or PICKING.search(SOMETHING.sub("", text))
        return JAPANESE.search(text) is not None and not asked and not is_open
    verb = ASKING_VERB.match(text)
    if verb is None and BEHIND.search(text) is not None and QUESTION_WORD.search(text) is None:
        return True
    if verb is None:
        return EMBEDDED.search(text) is not None and QUESTION_WORD.search(text) is None
    return REQUEST.match(text[verb.start("verb") :]) is None
