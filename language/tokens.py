"""Index terms: stemmed English words without stop words, Han character bigrams.

The lexical index and every overlap measure use the same terms, so they agree on what matches.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from language.normalise import normalise

DATA = Path(__file__).parent / "data"
_STEMMER = snowballstemmer.stemmer("english")
_PIECES = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)*|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


@lru_cache(maxsize=4)
def stop_words(language: str) -> frozenset[str]:
    """The stop words of ``en``, or stop bigrams and characters of ``zh``, from the data file."""
    lines = (DATA / f"stopwords_{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball English stem of a lower-case word."""
    return str(_STEMMER.stemWord(word))


def index_tokens(text: str) -> list[str]:
    """The index terms of ``text`` in order, repeats kept.

    English words are lower-cased, stop words dropped, the rest stemmed; numbers stay as printed;
    a run of Han characters gives its bigrams (one character alone gives itself), stop bigrams
    dropped.
    """
    tokens: list[str] = []
    for piece in _PIECES.findall(normalise(text)):
        if piece[0].isdigit():
            tokens.append(piece)
        elif piece[0].isascii():
            word = piece.removesuffix("'s").replace("'", "")
            if word not in stop_words("en"):
                tokens.append(stem(word))
        else:
            tokens.extend(_bigrams(piece))
    return tokens


def _bigrams(run: str) -> list[str]:
    if len(run) == 1:
        return [] if run in stop_words("zh") else [run]
    stops = stop_words("zh")
    return [pair for pair in (run[i : i + 2] for i in range(len(run) - 1)) if pair not in stops]
