"""What people do, in a real browser against the real server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

import i18n
from records import Language
from tests.browser.conftest import NARROW, WIDE, Open

pytestmark = pytest.mark.browser
Keep = Callable[[WebDriver, str], None]
SECONDS = 60
QUESTIONS: dict[Language, tuple[str, str]] = {
    "en": ("By when must provincial offices name a contact person?", "November 21"),
    "zh": ("省级知识产权局须在什么时候之前报送联系人？", "November 21"),
}
UNANSWERED = "How much money does each key city receive?"
REGISTRATION = "cnipa-patented-product-registration-2022"
PALE = "<p id='pale' style='color: #888; background: #999'>too pale to read</p>"
BOTH = pytest.mark.parametrize("language", ["en", "zh"])


def find(driver: WebDriver, css: str, text: str = "") -> WebElement:
    """The first visible element that matches and holds ``text``, once it is there."""

    def look(_: object) -> WebElement | Literal[False]:
        try:
            for element in driver.find_elements(By.CSS_SELECTOR, css):
                if element.is_displayed() and text in element.text:
                    return element
        except StaleElementReferenceException:  # drawn again while we looked
            return False
        return False

    found = WebDriverWait(driver, SECONDS).until(look, f"{css} {text!r} at {driver.current_url}")
    assert isinstance(found, WebElement)
    return found


def settled(driver: WebDriver) -> None:
    """Wait until the app has drawn and nothing runs."""
    script = "return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState"
    WebDriverWait(driver, SECONDS).until(
        lambda d: (
            d.execute_script(script) in ("notRunning", "initial")
            and not d.find_elements(By.CSS_SELECTOR, "[data-testid=stSpinner], [data-stale=true]")
        )
    )


def ask(driver: WebDriver, question: str) -> None:
    find(driver, "[data-testid=stChatInput] textarea").send_keys(question, Keys.ENTER)
    find(driver, ".nd-question", question)
    find(driver, ".nd-status")
    settled(driver)


def open_citation(driver: WebDriver, number: int = 1) -> None:
    link = find(driver, "[data-testid=stPageLink-NavLink]", f"[{number}]")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    find(driver, "mark#nd-cited")
    settled(driver)


def in_view(driver: WebDriver, css: str) -> bool:
    shown: bool = driver.execute_script(
        "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return r.top >= 0 && r.top < innerHeight", css
    )  # fmt: skip
    return shown


def param(driver: WebDriver, name: str) -> str:
    return parse_qs(urlsplit(driver.current_url).query)[name][0]


@BOTH
def test_ask_and_see_where_it_stands(
    server: str, browser: Open, keep: Keep, language: Language
) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/?lang={language}")
    find(driver, ".nd-group")
    settled(driver)
    keep(driver, f"start-{language}")
    question, expected = QUESTIONS[language]
    ask(driver, question)
    assert find(driver, ".nd-answered").text.endswith(i18n.text("answer.answered", language))
    quote = find(driver, ".nd-quote").text
    assert expected in quote
    keep(driver, f"ask-{language}")
    open_citation(driver)
    marked = "".join(m.text for m in driver.find_elements(By.CSS_SELECTOR, "mark.nd-cited"))
    assert re.sub(r"\s+", "", marked) in re.sub(r"\s+", "", quote)
    WebDriverWait(driver, 10).until(lambda d: in_view(d, "mark#nd-cited"))
    keep(driver, f"notice-{language}")


@BOTH
def test_what_is_not_stated_is_said(
    server: str, browser: Open, keep: Keep, language: Language
) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/?lang={language}")
    ask(driver, UNANSWERED)
    find(driver, ".nd-not_stated", i18n.text("answer.not_stated", language))
    find(driver, ".nd-h2", i18n.text("ask.nearest", language))
    keep(driver, f"not-stated-{language}")


@BOTH
def test_a_tick_is_there_after_a_reload_and_in_another_browser(
    server: str, browser: Open, keep: Keep, language: Language
) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/checklists?lang={language}&of={REGISTRATION}")
    find(driver, "[data-testid=stCheckbox]")
    settled(driver)  # until then the items still move
    find(driver, "[data-testid=stCheckbox] label").click()
    WebDriverWait(driver, SECONDS).until(lambda d: "w=" in d.current_url)
    settled(driver)
    keep(driver, f"checklist-{language}")
    private = driver.current_url
    driver.refresh()
    for opened in (driver, browser(NARROW)):
        opened.get(private)
        find(opened, "[data-testid=stCheckbox]")
        settled(opened)
        boxes = opened.find_elements(By.CSS_SELECTOR, "[data-testid=stCheckbox] input")
        assert [box.is_selected() for box in boxes][:2] == [True, False]


def test_the_language_is_switched_and_stays(server: str, browser: Open) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/notices")
    find(driver, ".nd-h1", i18n.text("notices.title", "en"))
    find(driver, ".st-key-nd-header button", "中文").click()
    find(driver, ".nd-h1", i18n.text("notices.title", "zh"))
    assert param(driver, "lang") == "zh"
    find(driver, ".st-key-nd-header a", i18n.text("nav.checklists", "zh")).click()
    find(driver, ".nd-h1", i18n.text("checklists.title", "zh"))
    driver.refresh()
    find(driver, ".nd-h1", i18n.text("checklists.title", "zh"))


def test_back_returns_to_the_answer(server: str, browser: Open) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/?lang=en")
    ask(driver, QUESTIONS["en"][0])
    open_citation(driver)
    driver.back()
    find(driver, ".nd-answered")
    assert "start" not in driver.current_url


def test_the_keyboard_is_enough(server: str, browser: Open) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/?lang=en")
    find(driver, ".nd-group")
    settled(driver)
    wanted = i18n.text("ask.example.officer.1", "en")
    for _ in range(40):
        ActionChains(driver).send_keys(Keys.TAB).perform()
        focused = driver.switch_to.active_element
        if focused.tag_name == "button" and wanted in focused.text:
            break
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    find(driver, ".nd-question", wanted)
    find(driver, ".nd-status")


@BOTH
@pytest.mark.parametrize(("size", "suffix"), [(NARROW, "-narrow"), (WIDE, "")])
def test_no_page_is_wider_than_the_screen(
    server: str, browser: Open, keep: Keep, size: tuple[int, int], suffix: str, language: Language
) -> None:
    driver = browser(size, dark=size == NARROW)
    driver.get(f"{server}/?lang={language}")
    ask(driver, QUESTIONS[language][0])
    token = param(driver, "w")
    pages = {
        "ask": "", "notices": "", "checklists": f"&of={REGISTRATION}", "workspace": "",
    }  # fmt: skip
    for page, extra in pages.items():
        driver.get(f"{server}/{'' if page == 'ask' else page}?lang={language}&w={token}{extra}")
        find(driver, ".nd-h1, .nd-status")
        settled(driver)
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= size[0], page
        if suffix or page in ("notices", "workspace"):  # the others are kept above
            keep(driver, f"{page}{suffix}-{language}")
    driver.get(f"{server}/notices?lang={language}&w={token}&notice={REGISTRATION}")
    find(driver, ".nd-source")
    settled(driver)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= size[0]
    if suffix:
        keep(driver, f"notice{suffix}-{language}")


def test_nothing_is_fetched_from_elsewhere(server: str, browser: Open) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/?lang=zh")
    ask(driver, QUESTIONS["zh"][0])
    open_citation(driver)
    hosts = set()
    for entry in driver.get_log("performance"):  # type: ignore[no-untyped-call]
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = urlsplit(message["params"]["request"]["url"])
            if address.scheme in ("http", "https", "ws", "wss"):
                hosts.add(address.hostname)
    assert hosts == {"127.0.0.1"}


def test_an_unknown_link_offers_a_new_workspace(server: str, browser: Open) -> None:
    driver = browser(WIDE)
    driver.get(f"{server}/workspace?lang=en&w=no-such-workspace")
    find(driver, "[data-testid=stAlert]", i18n.text("workspace.unknown", "en"))
    find(driver, "button", i18n.text("workspace.start_new", "en")).click()
    find(driver, "[data-testid=stCode]", "w=")
    assert param(driver, "w") != "no-such-workspace"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_has_contrast(server: str, browser: Open, dark: bool) -> None:
    driver = browser(WIDE, dark=dark)
    driver.get(f"{server}/?lang=en")
    find(driver, ".nd-group")
    settled(driver)
    measure = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
    driver.execute_script("document.body.insertAdjacentHTML('beforeend', arguments[0])", PALE)
    assert len(driver.execute_script(measure)) == 1  # it finds what is too pale
    driver.execute_script("document.getElementById('pale').remove()")
    pale = {"start": driver.execute_script(measure)}
    ask(driver, QUESTIONS["en"][0])
    pale["ask"] = driver.execute_script(measure)
    token = param(driver, "w")
    for page in ("notices", "checklists", "workspace"):
        driver.get(f"{server}/{page}?lang=en&w={token}")
        find(driver, ".nd-h1")
        settled(driver)
        pale[page] = driver.execute_script(measure)
    driver.get(f"{server}/notices?lang=en&w={token}&notice={REGISTRATION}&start=900&end=1000")
    find(driver, "mark#nd-cited")
    settled(driver)
    pale["reader"] = driver.execute_script(measure)
    assert {page: texts for page, texts in pale.items() if texts} == {}
