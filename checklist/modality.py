"""Whether a sentence obliges anyone, in either language, outside any notice."""

from __future__ import annotations

from checklist.chinese import read_chinese
from checklist.english import read_english
from checklist.lexicon import pattern
from checklist.reading import Reading, SectionKind
from language.script import detect_language
from records import Language

MAX_SENTENCE_CHARS = 10_000  # the longest of 6,000 articles with its list has 860; reading is
# quadratic in the number of modals, 0.4 s at this length
OBLIGATIONS = frozenset({"must", "must_not", "should"})


def read_sentence(
    text: str, language: Language, section: SectionKind = "body", *, law: bool = False
) -> list[Reading]:
    """What binds in one sentence, by the reader of its language.

    Nothing in a run of more than `MAX_SENTENCE_CHARS`: that is no sentence but lost punctuation.
    """
    if len(text) > MAX_SENTENCE_CHARS:
        return []
    if language == "zh":
        return read_chinese(text, section, law=law)
    return read_english(text, section)


def is_obligation(sentence: str) -> bool:
    """Whether any part of ``sentence`` demands or forbids something, or says it should be done.

    A printed quality ("applicants must satisfy …") obliges as well; advice ("it is recommended")
    and encouragement do not.
    """
    bare = sentence.strip(' \t\n-•"“”')
    language = detect_language(bare)
    return any(_obliges(reading, language) for reading in read_sentence(bare, language))


def _obliges(reading: Reading, language: Language) -> bool:
    if pattern(language, "soft").fullmatch(reading.cue):
        return False
    if reading.type == "condition":
        return pattern(language, "must").fullmatch(reading.cue) is not None
    return reading.type in OBLIGATIONS
