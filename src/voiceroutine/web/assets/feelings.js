/** Asks how a session felt, and answers. */

import { FEELINGS, change } from "./diary.js";
import { make } from "./dom.js";

/** @typedef {import("./diary.js").Feeling} Feeling */

/** @type {Record<Feeling, string>} */
const ANSWERS = {
  easier: "Noted. Good to know for the next time.",
  right: "Noted.",
  "too much": "Noted. Do less next time: skip what was too much, and tell whoever gave you the programme.",
  pain: "Noted. Stop here for today. Before you do this again, speak to whoever gave you the programme.",
};

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
      if (id === null || !change(id, { felt: feeling })) return answered("This browser has no room left to note it.", feeling);
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      answered(ANSWERS[feeling], feeling);
    });
    return button;
  });
  group.replaceChildren(...buttons);
}
