"""Text in Markdown shows as the same text: checked with a CommonMark parser, GitHub's rules on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from exports.markdown import literal, plain, quoted

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN_TOKENS = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak"}


def shown(markdown: str, allowed: set[str] = PLAIN_TOKENS) -> str:
    """What a reader sees; fails where anything but text is made of it."""
    pieces: list[str] = []
    paragraphs: list[str] = []

    def read(token: Token) -> None:
        assert token.type in allowed, f"{token.type} from {markdown!r}"
        if token.type == "inline":
            pieces.clear()
            for child in token.children or []:
                read(child)
            paragraphs.append("".join(pieces))
        elif token.type == "softbreak":
            pieces.append("\n")
        elif token.type in {"text", "text_special"}:
            pieces.append(token.content)

    for token in PARSER.parse(markdown):
        read(token)
    return "\n".join(paragraphs)


LITERAL = [
    ("[2022] No. 27", "[2022] No. 27", "a document number needs no backslash"),
    ("国知办函运字〔2022〕985号（以下简称《通知》）", None, "Chinese stays as it is"),
    ("under_score and zlcp_x@ppac.org.cn", None, "an underscore inside a word is plain"),
    ("R&D, A & B; 5 < 6", None, "neither entity nor tag"),
    ("2 - 3 = -1, 4 + 5!", None, "signs inside a line"),
    ("<script>alert(1)</script>", r"\<script>alert(1)\</script>", "markup"),
    ("<!-- gone -->", r"\<!-- gone -->", "a comment would hide text"),
    ("&lt;b&gt; &#65; &copy;", r"\&lt;b\&gt; \&#65; \&copy;", "entities"),
    ("*a* **b** _c_ __d__", r"\*a\* \*\*b\*\* \_c\_ \_\_d\_\_", "emphasis"),
    ("`code` ```", r"\`code\` \`\`\`", "code"),
    ("~~gone~~", r"\~~gone\~~", "strikethrough"),
    ("$5 and $6", r"\$5 and \$6", "maths on GitHub"),
    ("[a](javascript:alert(1))", r"[a\](javascript:alert(1))", "a link"),
    ("[a][b]", r"[a\][b]", "a link by reference"),
    ("[a]: http://x", r"[a\]: http://x", "a definition would vanish"),
    ("![a](http://x/y.png)", r"\![a\](http://x/y.png)", "an image calls home"),
    ("<http://x>", r"\<http://x>", "an automatic link"),
    (r"a\*b \\ c\d", r"a\\\*b \\\ c\d", "backslashes"),
    ("# no heading", r"\# no heading", "heading"),
    ("> no quote", r"\> no quote", "quote"),
    ("- no list", r"\- no list", "list"),
    ("+ no list", r"\+ no list", "list"),
    ("1. no list", r"1\. no list", "a numbered clause"),
    ("2) no list", r"2\) no list", "a numbered clause"),
    ("1.5 million", "1.5 million", "no list at all"),
    ("---", r"\---", "a rule"),
    ("***", r"\*\*\*", "a rule"),
    ("- - -", r"\- - -", "a rule"),
    ("a\n===", "a\n\\===", "a heading by underline"),
    ("a\n---", "a\n\\---", "a heading by underline"),
    ("~~~\ncode", "\\~\\~~\ncode", "a fence"),
    ("|a|b|\n|-|-|\n|1|2|", None, "a table"),
    ("a|b\n-|-\n1|2", None, "a table without outer bars"),
    ("a|b\n:-|-:\n1|2", None, "a table with alignment"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written", "why"), LITERAL, ids=[f"{r[2]}: {r[0]!r}" for r in LITERAL]
)
def test_literal(text: str, written: str | None, why: str) -> None:
    if written is not None:
        assert literal(text) == written, why
    assert shown(literal(text)) == text, why


@given(st.text(alphabet=" \n\\`*_{}[]()<>#+-.!|~$&;:=/'\"1a二\t", max_size=24))
@settings(max_examples=3000, derandomize=True, deadline=None)
def test_any_text_shows_as_itself(text: str) -> None:
    lines = [line.strip(" \t") for line in text.splitlines()]
    expected = "\n".join(line for line in lines if line)
    assert shown(literal(text)) == expected


INDENTS = [
    ("    four spaces", "four spaces", "would be code"),
    ("\ttab", "tab", "would be code"),
    ("\u3000\u3000两格", "\u3000\u3000两格", "Chinese indents are no white space to Markdown"),
    ("a\r\nb\rc", "a\nb\nc", "line ends"),
    ("a\ud800", "a?", "no file holds a lone surrogate"),
]


@pytest.mark.parametrize(("text", "written", "why"), INDENTS, ids=[row[2] for row in INDENTS])
def test_white_space(text: str, written: str, why: str) -> None:
    assert literal(text) == written, why


def test_plain_is_one_line() -> None:
    assert plain(" a\n\n# b\tc ") == "a # b c"


def test_quoted_marks_every_line() -> None:
    assert quoted("a\n\n- b", "  ") == "  > a\n  >\n  > \\- b"
    quote = {"blockquote_open", "blockquote_close"}
    assert shown(quoted("a\n\n- b"), PLAIN_TOKENS | quote) == "a\n- b"
