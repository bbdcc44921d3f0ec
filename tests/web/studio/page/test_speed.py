"""Typing in a long script: the page never stops, and the timeline follows."""

from __future__ import annotations

import pytest

from tests.web.studio.page.conftest import Desk

LONGEST_BLOCK_MS = 50
"""What a page may be busy for before somebody who types feels it (the Long Tasks API's own limit)."""
FOLLOWS_MS = 300

KEYS = ("shoulder-squeeze", "chin-tuck", "upper-trap", "cat-dog", "childs-pose", "levator-scapulae", "snow-angel")
HUNDRED = "title: A hundred\nguidance: brief\nstretches:\n" + "".join(
    f"  - use: {KEYS[at % len(KEYS)]}\n" for at in range(100)
)

WATCH = """() => {
  window.long = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.long.push(Math.round(entry.duration));
  }).observe({type: 'longtask'});
}"""

FOLLOW = """() => new Promise(done => {
  const before = document.getElementById('length').textContent;
  const begin = performance.now();
  const wait = () => document.getElementById('length').textContent === before
    ? requestAnimationFrame(wait) : done(performance.now() - begin);
  const field = document.activeElement;
  field.value = field.value.replace('2 reps', '9 reps');
  field.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertText'}));
  wait();
})"""


@pytest.mark.long
@pytest.mark.parametrize("view", ["form", "text"])
def test_typing_two_hundred_letters_never_blocks_the_page(desk: Desk, view: str) -> None:
    desk.open("hundred", HUNDRED)
    if view == "text":
        desk.page.keyboard.press("Alt+2")
        desk.page.locator("#text").press("Control+Home")
        desk.page.keyboard.press("End")
    else:
        desk.page.get_by_label("Title", exact=True).focus()
    desk.settle()
    desk.page.evaluate(WATCH)
    desk.page.keyboard.type(" and more of them" * 12, delay=15)
    desk.settle()
    desk.page.wait_for_timeout(500)
    long = desk.page.evaluate("() => window.long")
    assert long == [], f"busy for {long} ms, and may be for {LONGEST_BLOCK_MS}"
    assert "title: A hundred and more of them" in desk.text


@pytest.mark.long
def test_the_timeline_follows_what_is_typed(desk: Desk) -> None:
    desk.open("hundred", HUNDRED.replace("  - use: chin-tuck\n", "  - use: chin-tuck\n    dose: 2 reps\n", 1))
    desk.dose("Head glide, also called the chin tuck").first.focus()
    desk.page.locator(".dose-line input").nth(1).focus()
    took = desk.page.evaluate(FOLLOW)
    assert took <= FOLLOWS_MS, f"the timeline followed after {took:.0f} ms"
