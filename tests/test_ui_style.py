"""Colours against WCAG 2.1 AA: 4.5 : 1 for text, in the light and in the dark theme."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ui.tasks import TYPES

ROOT = Path(__file__).resolve().parent.parent
AA = 4.5
STYLE = (ROOT / "ui" / "style.css").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--nd-([a-z_-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLE
    )
}
SCHEMES = ("light", "dark")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, as WCAG 2.1 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [0, 1], ids=SCHEMES)
@pytest.mark.parametrize("name", [key.removesuffix("-ink") for key in PAIRS if "-ink" in key])
def test_text_on_its_own_ground(name: str, scheme: int) -> None:
    assert contrast(PAIRS[f"{name}-ink"][scheme], PAIRS[f"{name}-paper"][scheme]) >= AA


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "part-ink"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_on_the_page(name: str, ground: str, scheme: str) -> None:
    page = CONFIG["theme"][scheme][ground]
    assert contrast(PAIRS[name][SCHEMES.index(scheme)], page) >= AA


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_theme_itself(scheme: str) -> None:
    theme = CONFIG["theme"][scheme]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        for text in ("textColor", "primaryColor", "linkColor"):
            assert contrast(theme[text], theme[ground]) >= AA
    place = SCHEMES.index(scheme)
    assert PAIRS["paper"][place] == theme["backgroundColor"]


def test_every_type_has_its_own_colours() -> None:
    assert {f"{kind}-ink" for kind in TYPES} <= set(PAIRS)
    assert len({PAIRS[f"{kind}-paper"] for kind in TYPES}) == len(TYPES)


def test_every_colour_used_is_defined() -> None:
    used = set(re.findall(r"var\(--nd-([a-z_-]+)\)", STYLE))
    assert used <= set(PAIRS)
    assert not re.findall(r"(?<!light-dark\()(?<!, )#[0-9a-f]{6}", STYLE)


def test_the_configuration_keeps_to_itself() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["server"]["fileWatcherType"] == "none"
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["client"]["toolbarMode"] == "minimal"
    assert CONFIG["client"]["showErrorDetails"] == "none"
