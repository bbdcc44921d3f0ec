/** Notices above the page: something happened that somebody must know of, and often decide. */

import { byId, el, withCode } from "./dom.js";
import { sentence } from "./problems.js";

/**
 * Show a notice; one of the same name gives way to it.
 *
 * @param {string} name
 * @param {string} text
 * @param {[string, () => void][]} [acts] what can be done, each with its button; the notice goes once one is chosen
 * @param {string[]} [points] what it tells, one below the other
 * @returns {() => void} takes it away
 */
export function notify(name, text, acts = [], points = []) {
  const place = byId("notices", HTMLElement);
  drop(name);
  const gone = () => notice.remove();
  const buttons = acts.map(([label, act]) => el("button", { type: "button", click: () => (gone(), act()) }, label));
  const close = acts.length ? null : el("button", { type: "button", class: "plain", click: gone }, "Close");
  const notice = el("div", { class: "notice", role: "alert", "data-name": name }, el("p", {}, ...withCode(text)), ...buttons, close);
  if (points.length) notice.append(el("ul", {}, ...points.map((point) => el("li", {}, ...withCode(point)))));
  place.append(notice);
  return gone;
}

/**
 * Take a notice away.
 *
 * @param {string} name
 */
export function drop(name) {
  byId("notices", HTMLElement).querySelector(`[data-name="${name}"]`)?.remove();
}

/**
 * Show what the server refused.
 *
 * @param {{message: string, hint: string | null}} refusal
 */
export function notifyRefusal(refusal) {
  notify("refused", [sentence(refusal.message), refusal.hint ? sentence(refusal.hint) : ""].join(" "));
}
