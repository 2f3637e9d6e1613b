from __future__ import annotations

from checklist.extract import extract_requirements
from checklist.select import by_actor, for_passages
from records import Requirement, Span
from tests.checklist_samples import parsed_notice

TEXT = (
    "Provincial intellectual property offices must report. Enterprises may apply for it. "
    "Departments at all levels should assign staff."
)


def requirements() -> tuple[Requirement, ...]:
    return extract_requirements(parsed_notice([((), TEXT)]))


def test_a_provincial_office_also_sees_what_binds_all_departments() -> None:
    found = by_actor(requirements(), "provincial_ip_office")
    assert [one.type for one in found] == ["must", "should"]
    assert [one.type for one in by_actor(requirements(), "enterprise")] == ["may"]
    assert by_actor(requirements(), "court") == ()


def test_only_what_bears_on_the_passages() -> None:
    start = TEXT.index("Enterprises")
    passage = Span(start, start + len("Enterprises may apply for it."))
    assert [one.type for one in for_passages(requirements(), {"n": [passage]})] == ["may"]
    assert for_passages(requirements(), {"n": [Span(start, start + 5)]}) == ()
    assert for_passages(requirements(), {"other": [passage]}) == ()
