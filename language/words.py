"""Content words, for aligning a question with a sentence word by word across languages."""

from __future__ import annotations

import re

import rjieba

from language.normalise import normalise
from language.tokens import stop_words

_PIECES = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)*|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def content_words(text: str) -> list[str]:
    """The content words of ``text`` in order, repeats kept, lower case, unstemmed.

    Chinese is segmented (jieba's dictionary); stop words of both languages are dropped.
    """
    words: list[str] = []
    for piece in _PIECES.findall(normalise(text)):
        if piece[0].isascii():
            word = piece.removesuffix("'s").replace("'", "")
            if len(word) > 1 and word not in stop_words("en"):
                words.append(word)
        else:
            words.extend(word for word in rjieba.cut(piece) if word not in stop_words("zh"))
    return words
