"""The focus of a question: the words that name the very thing asked for.

In "what numerical threshold must the index reach" it is "numerical threshold", in 咨询电话是多少 it
is 咨询电话. A text that covers the rest of the question and not its focus sounds like an answer and
is none.
"""

from __future__ import annotations

import re

from language.normalise import normalise
from language.words import content_words

MOST_WORDS = 4
_ENGLISH = re.compile(
    r"\b(?:what(?:'s| is| are)?|which|whose|how (?:many|much|long|often|far|soon)|number of"
    r"|names? of|list of)\s+(?:(?:is|are|was|were) (?:the )?)?(?P<phrase>[^,.;:?!]{2,60})"
)
_PHRASE_END = re.compile(
    r"\b(?:is|are|was|were|do|does|did|must|can|may|shall|should|will|would|has|have|had|could|to|"
    r"that|who|which|for|in|on|by|at|from|when|if|there|we|i|you|they|it|of)\b"
)
_CHINESE = (
    re.compile(
        r"(?P<phrase>[\u4e00-\u9fff]{2,10})(?:具体|到底|分别|都|又|究竟)?(?:是|有|为|要|得|达到)?(?:多少|几(?=[\u4e00-\u9fff])|多久|多长)"
    ),
    re.compile(
        r"(?P<phrase>[\u4e00-\u9fff]{2,10})(?:具体|到底|分别|都|究竟)?(?:是|叫|有)(?:什么|哪|谁|啥)"
    ),
    re.compile(
        r"(?:哪些|哪几[个家种方面]*|什么|哪个|哪一[个家级]|多少|几)(?P<phrase>[\u4e00-\u9fff]{1,6})"
    ),
)


def focus_words(text: str) -> tuple[str, ...]:
    """The content words of the focus, at most a few; empty where the question has none."""
    folded = normalise(text)
    found: list[str] = []
    for match in _ENGLISH.finditer(folded):
        phrase = _PHRASE_END.split(match["phrase"], maxsplit=1)[0]
        found += content_words(phrase)[:MOST_WORDS]
    for place, pattern in enumerate(_CHINESE):
        for match in pattern.finditer(folded):
            words = content_words(match["phrase"])
            found += words[:2] if place == 2 else words[-2:]
    return tuple(dict.fromkeys(found))
