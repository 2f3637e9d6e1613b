"""Broken sentences, and those that only repeat themselves."""

from __future__ import annotations

import pytest

from ingest.garbled import is_garbled

TABLE = [
    ("phrases and a coordination repeat",
     "One belt, one road, China, China, the world and the world, and no other party shall be "
     "allowed to carry out activities.", True),
    ("a run of words returns",
     "The office shall verify the record of the alliance shall verify the record of the alliance.",
     True),
    ("Chinese phrases repeat", "一带一路，中国，中国，世界和世界，任何一方不得开展活动。", True),
    ("UTF-8 read as Latin-1", "The officeâ€™s plan applies.", True),
    ("replacement characters", "国家知识产\ufffd局", True),
    ("GBK replacement", "专利锟斤拷申请", True),
    ("lost characters", "The ??? shall report, , and , , file.", True),
    ("one doubled word is a slip", "Satisfaction reached a high level level in the region.", False),
    ("a quoted name repeats a word",
     'Implement the "Measures for Specialized, Specialized and New, New Enterprises" at once.',
     False),
    ("a list of like things",
     "Protect patents, trademarks, geographical indications, trade secrets and layout designs.",
     False),
    ("legal repetition in Chinese",
     "国民经济和社会发展计划及计划执行情况、财政预算及预算执行情况的报告", False),
    ("ranks of officials", "大使、代表、副代表、公使、参赞、一等秘书、二等秘书、三等秘书", False),
    ("quoted words one after another",
     "不得包含“金融”、“交易所”、“理财”、“财富管理”等字样。", False),
    ("amounts repeat", "处一百元以上一千元以下罚款，处五百元以上一千元以下罚款。", False),
    ("the same body twice",
     "The office of the province reports to the office of the city and the office of the county.",
     False),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "garbled"), [row[1:] for row in TABLE],
                         ids=[row[0] for row in TABLE])  # fmt: skip
def test_is_garbled(sentence: str, garbled: bool) -> None:
    assert is_garbled(sentence) is garbled
