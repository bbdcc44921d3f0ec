"""The form: what is filled in, moved, added and taken out is in the text, and in nothing else of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Position, expect

from tests.web.studio.conftest import SCRIPT
from tests.web.studio.page.conftest import Desk

TUCK = "Head glide, also called the chin tuck"

pytestmark = pytest.mark.long


def test_a_dose_is_typed_as_on_paper_and_undone_in_one_step(desk: Desk) -> None:
    dose = desk.dose(TUCK)
    expect(dose).to_have_value("5, hold 5 s")
    dose.fill("3 x 10")
    dose.press_sequentially(", hold 6 s", delay=5)
    assert desk.text == SCRIPT.replace("5, hold 5 s", "3 x 10, hold 6 s")
    expect(dose).to_be_focused()
    desk.page.keyboard.press("Control+z")
    assert desk.text == SCRIPT
    expect(dose).to_have_value("5, hold 5 s")
    desk.page.keyboard.press("Control+Shift+z")
    assert "3 x 10, hold 6 s" in desk.text


def test_a_mistake_in_a_dose_stands_below_it_and_in_the_list(desk: Desk) -> None:
    desk.dose(TUCK).fill("3 x 1o")
    desk.settle()
    wrong = desk.card(TUCK).locator(".dose .problem")
    expect(wrong).to_contain_text("3 x 1o")
    expect(desk.dose(TUCK)).to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator("#problems .problem")).to_have_count(1)
    expect(desk.page.locator("#length-note")).to_have_text("This is the length of the last version without a mistake.")
    desk.page.locator("#length-title").click()
    desk.page.locator("#problems").get_by_role("button", name="Show it").click()
    expect(desk.dose(TUCK)).to_be_focused()
    desk.dose(TUCK).fill("6, hold 5 s")
    expect(desk.page.locator("#problems .problem")).to_have_count(0)
    expect(desk.dose(TUCK)).not_to_have_attribute("aria-invalid", "true")


def test_a_button_makes_what_a_hint_says(desk: Desk) -> None:
    desk.open("wrong", SCRIPT.replace("reps: 4", "hold: 9 s x 3"))
    desk.card("Arm circles").get_by_role("button", name="Change it so").click()
    assert desk.text == SCRIPT.replace("reps: 4", "dose: 9 s x 3")
    expect(desk.page.locator("#problems .problem")).to_have_count(0)
    expect(desk.dose("Arm circles")).to_have_value("9 s x 3")
    desk.press("Undo")
    assert "hold: 9 s x 3" in desk.text


def test_a_problem_names_its_stretch_and_speaks_of_the_fields_of_the_form(desk: Desk) -> None:
    desk.open("wrong", SCRIPT.replace("    caution: Stop for sharp or growing pain.\n", ""))
    problems = desk.page.locator("#problems")
    expect(problems.get_by_text("Please check: Arm circles")).to_be_visible()
    expect(problems.get_by_text(", line 7", exact=True)).to_be_hidden()
    problems.get_by_role("button", name="Show it").click()
    caution = desk.card("Arm circles").locator("[data-key=caution]")
    expect(caution.get_by_role("textbox")).to_be_focused()
    expect(caution.get_by_text("This stretch does not say when to stop.")).to_be_visible()
    problems.get_by_role("button", name="Change it so").click()
    assert "    caution: Stop if it hurts, or if you feel dizzy.\n" in desk.text
    expect(problems).to_contain_text("None.")
    desk.open("again", SCRIPT.replace("reps: 4", "hold: 5s\n    reps: 10"))
    field, key = problems.get_by_text("“At the end of a hold”"), problems.get_by_text("release", exact=True)
    expect(field).to_be_visible()
    expect(key).to_be_hidden()
    desk.page.keyboard.press("Alt+2")
    expect(field).to_be_hidden()
    expect(key).to_be_visible()
    expect(problems.get_by_text(", line ").last).to_be_visible()


def test_a_script_without_stretches_says_what_to_do_on_the_form(desk: Desk) -> None:
    desk.open("bare", "title: Evening\n")
    problems = desk.page.locator("#problems")
    expect(problems.get_by_text("Press “Add a stretch”.")).to_be_visible()
    expect(problems.get_by_text("use: chin-tuck")).to_be_hidden()
    problems.get_by_role("button", name="Show it").click()
    expect(desk.page.get_by_role("button", name="Add a stretch", exact=True)).to_be_focused()
    desk.page.keyboard.press("Alt+2")
    expect(problems.get_by_text("use: chin-tuck")).to_be_visible()


def test_what_cannot_be_made_is_not_offered_and_the_reason_is_beside_the_button(desk: Desk) -> None:
    make, why = desk.page.get_by_role("button", name="Make the session"), desk.page.locator("#make-note")
    expect(make).to_be_enabled()
    expect(why).to_be_hidden()
    desk.open("wrong", SCRIPT.replace("reps: 4", "reps: a few"))
    expect(make).to_be_disabled()
    expect(why).to_have_text("It can be made once there is no mistake.")


def test_a_programme_shows_what_its_base_says_for_the_session(desk: Desk) -> None:
    text = "extends: mine\nvars:\n  patient: Anna\n"
    desk.open("anna", text)
    expect(desk.page.get_by_label("Title", exact=True)).to_have_attribute("placeholder", "Evening")
    desk.page.locator(".session-card summary").click()
    how_much = desk.page.get_by_label("How much is said", exact=True)
    expect(how_much.locator("option").first).to_have_text("as usual: minimal")
    screening = desk.page.get_by_label("Ask whether today is a day to stretch", exact=True)
    expect(screening).not_to_be_checked()
    screening.check()
    assert desk.text == f"{text}screening: true\n"
    screening.uncheck()
    assert desk.text == f"{text}screening: false\n"


def test_a_dose_is_the_same_as_numbers(desk: Desk) -> None:
    card = desk.card(TUCK)
    card.get_by_role("button", name="As numbers").click()
    expect(card.get_by_label("Reps", exact=True)).to_have_value("5")
    expect(card.get_by_label("Hold", exact=True)).to_have_value("5")
    expect(card.locator(".numbers .with-unit", has=desk.page.get_by_label("Hold", exact=True))).to_have_text("seconds")
    card.get_by_label("Sets", exact=True).fill("2")
    assert "2 x 5" in desk.text
    expect(desk.dose(TUCK)).to_have_value("2 x 5, hold 5 s")


def test_the_library_says_what_holds_where_nothing_is_written(desk: Desk) -> None:
    desk.dose(TUCK).fill("")
    assert desk.text == SCRIPT.replace("    dose: 5, hold 5 s\n", "")
    expect(desk.dose(TUCK)).to_have_attribute("placeholder", "from the library: 5 s x 8, rest 3 s")
    card = desk.card(TUCK)
    card.locator("summary").click()
    start = card.get_by_label("At the start of a rep", exact=True)
    expect(start).to_have_attribute("placeholder", "Glide your head straight back, and keep your nose level.")
    start.fill("Glide back, Anna.")
    assert "    start: Glide back, Anna.\n" in desk.text


def test_the_words_of_the_library_are_changed_where_they_stand(desk: Desk) -> None:
    card = desk.card(TUCK)
    card.locator("summary").click()
    feel = card.get_by_label("What to feel", exact=True)
    usual = feel.get_attribute("placeholder") or ""
    assert usual.endswith(".")
    feel.click()
    expect(feel).to_have_value(usual)
    card.get_by_label("Caution", exact=True).focus()
    expect(feel).to_have_value("")
    assert desk.text == SCRIPT
    feel.click()
    assert feel.evaluate("it => it.selectionStart === it.selectionEnd")
    feel.press("End")
    feel.press("Space")
    assert desk.text == SCRIPT
    expect(feel).to_have_value(f"{usual} ")
    feel.press_sequentially("Lightly.", delay=5)
    assert desk.text == SCRIPT.replace("hold 5 s\n", f"hold 5 s\n    feel: {usual} Lightly.\n")
    feel.press("Space")
    assert desk.text.count("Lightly.\n") == 1
    expect(feel).to_have_value(f"{usual} Lightly. ")
    for _ in " Lightly. ":
        feel.press("Backspace")
    assert desk.text == SCRIPT
    expect(feel).to_have_value(usual)


def test_several_wordings_of_the_library_are_changed_one_by_one(desk: Desk) -> None:
    card = desk.card(TUCK)
    card.locator("summary").click()
    row = card.locator("[data-key=again]")
    row.get_by_role("button", name="Change these").click()
    first = row.get_by_label("At the start, from the second rep on", exact=True)
    expect(first).to_have_value("Glide back.")
    expect(row.get_by_role("textbox")).to_have_count(3)
    expect(row.get_by_role("button", name="Change these")).to_be_hidden()
    first.fill("Back, Anna.")
    assert "    again:\n    - Back, Anna.\n" in desk.text.replace("      - ", "    - ")


def test_a_name_is_put_into_a_text_where_the_caret_is(desk: Desk) -> None:
    desk.page.locator(".session-card summary").click()
    opening = desk.page.get_by_label("Opening", exact=True)
    opening.fill("This takes .")
    opening.press("End")
    opening.press("ArrowLeft")
    desk.page.get_by_role("button", name="{duration}", exact=True).click()
    expect(opening).to_have_value("This takes {duration}.")
    assert "opening: This takes {duration}.\n" in desk.text


def test_stretches_are_moved_grouped_copied_and_removed(desk: Desk) -> None:
    desk.press("Move Arm circles up")
    assert desk.names() == ["Arm circles", TUCK]
    expect(desk.page.get_by_role("button", name="Move Arm circles up", exact=True)).to_be_focused()
    desk.press("Do Arm circles in rounds, as a group")
    assert desk.names() == ["Circuit", "Arm circles", TUCK]
    desk.press(f"Move {TUCK} up")
    assert desk.names() == ["Circuit", "Arm circles", TUCK]
    assert desk.text.count("      - ") == 2
    desk.press("Copy Arm circles")
    assert desk.names() == ["Circuit", "Arm circles", "Arm circles", TUCK]
    desk.page.get_by_role("button", name="Remove Arm circles", exact=True).first.click()
    desk.press("Dissolve the group Circuit")
    assert desk.names() == ["Arm circles", TUCK]
    assert "# for Anna" in desk.text
    for _ in range(6):
        desk.press("Undo")
    assert desk.text == SCRIPT


def test_a_card_is_dragged(desk: Desk) -> None:
    below = Position(x=300, y=120)
    desk.page.locator(".grip").nth(0).drag_to(desk.card("Arm circles"), target_position=below)
    assert desk.names() == ["Arm circles", TUCK]


def test_a_stretch_is_added_from_the_library_where_it_is_wanted(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Add a stretch before Arm circles").focus()
    desk.page.keyboard.press("Enter")
    dialog = desk.page.get_by_role("dialog", name="Add a stretch")
    expect(dialog.get_by_label("Search the library")).to_be_focused()
    desk.page.keyboard.type("snow angel")
    expect(dialog.get_by_role("status")).to_have_text("1 stretch")
    dialog.get_by_role("button", name="Snow angel").click()
    assert desk.names() == [TUCK, "Snow angel", "Arm circles"]
    assert desk.text == SCRIPT.replace("  - name: Arm", "  - use: snow-angel\n  - name: Arm")
    expect(desk.dose("Snow angel")).to_be_focused()


def test_one_of_ones_own_and_a_group_are_added(desk: Desk) -> None:
    desk.press("Add a stretch")
    desk.page.get_by_label("Not in the library? Its name:").fill("Calf stretch")
    desk.press("Write it myself")
    assert desk.names()[-1] == "Calf stretch"
    desk.press("Add a stretch")
    desk.page.get_by_label("Not in the library? Its name:").fill("Cool down")
    desk.press("A group, done in rounds")
    assert desk.names()[-2:] == ["Cool down", "New stretch"]


def test_a_rep_is_made_of_steps_some_of_them_silent(desk: Desk) -> None:
    desk.press("Add a stretch")
    desk.page.get_by_label("Not in the library? Its name:").fill("Box breathing")
    desk.press("Write it myself")
    card = desk.card("Box breathing")
    card.locator("summary").click()
    says = card.get_by_label("Say", exact=True)
    for number in range(4):
        card.get_by_role("button", name="Add a step").click()
        expect(says).to_have_count(number + 1)
    says.nth(0).fill("Breathe in.")
    says.nth(2).fill("Breathe out.")
    steps = "".join(
        f"      - for: 4s\n{says}" for says in ("        say: Breathe in.\n", "", "        say: Breathe out.\n", "")
    )
    assert f"  - name: Box breathing\n    steps:\n{steps}" in desk.text
    expect(desk.page.locator("#problems .error")).to_have_count(0)
    expect(card.get_by_label("Recording", exact=True).first).to_be_hidden()


def test_an_action_and_a_cue_are_written_once_they_have_words(desk: Desk) -> None:
    card = desk.card("Arm circles")
    card.locator("summary").click()
    setup = card.locator("[data-key=setup]")
    setup.get_by_label("How to get into position", exact=True).fill("Stand tall.")
    setup.get_by_role("button", name="Actions with times of their own").click()
    words = setup.get_by_label("Say", exact=True)
    expect(words.nth(1)).to_be_focused()
    assert "    setup:\n      - Stand tall.\n" in desk.text
    setup.locator(".of-wait input").nth(1).fill("6s")
    expect(desk.page.locator("#problem-count")).to_have_text("")
    assert "6s" not in desk.text
    words.nth(1).press_sequentially("Lift both arms.", delay=5)
    expect(words.nth(1)).to_be_focused()
    assert "    setup:\n      - Stand tall.\n      - wait: 6s\n        say: Lift both arms.\n" in desk.text
    setup.get_by_role("button", name="Add an action").click()
    setup.get_by_role("button", name="Leave out action 3 of Arm circles").click()
    expect(words).to_have_count(2)
    during = card.locator("[data-key=during]")
    during.get_by_role("button", name="Add a cue").click()
    during.get_by_label("Say", exact=True).press_sequentially("Breathe.", delay=5)
    assert "    during:\n      - at: 10s\n        say: Breathe.\n" in desk.text


def test_the_steps_of_the_library_are_taken_over_before_they_are_changed(desk: Desk) -> None:
    desk.open("box", "title: Box\nstretches:\n  - use: box-breathing\n")
    card = desk.card("Box breathing")
    card.locator("summary").click()
    card.get_by_role("button", name="Change these steps").click()
    expect(card.get_by_label("Say", exact=True)).to_have_count(4)
    expect(card.get_by_role("button", name="Add a step")).to_be_visible()
    desk.settle()
    expect(desk.page.locator("#problems .error")).to_have_count(0)


def test_what_another_script_has_is_changed_and_left_out_in_this_one(desk: Desk) -> None:
    desk.open("anna", "extends: mine  # the usual\ntitle: For Anna\n")
    assert desk.names() == [TUCK, "Arm circles"]
    desk.dose(TUCK).fill("8, hold 5 s")
    desk.press("Leave out Arm circles")
    assert desk.names() == [TUCK]
    text = desk.text
    assert text.startswith("extends: mine  # the usual\ntitle: For Anna\n")
    assert "dose: 8, hold 5 s" in text
    assert "skip" in text
    desk.save()
    assert desk.saved("anna") == text
    assert desk.saved() == SCRIPT


def test_a_session_is_fitted_and_says_what_is_left_out(desk: Desk) -> None:
    desk.open(
        "neck-2", "title: N\nstretches:\n  - use: chin-tuck\n    reps: 20\n  - use: upper-trap\n    optional: true\n"
    )
    desk.page.get_by_label("Fit it to a length").fill("4")
    desk.press("Fit")
    assert desk.text.count("length: 4 min\n") == 1
    expect(desk.page.locator("#fit")).to_contain_text("Left out: Upper trap stretch.")
    desk.press("Do not fit")
    assert "length" not in desk.text


def test_a_session_is_not_made_twice_while_the_script_goes_on(desk: Desk) -> None:
    page = desk.page
    page.route("**/make", lambda route: route.fulfill(json={"job": "j"}, status=202))
    state = {"state": "running", "fraction": 0.2, "ahead": 0, "label": "speaking"}
    page.route("**/state.json", lambda route: route.fulfill(json=state))
    make = page.get_by_role("button", name="Make the session")
    make.click()
    expect(page.locator("#made")).to_contain_text("speaking")
    desk.dose(TUCK).fill("6, hold 5 s")
    desk.settle()
    expect(make).to_be_disabled()
    state |= {"state": "failed", "problems": [], "error": "no room on the disk", "hint": "make some"}
    expect(page.get_by_role("alert")).to_contain_text("No room on the disk.")
    expect(make).to_be_enabled()
