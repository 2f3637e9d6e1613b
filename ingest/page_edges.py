"""Running headers, footers and page numbers: lines that repeat at the edges of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.limits import EDGE_LINES, EDGE_PAGES, EDGE_SHARE
from language.normalise import normalise

_NUMBER = re.compile(r"\d+")
_BARE = re.compile(r"[\W_]*(?:第|共|页|/|page|of|\d|[\W_])+$")


def without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page without what repeats at the top or at the bottom of most pages.

    Lines count as the same where they differ in numbers only, and each number either stays or
    grows with the page.
    """
    kept = [list(lines) for lines in pages]
    for edge in (0, -1):
        for _ in range(EDGE_LINES):
            running = _running([_outermost(lines, edge) for lines in kept])
            if not running:
                break
            for index in running:
                _drop_outermost(kept[index], edge)
    return kept


def _outermost(lines: Sequence[str], edge: int) -> str:
    full = [line for line in lines if line.strip()]
    return full[edge] if full else ""


def _drop_outermost(lines: list[str], edge: int) -> None:
    while not lines.pop(edge).strip():
        pass


def _running(edges: Sequence[str]) -> set[int]:
    """The indexes of the pages whose line at this edge is a running one."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(edges):
        if line:
            groups[_NUMBER.sub("#", normalise(line))].append(index)
    found: set[int] = set()
    for masked, indexes in groups.items():
        # Two pages suffice for what is nothing but a page number.
        least = 2 if "#" in masked and _BARE.match(masked.replace("#", "1")) else EDGE_PAGES
        if len(indexes) >= max(least, EDGE_SHARE * len(edges)):
            found |= _in_step({index: edges[index] for index in indexes}, least)
    return found


def _in_step(lines: dict[int, str], least: int) -> set[int]:
    """Those of the lines whose numbers stay the same or grow with the page."""
    numbers = {
        index: [int(one) for one in _NUMBER.findall(normalise(line))]
        for index, line in lines.items()
    }
    kept = set(lines)
    for place in range(len(next(iter(numbers.values())))):
        same = Counter(numbers[index][place] for index in kept)
        grows = Counter(numbers[index][place] - index for index in kept)
        value, often = same.most_common(1)[0] if same else (0, 0)
        shift, grown = grows.most_common(1)[0] if grows else (0, 0)
        if often >= grown:
            kept = {index for index in kept if numbers[index][place] == value}
        else:
            kept = {index for index in kept if numbers[index][place] - index == shift}
    return kept if len(kept) >= least else set()
