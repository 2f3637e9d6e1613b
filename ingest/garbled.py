"""Sentences that machine translation or a wrong encoding broke, told by generic signals."""

from __future__ import annotations

import re

from ingest.limits import GARBLED_SIGNALS

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|《[^《》]*》")
# UTF-8 read as Latin-1 or GBK, and characters that stand for what could not be read.
_MOJIBAKE = re.compile(
    r"\ufffd|Ã[\x80-\xbf©¨¼¶¤«]|â€|ï¿½|锟斤拷|[烫屯]{3}|(?:[åæçèéä][\x80-\xbf¡-¿]){2}"
)
_PUNCTUATION_RUN = re.compile(
    r"[,，;；、:：]{3,}|\?{3,}|？{3,}|[,，、;；]\s*[,，；;、]|。。|[,，、;；]。"
)
_COMMA_PHRASE = re.compile(r"[,，、;；:：.。]")
_COORDINATED_ZH = re.compile(r"(?:^|[，、；,])([\u4e00-\u9fff]{2,8})[和与及]\1(?=[，。；、,]|$)")
_TOKEN = re.compile(r"[a-z][a-z'’-]*|[^\w\s]")
_LONGEST_STUTTER = 4
_LONG_REPEAT = 5
_LONG_REPEAT_WITHIN = 12


def is_garbled(sentence: str) -> bool:
    """Whether ``sentence`` is broken: repetition without sense, or lost characters.

    Names in quotes are left out: a translated name may repeat a word.
    """
    if _MOJIBAKE.search(sentence):
        return True
    text = _QUOTED.sub("0", sentence)
    signals = len(_PUNCTUATION_RUN.findall(text)) + _repeated_phrases(text)
    if not text.isascii():
        signals += len(_COORDINATED_ZH.findall(text))
    return signals + _stutters(text.lower()) >= GARBLED_SIGNALS


def _repeated_phrases(text: str) -> int:
    """How many comma phrases stand again right after themselves or after one other phrase."""
    phrases = [phrase.strip().casefold() for phrase in _COMMA_PHRASE.split(text)]
    if len(set(phrases)) == len(phrases):
        return 0
    count = 0
    for index, phrase in enumerate(phrases):
        if len(phrase) < 2 or not any(char.isalpha() for char in phrase):
            continue
        if phrase in phrases[max(0, index - 2) : index]:
            count += 1
    return count


def _stutters(text: str) -> int:
    """How often English words say themselves again: "level level", "the world and the world".

    A run of five words that returns within twelve counts as two signals.
    """
    tokens = _TOKEN.findall(text)
    last: dict[str, int] = {}
    signals = 0
    for index, token in enumerate(tokens):
        before = last.get(token)
        last[token] = index
        if before is None or not token[0].isalpha():
            continue
        gap = index - before
        if gap <= _LONGEST_STUTTER and tokens[before:index] == tokens[index : index + gap]:
            signals += gap > 1 or len(token) >= 3
        elif (
            3 <= gap <= _LONGEST_STUTTER + 1
            and tokens[index - 1] == "and"
            and tokens[before : index - 1] == tokens[index : index + gap - 1]
        ):
            signals += 1
        elif _LONG_REPEAT <= gap <= _LONG_REPEAT_WITHIN:
            run = tokens[index : index + _LONG_REPEAT]
            signals += 2 * (
                len(run) == _LONG_REPEAT and tokens[before : before + _LONG_REPEAT] == run
            )
    return signals
