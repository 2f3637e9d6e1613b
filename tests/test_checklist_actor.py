from __future__ import annotations

import pytest

from checklist.actors import implied_actor, known_actors, leading_actor, match_actor, seen_by
from checklist.extract import extract_requirements
from tests.checklist_samples import parsed_notice

WORDINGS = [
    ("all provincial intellectual property offices", "en", "provincial_ip_office", "plain"),
    ("the relevant provincial intellectual property offices", "en", "provincial_ip_office",
     "the specific wins where two names overlap"),
    ("Intellectual property management departments at all levels", "en",
     "ip_department_all_levels", "all levels"),
    ("The people's government of the applying city (region)", "en", "applicant_city_government",
     "the applicant's government"),
    ("Cities (regions) identified as demonstration areas", "en", "demonstration_zone_city",
     "recognised"),
    ("Provinces, key cities, and parks that provide pilot demonstrations", "en",
     "province_or_city_with_award", "list of regions"),
    ("the people's governments and relevant departments of the construction city", "en",
     "local_government", "the head noun stands first in English"),
    ("The State Intellectual Property Office", "en", "authority", "issuer"),
    ("CNIPA", "en", "authority", "abbreviation"),
    ("Patent agencies", "en", "agency", "agencies"),
    ("a broken widget", "en", None, "nobody"),
    ("各省、自治区、直辖市人民政府管理专利工作的部门", "zh", "provincial_ip_office", "province"),
    ("各级知识产权管理部门", "zh", "ip_department_all_levels", "all levels"),
    ("知识产权权利人和收货人或者发货人", "zh", "right_holder", "the first of several"),
    ("国务院专利行政部门的工作人员及有关人员", "zh", "patent_department", "staff of a body"),
    ("外国企业的代理委托书", "zh", None, "a document of an enterprise is no enterprise"),
    ("任何单位或者个人", "zh", "anyone", "anyone"),
    ("各联盟", "zh", "alliance", "alliance"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wording", "language", "actor", "why"), WORDINGS, ids=[row[0][:40] for row in WORDINGS]
)
def test_match_actor(wording: str, language: str, actor: str | None, why: str) -> None:
    assert match_actor(wording, language) == actor, why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("海关发现侵权嫌疑货物的", ("海关", "customs")),
        ("两个以上的申请人在同一天申请的", ("两个以上的申请人", "applicant")),
        ("当事人向商标局邮寄文件", None),
        ("商标注册的申请日期以商标局收到之日为准", None),
    ],
)
def test_leading_actor(clause: str, found: tuple[str, str] | None) -> None:
    assert leading_actor(clause) == found


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("申请外观设计专利的，应当提交请求书", "applicant"),
        ("对宣告专利权无效的决定不服的，可以起诉", "anyone"),
        ("对违反法律的发明创造，不授予专利权", "office"),
        ("今天天气很好", None),
    ],
)
def test_implied_actor(text: str, actor: str | None) -> None:
    assert implied_actor(text) == actor


BOUND = [
    # paragraphs (heading path, text), title, addressees, [(type, actor, commitment)], why
    (
        [((), "All provincial intellectual property offices shall supervise alliances. For those "
              "who qualify, they should be guided to register. No activity shall be carried out "
              "without authorization.")],
        "Notice on the filing of alliances", None,
        [("must", "provincial_ip_office", False), ("should", "provincial_ip_office", False),
         ("must_not", "alliance", False)],
        "a passive's agent governs; a ban without agent binds whom the notice is about",
    ),
    (
        [(("3. Key tasks",), "The people's government of the city in the construction of the zone "
                             "should focus on the following."),
         (("3. Key tasks", "(1) Improve."), "Improve local rules. Encourage insurers to expand.")],
        "Plan", None,
        [("should", "demonstration_zone_city", False), ("should", "demonstration_zone_city", False),
         ("may", "other", False)],
        "imperatives of a section belong to its lead sentence; encouragement to whom it names",
    ),
    (
        [((), "The State Intellectual Property Office will strengthen supervision. Conduct a "
              "survey on satisfaction. If a demonstration zone still fails, its title will be "
              "cancelled.")],
        "Plan", None,
        [("condition", "authority", True), ("should", "authority", True),
         ("condition", "demonstration_zone_city", False)],
        "what follows the authority's promise is its own; a consequence is not",
    ),
    (
        [((), "It is necessary to report progress. Please report problems together.")],
        "Notice", "Intellectual Property Offices of all provinces and relevant units:",
        [("must", "provincial_ip_office", False), ("must", "provincial_ip_office", False)],
        "the addressees where nobody is named",
    ),
    (
        [((), "In accordance with these principles, we will improve policies.")],
        "Notice", None, [("condition", "authority", True)], "we are the authority",
    ),
    (
        [((), "The registration data will be released to local governments on a monthly basis.")],
        "Notice", None, [("condition", "authority", True)], "a service announced in the passive",
    ),
    (
        [((), "A complete service system will be established in three years.")],
        "Notice", None, [], "an aim is nobody's promise",
    ),
    (
        [((), "请各省级知识产权局明确工作联系人。要及时报送进展。试点平台将按月推送数据。")],
        "通知", None,
        [("must", "provincial_ip_office", False), ("should", "provincial_ip_office", False),
         ("condition", "authority", True)],
        "addressed after 请; then without a subject; then a promise",
    ),
    (
        [((), "第七条 知识产权权利人可以申请备案；申请备案的，应当提交申请书。"
              "申请书应当包括名称。")],
        "条例", None,
        [("may", "right_holder", False), ("must", "right_holder", False),
         ("must", "right_holder", False)],
        "a law: the subject goes on, a document is the party's",
    ),
    (
        [((), "第八条 海关应当通知申请人，要求其在指定期限内答复；逾期不答复的，该申请视为撤回。")],
        "条例", None,
        [("must", "customs", False), ("condition", "applicant", False)],
        "a fiction never hits the office",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "title", "addressees", "expected", "why"), BOUND, ids=[row[4] for row in BOUND]
)
def test_who_is_bound(
    paragraphs: list[tuple[tuple[str, ...], str]],
    title: str,
    addressees: str | None,
    expected: list[tuple[str, str, bool]],
    why: str,
) -> None:
    found = extract_requirements(parsed_notice(paragraphs, title=title, addressees=addressees))
    assert [(one.type, one.actor_id, one.commitment) for one in found] == expected, why


def test_a_group_sees_what_binds_it_too() -> None:
    assert "ip_department_all_levels" in seen_by("provincial_ip_office")
    assert seen_by("court") == {"court"}
    assert {actor.id for actor in known_actors()} >= seen_by("trainer")
