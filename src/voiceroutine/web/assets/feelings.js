/** Asks how a session felt, and answers. */

import { change } from "./diary.js";
import { make } from "./dom.js";
import { pageWords } from "./words.js";

/** @typedef {import("./diary.js").Feeling} Feeling */

const words = pageWords().done;

/** @param {import("./words.js").FeelingWords} by */
function byFeeling({ easier, right, too_much, pain }) {
  return /** @type {Record<Feeling, string>} */ ({ easier, right, "too much": too_much, pain });
}

/** What each is called. */
export const FEELINGS = byFeeling(words.labels);
const ANSWERS = byFeeling(words.answers);

/**
 * Fill a group with one button for each feeling.
 *
 * @param {HTMLElement} group
 * @param {() => string | null} entry gives the id of the entry in the diary that it is about
 * @param {(answer: string, feeling: Feeling) => void} answered
 * @param {Feeling | null} [felt] what was said before
 */
export function askHowItFelt(group, entry, answered, felt = null) {
  const buttons = /** @type {[Feeling, string][]} */ (Object.entries(FEELINGS)).map(([feeling, label]) => {
    const button = make("button", { type: "button", "aria-pressed": String(feeling === felt) }, label);
    button.addEventListener("click", () => {
      const id = entry();
      if (id === null || !change(id, { felt: feeling })) return answered(words.no_room, feeling);
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      answered(ANSWERS[feeling], feeling);
    });
    return button;
  });
  group.replaceChildren(...buttons);
}
