"""The five notices of the corpus: what must be in clauses, and what must not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from ingest.manifest import Manifest, load_manifest
from ingest.parse import parse_notice
from ingest.read import read_source
from records import Clause, ParsedNotice, SourceText

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "corpus" / "notices"


@dataclass(frozen=True)
class Expected:
    """What one file must give; strings of ``inside`` stand in clauses, of ``outside`` in none."""

    issuer_id: str
    kind: str
    title: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    number: str | None = None
    signed: date | None = None
    released: date | None = None
    contacts: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)


EXPECTED = {
    "sipo-industrial-ip-alliance-filing.txt": Expected(
        issuer_id="cnipa-office",
        kind="report",
        title="notice on improving the filing management mechanism of industrial intellectual "
        "property alliance",
        inside=(
            "a total of 15 alliances were suspended",
            "the Provincial Intellectual Property Office will be responsible for the filing",
            "master the operation situation.",
        ),
        outside=("Li Qian", "Lu Hongbo", "reporter"),
    ),
    "cnipa-blue-sky-rectification-2021.txt": Expected(
        issuer_id="cnipa",
        kind="summary",
        title='CNIPA continued to carry out the "Blue Sky" special rectification campaign',
        inside=("Speed up the containment of patent application agents", "Create Time:2021-03-30"),
        outside=("You are here", "Media Room"),
        released=date(2021, 3, 30),
    ),
    "cnipa-patented-product-registration-2022.txt": Expected(
        issuer_id="cnipa-office",
        kind="translation",
        title="Notice from the Office of the State Intellectual Property Office on organizing the "
        "registration work of patented products",
        inside=(
            "submit the contact information before November 21",
            "Notice is hereby given.",
            "010-62084027",
        ),
        outside=(
            "82566227", "Shenkexin", "相关新闻", "粤ICP备", "Related links", "NEWS CENTER",
            "More deeply credible", "no data available", "Subscription Number",
        ),
        number="国知办函运字〔2022〕985号",
        signed=date(2022, 11, 15),
        released=date(2022, 11, 23),
        contacts=("www.zlcp.org.cn", "010-62084027", "010-62153721", "zlcp@ppac.org.cn"),
        listed=(
            "Patent product registration conditions and procedures.pdf",
            "Contact information form for patent product registration work.docx",
        ),
        unlisted=(
            "Provincial Management Port Application Form for the National Patent-Intensive Product "
            "Registration and Identification Pilot Platform",
        ),
        headings={
            "1": ("1. Raise work awareness and strengthen overall planning and promotion",),
            "4.p3": (
                "4. Pay close attention to the implementation of work and organize and implement "
                "it carefully",
            ),
            "p2": (),
        },
    ),
    "cnipa-ip-protection-demonstration-zones-2022.txt": Expected(
        issuer_id="cnipa",
        kind="translation",
        title="Notice of the State Intellectual Property Office on Issuing the \"National "
        'Intellectual Property Protection Demonstration Zone Construction Plan"',
        inside=(
            "The construction period is two years.",
            "about 20 cities (regions) will be selected",
            "Please implement it conscientiously.",
            "implement the strengthening of intellectual property protection work.",
        ),
        outside=("82566227", "相关新闻", "Shenxin", "Head Office", "All rights reserved"),
        number="国知发保字〔2022〕27号",
        signed=date(2022, 6, 20),
        released=date(2022, 6, 22),
        headings={
            "4.1": (
                "National Intellectual Property Protection Demonstration Zone Construction Plan",
                "4. Organization and implementation",
                "(1) Create conditions",
            ),
            "3": (
                "National Intellectual Property Protection Demonstration Zone Construction Plan",
                "3. Key tasks",
            ),
            "5": (
                "National Intellectual Property Protection Demonstration Zone Construction Plan",
                "5. Safeguard measures",
            ),
        },
    ),
    "mof-ipr-operational-service-system.txt": Expected(
        issuer_id="mof",
        kind="summary",
        title="MOF: Building the IPR Operational Service System",
        inside=("established in key cities in three years", "First, launch the special actions"),
        outside=("cookies", "jwview", ">> Back", "IP News Alerts", "Cookie Policy"),
        headings={"6": (), "p3": ()},
    ),
}  # fmt: skip
MANIFESTS = {"read alone": None, "with the manifest": load_manifest(ROOT / "corpus/manifest.yaml")}


@lru_cache(maxsize=16)
def parsed(name: str, manifest: str) -> ParsedNotice:
    chosen: Manifest | None = MANIFESTS[manifest]
    return parse_notice(read_source(NOTICES / name, 5), chosen)


def clause(notice: ParsedNotice, path: str) -> Clause:
    return next(one for one in notice.clauses if one.path == path)


@pytest.mark.parametrize("manifest", MANIFESTS)
@pytest.mark.parametrize("name", EXPECTED)
def test_the_record(name: str, manifest: str) -> None:
    want, found = EXPECTED[name], parsed(name, manifest).notice
    assert found.issuer_id == want.issuer_id
    assert found.kind == want.kind
    assert found.title == want.title
    assert found.number_normalised == want.number
    signed, released = found.dates.signed, found.dates.released
    assert (signed and signed.value) == want.signed
    assert (released and released.value) == want.released
    assert found.dates.effective is None
    assert tuple(one.value for one in found.contacts) == want.contacts
    assert tuple(one.title for one in found.attachments if one.listed) == want.listed
    assert tuple(one.title for one in found.attachments if not one.listed) == want.unlisted
    assert found.language == "en"
    assert found.status == "unknown"
    codes = {one.code for one in found.warnings}
    assert {"status_unknown", want.kind} <= codes
    assert "manifest_differs" not in codes


@pytest.mark.parametrize("name", EXPECTED)
def test_clauses_hold_the_policy_and_nothing_else(name: str) -> None:
    notice = parsed(name, "read alone")
    texts = "\n".join(one.text for one in notice.clauses)
    for words in EXPECTED[name].inside:
        assert texts.count(words) == 1, words
    for words in EXPECTED[name].outside:
        assert words not in texts, words


@pytest.mark.parametrize("name", EXPECTED)
def test_heading_paths(name: str) -> None:
    notice = parsed(name, "read alone")
    for path, headings in EXPECTED[name].headings.items():
        assert clause(notice, path).heading_path == headings


@pytest.mark.parametrize("name", EXPECTED)
def test_spans_give_back_the_source(name: str) -> None:
    notice = parsed(name, "with the manifest")
    text = notice.text
    assert len({one.id for one in notice.clauses}) == len(notice.clauses)
    for number, one in enumerate(notice.clauses):
        assert one.ordinal == number
        assert text[one.span.start : one.span.end] == one.text
        for sentence in one.sentences:
            assert one.span.start <= sentence.span.start < sentence.span.end <= one.span.end
            assert text[sentence.span.start : sentence.span.end].strip()
    for contact in notice.notice.contacts:
        printed = text[contact.span.start : contact.span.end]
        assert printed.replace(" ", "") == contact.value.replace(" ", "")
    for attachment in notice.notice.attachments:
        if attachment.listed:
            assert text[attachment.span.start : attachment.span.end] == attachment.title


def test_a_lead_in_repeats_what_counts_in_the_body() -> None:
    for name, path in (
        ("cnipa-ip-protection-demonstration-zones-2022.txt", "p2"),
        ("cnipa-patented-product-registration-2022.txt", "p1"),
    ):
        notice = parsed(name, "read alone")
        counted = clause(notice, path)
        (copy,) = [one for one in notice.notice.asides if one.kind == "duplicate"]
        assert copy.duplicate_of == counted.span
        assert counted.also_at == (copy.span,)
        assert notice.text[copy.span.start : copy.span.end] == counted.text
        addressees = clause(notice, "addressees")
        assert copy.span.start < addressees.span.start < counted.span.start


def test_only_the_broken_sentence_is_garbled() -> None:
    broken = [
        notice.text[one.span.start : one.span.end]
        for name in EXPECTED
        for notice in [parsed(name, "read alone")]
        for found in notice.clauses
        for one in found.sentences
        if one.warnings
    ]
    assert len(broken) == 1
    assert broken[0].startswith("One belt, one road, China, China, the world and the world")


def test_run_in_headings_are_sentences_of_their_own() -> None:
    notice = parsed("cnipa-ip-protection-demonstration-zones-2022.txt", "read alone")
    found = clause(notice, "4.2")
    first, second = found.sentences[:2]
    assert first.heading
    assert notice.text[first.span.start : first.span.end] == "(2) Create a program."
    assert not second.heading
    assert notice.text[second.span.start : second.span.end].startswith("The people's government")


def test_a_date_without_year_stays_without() -> None:
    signed = parsed("mof-ipr-operational-service-system.txt", "read alone").notice.dates.signed
    assert signed is not None
    assert (signed.printed, signed.value, signed.inferred) == ("June 1", None, False)


def test_remarks_on_attachments() -> None:
    warnings = parsed("cnipa-patented-product-registration-2022.txt", "read alone").notice.warnings
    absent = [one.params["number"] for one in warnings if one.code == "attachment_absent"]
    unlisted = [one.params["number"] for one in warnings if one.code == "attachment_not_listed"]
    assert (absent, unlisted) == (["1", "2"], ["3"])


def test_labels_of_contacts() -> None:
    contacts = parsed("cnipa-patented-product-registration-2022.txt", "read alone").notice.contacts
    labels = {one.value: one.label for one in contacts}
    assert labels["010-62084027"] == "Intellectual Property Utilization Promotion Department"
    assert labels["010-62153721"] == "Pilot Platform"


def test_a_difference_from_the_manifest_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "notices:\n- file: cnipa-blue-sky-rectification-2021.txt\n  released: 2021-03-31\n"
        "  issuer: 财政部\n",
        encoding="utf-8",
    )
    source = read_source(NOTICES / "cnipa-blue-sky-rectification-2021.txt", 5)
    notice = parse_notice(source, load_manifest(path)).notice
    differing = {one.params["field"]: one.params for one in notice.warnings
                 if one.code == "manifest_differs"}  # fmt: skip
    assert differing["released"] == {
        "field": "released", "parsed": "2021-03-30", "stated": "2021-03-31"}  # fmt: skip
    assert differing["issuer"]["stated"] == "mof"
    assert notice.dates.released is not None
    assert notice.dates.released.value == date(2021, 3, 31)
    assert notice.dates.released.source == "manifest"
    assert (notice.issuer, notice.issuer_id) == ("财政部", "mof")
    assert notice.issuer_zh == "财政部"


ISSUERS_ZH = [
    ("the manifest's word", "State Council", "  issuer_zh: 国院\n", "国院"),
    ("a known body", "Ministry of Finance", "", "财政部"),
    ("the office of a known body", "General Office of CNIPA", "", "国家知识产权局办公室"),
    ("as printed, not as it is called now", "中国专利局", "", "中国专利局"),
    ("an unknown body", "Widget Office", "", None),
]


@pytest.mark.parametrize(("issuer", "line", "chinese"), [row[1:] for row in ISSUERS_ZH],
                         ids=[row[0] for row in ISSUERS_ZH])  # fmt: skip
def test_the_issuer_in_chinese(tmp_path: Path, issuer: str, line: str, chinese: str | None) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(f"notices:\n- file: a.txt\n  issuer: {issuer}\n{line}", encoding="utf-8")
    text = "Notice on filing widgets\n\n1. Filing\nOffices must file every widget.\n"
    source = SourceText("a.txt", "0" * 64, "utf-8", text)
    assert parse_notice(source, load_manifest(manifest)).notice.issuer_zh == chinese
