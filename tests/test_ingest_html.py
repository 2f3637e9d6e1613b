"""Saved web pages: what is the notice's text, in which encoding; and what is no page."""

# ruff: noqa: E501 - the pages keep their own lines

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import UnreadableFile
from ingest import html
from ingest.extracted import Extracted, Undecodable
from ingest.parse import parse_notice
from ingest.read import source_of

ZH = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>国家知识产权局办公室关于开展专利转化试点的通知_某某省知识产权局</title>
<script>document.write("脚本文字");</script><style>.a {{ color: red }}</style></head>
<body onload="alert(1)">
<div class="header-top"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>
<li><a href="/fw">政务服务</a></li></ul></div>
<div class="dangqian">当前位置：<a href="/">首页</a>&gt;<a href="/tz">通知公告</a></div>
<div class="wrap"><div class="title1">国家知识产权局办公室关于开展专利转化试点的通知</div>
<div class="info"><span>发布时间：2023-03-08</span> <span>来源：国家知识产权局</span></div>
<div class="TRS_Editor"><p align="center">国知办发运字〔2023〕8号</p>
<p>各省、自治区、直辖市知识产权局：</p>
<p>　　为推进专利转化运用，现就试点申报工作有关事项通知如下：</p>
<p><strong>　　一、申报条件</strong></p>
<p>　　（一）申报单位应当具有<span>独立法人</span>资格，
近三年无严重失信记录。</p>
<p>　　（二）申报单位应具备下列条件：</p><p>　　1.有效发明专利不少于50件；</p>
<p>　　2.设有专职人员。</p>
<table border="1"><tr><td>序号</td><td>材料</td><td>份数</td></tr>
<tr><td>1</td><td><p>申报书</p><p>（盖章）</p></td><td>3</td></tr></table>
<p>　　二、申报程序</p><p>　　申报单位应于2023年4月30日前报送材料。<br>　　逾期不予受理。</p>
<p>　　特此通知。</p>
<p>　　附件：<a href="./W1.doc">1.专利转化试点申报书</a><br>　　　　　<a href="./W2.pdf">2.推荐汇总表</a>
<a href="./W3.xls">3.证明</a></p>
<p align="right">国家知识产权局办公室</p><p align="right">2023年3月6日</p></div>
<div class="bdshare_box share">分享到：<a>微信</a><a>微博</a></div></div>
<div class="xgyd"><h3>相关新闻</h3><ul><li><a href="1">关于甲的通知</a></li>
<li><a href="2">关于乙的通知</a></li><li><a href="3">关于丙的通知</a></li></ul></div>
<div class="footer"><p>主办单位：某某省知识产权局　京ICP备05069085号</p></div>
<div style="display: none">隐藏文字，请勿显示。</div></body></html>"""
EN = """<html><head><title>Notice on the Registration of Patented Products | Example Office</title>
</head><body class="nav-fixed">
<form id="aspnetForm"><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<div id="sidebar"><ul><li><a href="1">News one</a></li><li><a href="2">News two</a></li></ul></div>
<h1>Notice on the Registration of Patented Products</h1>
<p>All provincial offices are requested to organise the registration of patented products.</p>
<h2>Who may register</h2>
<p>Enterprises that own a valid patent
may register their products &mdash; free of charge &#8212; on the <b>platform</b>.</p>
<ol><li>Fill in the form.</li><li>Send it to the provincial office.</li></ol>
<ol type="a" start="3"><li>Keep a copy.</li></ol>
<ul><li>The form is published below.</li></ul>
<h3>Documents</h3><p>Applicants shall submit the form before 30 June 2024.</p>
<script>alert("<p>never shown</p>")</script><textarea>nor this</textarea>
<footer>Copyright 2024</footer></form></body></html>"""
TABLES = """<html><body bgcolor=white><table width=100%><tr><td><a href=1>首页</a>|<a href=2>新闻</a>
|<a href=3>公告</a></td></tr><tr><td><font size=3>关于印发《专利评估指引》的通知<br><br>各省知识产权局：<br>
　　现将《专利评估指引》印发给你们，请认真贯彻执行。<br>　　第一条 为规范评估，制定本指引。<br>
　　第二条 评估应当客观。<br>2023年9月5日</font></td></tr></table></body></html>"""

PAGES = [
    ("Chinese, UTF-8", ZH.format(charset="utf-8").encode(), "utf-8",
     ["国家知识产权局办公室关于开展专利转化试点的通知", "国知办发运字〔2023〕8号", "　　一、申报条件",
      "　　（一）申报单位应当具有独立法人资格， 近三年无严重失信记录。", "| 1 | 申报书 （盖章） | 3 |",
      "　　逾期不予受理。", "　　附件：1.专利转化试点申报书", "2023年3月6日"],
     ["脚本", "政务服务", "微博", "关于甲", "ICP", "隐藏", "color", "alert"]),
    ("Chinese, GB18030 named gb2312", ZH.format(charset="gb2312").encode("gb18030"), "gb18030",
     ["国知办发运字〔2023〕8号", "2023年3月6日"], ["脚本"]),
    ("Chinese, without a true charset", ZH.format(charset="utf-8").encode("gb18030"), "gb18030",
     ["国知办发运字〔2023〕8号"], ["脚本"]),
    ("English, in a form, with lists", EN.encode(), "utf-8",
     ["# Notice on the Registration of Patented Products", "## Who may register",
      "Enterprises that own a valid patent may register their products — free of charge — on the "
      "platform.", "1. Fill in the form.", "2. Send it to the provincial office.",
      "c. Keep a copy.", "The form is published below.", "### Documents"],
     ["Home", "News", "never", "nor this", "Copyright"]),
    ("an old page laid out in tables", TABLES.encode(), "utf-8",
     ["关于印发《专利评估指引》的通知", "　　第二条 评估应当客观。", "2023年9月5日"], ["<", "font"]),
    ("UTF-16 with a mark", EN.encode("utf-16"), "utf-16", ["## Who may register"], ["Home"]),
    ("XHTML with a declaration", b'<?xml version="1.0" encoding="utf-8"?>' + EN.encode(), "utf-8",
     ["## Who may register"], []),
    ("a title in a block called top, a date in one called header", (
        "<html><head><title>关于印发《专利评估指引》的通知</title></head><body>"
        '<div class="top"><a href="/">首页</a></div><div class="top"><b>关于印发《专利评估指引》的通知</b></div>'
        '<div class="article-header">发布日期：2023-09-05</div>'
        "<div><p>现将《专利评估指引》印发给你们，请认真贯彻执行。</p></div></body></html>").encode(), "utf-8",
     ["关于印发《专利评估指引》的通知", "发布日期：2023-09-05"], ["首页"]),
    ("text that a script would have shown", (
        '<html><body><div id="js_content" style="visibility: hidden">'
        "<section><p><span>各单位应当于</span><span>五月前报送材料。</span></p></section></div>"
        '<div style="display:none">登录后查看。</div></body></html>').encode(), "utf-8",
     ["各单位应当于五月前报送材料。"], ["登录"]),
    ("preformatted text keeps its lines", b"<html><pre>Article 1\n  One.\nArticle 2</pre></html>",
     "utf-8", ["Article 1", "One.", "Article 2"], []),
]  # fmt: skip


@pytest.mark.parametrize(("data", "encoding", "holds", "lacks"), [row[1:] for row in PAGES],
                         ids=[row[0] for row in PAGES])  # fmt: skip
def test_reads(data: bytes, encoding: str, holds: list[str], lacks: list[str]) -> None:
    source = source_of("page.html", data)
    assert source.encoding == encoding
    lines = source.text.splitlines()
    assert not [line for line in holds if line not in lines]
    assert not [text for text in lacks if text in source.text]


def test_a_chinese_page_becomes_a_notice() -> None:
    parsed = parse_notice(source_of("page.htm", ZH.format(charset="utf-8").encode()))
    assert parsed.notice.title == "国家知识产权局办公室关于开展专利转化试点的通知"
    assert parsed.notice.number_normalised == "国知办发运字〔2023〕8号"
    assert parsed.notice.dates.released and parsed.notice.dates.signed
    titles = [one.title for one in parsed.notice.attachments]
    assert titles == ["专利转化试点申报书", "推荐汇总表", "证明"]
    assert {"1.1", "1.2.1", "2"} <= {clause.path for clause in parsed.clauses}
    for clause in parsed.clauses:
        assert parsed.text[clause.span.start : clause.span.end] == clause.text


def test_headings_of_an_english_page_nest() -> None:
    parsed = parse_notice(source_of("page.html", EN.encode()))
    assert parsed.notice.title == "Notice on the Registration of Patented Products"
    form = next(one for one in parsed.clauses if "before 30 June" in one.text)
    assert form.heading_path == (parsed.notice.title, "Who may register", "Documents")[1:]


def test_markup_in_text_stays_text() -> None:
    data = (
        b"<html><body><p>Write &lt;script&gt;alert(1)&lt;/script&gt; in the form.</p></body></html>"
    )
    assert html.extract(data).text == "Write <script>alert(1)</script> in the form.\n"


def test_a_notice_of_links_alone_keeps_its_files() -> None:
    links = "".join(f'<a href="f{n}.docx">表{n}</a>' for n in range(5))
    page = (
        f"<html><body><p>请各单位下载并填写下列表格，于五月前报送。</p><p>{links}</p></body></html>"
    )
    assert "表0表1表2" in html.extract(page.encode()).text


REFUSED = [
    ("plain text", "没有标记的文字，不是网页。".encode(), "error.mislabelled_file"),
    ("a page without text", b"<html><body><script>render()</script></body></html>",
     "error.empty_file"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(90), "error.other_format"),
    ("UTF-8 cut in a character", ("<p>" + "知识产权" * 50).encode()[:-1], "error.undecodable_file"),
    ("a PDF", b"%PDF-1.7\n%%EOF", "error.mislabelled_file"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_refuses_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        source_of("bad.html", data)
    assert caught.value.code == code
    assert "bad.html" in str(caught.value)


@pytest.mark.parametrize("start", ["<!doctype html>", "\ufeff<!-- saved -->\n<html>", "<HTML >"])
def test_a_page_named_as_text_says_what_it_is(start: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        source_of("page.txt", f"{start}<p>Offices shall report.</p>".encode())
    assert caught.value.code == "error.mislabelled_file"
    assert (caught.value.params["actual"], caught.value.params["right"]) == ("HTML", ".html")


def test_deep_nesting_and_many_items_end() -> None:
    deep = b"<html><body>" + b"<div>" * 20_000 + b"Offices shall report." + b"</div>" * 20_000
    try:
        assert "Offices" in source_of("deep.html", deep).text
    except UnreadableFile as exc:
        assert exc.code in ("error.damaged_file", "error.file_too_heavy")
    items = "".join(f"<li>Item {n}.</li>" for n in range(20_000))
    text = source_of("long.html", f"<html><body><ol>{items}</ol></body></html>".encode()).text
    assert text.endswith("20000. Item 19999.\n")


SOUND = ZH.format(charset="utf-8").encode()


@settings(max_examples=400, deadline=None)
@given(st.one_of(
    st.binary(max_size=2000),
    st.text(alphabet="<>/!-pdivtablerhscoul123&;='\" \n一。", max_size=300).map(
        lambda text: f"<html>{text}".encode()
    ),
    st.integers(0, len(SOUND)).map(lambda end: SOUND[:end]),
    st.tuples(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=40)).map(
        lambda cut: SOUND[: cut[0]] + cut[1] + SOUND[cut[0] + len(cut[1]) :]
    ),
))  # fmt: skip
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        found = html.extract(data)
    except Undecodable:
        return
    assert isinstance(found, Extracted)
    found.text.encode("utf-8")
