"""What a requirement says beyond its type: action, object, condition, forms and addresses."""

from __future__ import annotations

import re

from checklist.lexicon import pattern
from checklist.reading import Reading, blank
from language.numerals import parse_numeral
from records import Language

_TITLE = re.compile(
    r"《[^《》]{2,60}》|[\"“][^\"”]{6,200}(?:form|application|table|manual|list|report|certificate|plan|measures?|statement)s?[^\"”]{0,40}[\"”]",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(
    r"\battachments?\s*(\d+)|附件\s*([0-9一二三四五六七八九十]+)", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s，。；)）]+", re.IGNORECASE
)
_CHANNEL = re.compile(
    r"\b(?:by e-?mail|the e-?mail address|through the [\w\s-]{0,40}platform|online system)\b"
    r"|电子邮(?:箱|件)|通过[^，。；]{2,20}(?:平台|系统|互联网)",
    re.IGNORECASE,
)
_DOCUMENT_ZH = re.compile(
    r"(?:申请书|请求书|说明书|权利要求书|委托书|证明文件|证明材料|证据材料|身份证明|登记表|申报书|申请表|备案表|汇总表|推荐表|报告|图样|副本|书面说明|书面协议|声明)"
)
_CONDITION_ZH = re.compile(
    r"[^，。；]*的(?=，)|除[^。；]{2,60}?外(?=，|。|；|$)|(?:但|但是)[^。；]{2,60}除外|未经[^，。；]{2,30}(?=，|不得)|(?:如果|凡|经)[^，。；]{2,40}(?=，)|[^，。；]{2,40}(?:时|后|期间|情况下)(?=，)"
)
_VERB_END = re.compile(r"^(?:\w+ly\s+)?(\w+)\s+", re.IGNORECASE)
_OBJECT_END = re.compile(
    r"\s+(?:to|in|by|for|with|from|through|before|within|according|so|at|on)\b|[,;.]"
)


def action_of(text: str, reading: Reading) -> str:
    """The predicate from the cue on, in the source's words, without the final stop."""
    return text[reading.predicate_start : reading.end].strip(" \n\t\u00a0.。;；,，:：")


def object_of(text: str, reading: Reading, language: Language) -> str:
    """What the action is done to: of a passive its subject, else what follows the verb."""
    if reading.voice == "passive" and reading.subject:
        return reading.subject
    action = action_of(text, reading)
    if language == "zh":
        taken = re.match(
            r"^[^，。；]{0,20}?(?:将|把)([^，。；]{2,40}?)(?=报|送|提|交|移|通|作|纳|列|予)", action
        )
        if taken:
            return taken.group(1)
        return re.split("[，。；：]", action, maxsplit=1)[0]
    verb = _VERB_END.match(action)
    rest = action[verb.end() :] if verb else action
    return _OBJECT_END.split(rest, maxsplit=1)[0].strip()


def condition_of(text: str, reading: Reading, language: Language) -> str | None:
    """The conditions and exceptions printed in the part, joined by "; "."""
    part = text[reading.start : reading.end]
    if language == "zh":
        offsets = [match.span() for match in _CONDITION_ZH.finditer(blank(part, "＿"))]
        found = [part[a:b].strip() for a, b in offsets]
        return "；".join(found) or None
    found = []
    masked = blank(part)
    for match in pattern("en", "conditions").finditer(masked):
        end = re.compile(r",\s|;|$").search(masked, match.end())
        piece = part[match.start() : end.start() if end else len(part)].strip(" .,")
        if not any(piece in other for other in found):
            found.append(piece)
    return "; ".join(found) or None


def evidence_of(text: str, language: Language) -> tuple[str, ...]:
    """Forms, attachments, addresses and channels that the part names, in order, each once."""
    patterns = [_TITLE, _ATTACHMENT, _ADDRESS, _CHANNEL]
    if language == "zh":
        patterns.append(_DOCUMENT_ZH)
    places = sorted(
        (match.start(), match.group()) for each in patterns for match in each.finditer(text)
    )
    return tuple(dict.fromkeys(piece.strip('"“” ') for _, piece in places))


def attachments_of(text: str) -> tuple[int, ...]:
    """The numbers of the attachments that ``text`` refers to."""
    numbers = (parse_numeral(a or b) for a, b in _ATTACHMENT.findall(text))
    return tuple(sorted({number for number in numbers if number is not None}))
