from __future__ import annotations

import re
from collections import Counter

import pytest

from checklist.actors import OFFICE, groups, known_actors
from checklist.lexicon import DATA, load, pattern

COUNTS = {"imperatives_en": 216, "imperatives_zh": 184, "supports_en": 5}


def entries(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", COUNTS)
def test_word_lists_are_sorted_without_repeats(name: str) -> None:
    found = entries(name)
    assert found == sorted(set(found))
    assert len(found) == COUNTS[name]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_cue_compiles_once(language: str) -> None:
    lists = load(f"cues_{language}")
    for key, fragments in lists.items():
        assert all(isinstance(fragment, str) and fragment for fragment in fragments), key
        assert not [one for one, count in Counter(fragments).items() if count > 1], key
        if key != "turns":
            assert not pattern(language, key).search(""), f"{key} matches nothing at all"


def test_actors_are_named_in_both_languages_and_groups_see_known_ones() -> None:
    ids = [actor.id for actor in known_actors()]
    assert len(ids) == len(set(ids)) == 19
    for entry in load("actors")["actors"]:
        assert set(entry["name"]) == {"en", "zh"}
        for language in ("en", "zh"):
            for fragment in entry[language]:
                re.compile(fragment)
    for group in groups():
        assert set(group.sees) <= set(ids)
        assert set(group.name) == {"en", "zh"}
    assert {rule["actor"] for rule in load("actors")["implied_zh"]} <= {*ids, OFFICE}
    assert {group.id for group in groups()} == {
        "enterprise", "agency", "alliance", "provincial_ip_office", "applicant_city_government",
        "trainer",
    }  # fmt: skip


def test_every_list_of_cues_is_used() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in DATA.parent.glob("*.py"))
    for language in ("en", "zh"):
        unused = [key for key in load(f"cues_{language}") if f'"{key}"' not in code]
        assert not unused, language
