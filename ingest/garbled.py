"""Sentences that machine translation or a wrong encoding broke, told by generic signals."""

from __future__ import annotations

import re

from ingest.limits import GARBLED_SIGNALS

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|《[^《》]*》")
# UTF-8 read as Latin-1 or GBK, and characters that stand for what could not be read.
_MOJIBAKE = re.compile(r"\ufffd|Ã[\x80-\xbf©¨¼¶¤«]|â€|ï¿½|锟斤拷|[烫屯]{3}|(?:[åæçèéä][\x80-\xbf¡-¿]){2}")
_PUNCTUATION_RUN = re.compile(r"[,，;；、:：]{3,}|\?{3,}|？{3,}|[,，、;；]\s*[,，;；、]|。。|[,，、;；][。]")
_COMMA_PHRASE = re.compile(r"[,，、;；:：.。]")
_COORDINATED = re.compile(r"\b((?:\w+\s+){1,3}\w+)\s*,?\s+and\s+\1\b", re.IGNORECASE)
_ADJACENT_EN = re.compile(r"\b([a-z]{3,}(?:\s+[a-z]{2,}){0,3})\s+\1\b", re.IGNORECASE)
_COORDINATED_ZH = re.compile(r"(?:^|[，、；,])([\u4e00-\u9fff]{2,8})[和与及]\1(?=[，。；、,]|$)")
_LONG_REPEAT_EN = re.compile(r"\b((?:\w+\W+){4,8}\w+)\W+(?:\w+\W+){0,3}\1\b", re.IGNORECASE)


def is_garbled(sentence: str) -> bool:
    """Whether ``sentence`` is broken: enough signals of repetition without sense, or lost characters.

    Names in quotes are left out: a translated name may repeat a word.
    """
    if _MOJIBAKE.search(sentence):
        return True
    text = _QUOTED.sub("0", sentence)
    signals = len(_PUNCTUATION_RUN.findall(text))
    signals += _repeated_phrases(text)
    signals += len(_COORDINATED.findall(text))
    signals += len(_ADJACENT_EN.findall(text)) + len(_COORDINATED_ZH.findall(text))
    if signals < GARBLED_SIGNALS and len(text) > 60 and text.isascii():
        signals += 2 * len(_LONG_REPEAT_EN.findall(text))
    return signals >= GARBLED_SIGNALS


def _repeated_phrases(text: str) -> int:
    """How many comma phrases stand again right after themselves or after one other phrase."""
    phrases = [phrase.strip().casefold() for phrase in _COMMA_PHRASE.split(text)]
    count = 0
    for index, phrase in enumerate(phrases):
        if len(phrase) < 2 or not any(char.isalpha() for char in phrase):
            continue
        if phrase in phrases[max(0, index - 2) : index]:
            count += 1
    return count
