/** Asks a few things in a dialog. */

import { Refusal } from "./api.js";
import { el, withCode } from "./dom.js";
import { newId } from "./filling.js";
import { sentence } from "./problems.js";

/**
 * @typedef {object} Question
 * @property {string} key
 * @property {string} label
 * @property {string} [value] to begin with
 * @property {string} [example]
 * @property {boolean} [long] whether it has several lines
 * @property {boolean} [needed] whether it cannot be left empty
 * @property {[string, string][]} [choices] the answers there are, each with its words; the first holds until another is chosen
 */

/**
 * Ask, and have done what was answered: the dialog stays, and says what was refused, until it is done or given up.
 *
 * @param {string} title
 * @param {string} means
 * @param {Question[]} questions
 * @param {string} done what the button says
 * @param {(answers: Record<string, string>) => Promise<void>} act
 */
export function ask(title, means, questions, done, act) {
  const inputs = questions.map(({ label, value, example, long, needed, choices }) => {
    const id = newId();
    const input = choices
      ? el("select", { id }, ...choices.map(([answer, words]) => el("option", { value: answer }, words)))
      : el(long ? "textarea" : "input", { id, value: value ?? "", placeholder: example, autocomplete: "off", required: needed });
    return { input, row: el("div", {}, el("label", { class: "label", for: id }, label), input) };
  });
  const refused = el("p", { class: "problem error", role: "alert", hidden: true });
  const button = el("button", { type: "submit", class: "main" }, done);
  const acts = el("div", { class: "acts" }, el("button", { type: "button", click: () => dialog.close() }, "Cancel"), button);
  const form = el("form", {}, ...inputs.map(({ row }) => row), refused, acts);
  const dialog = el("dialog", { class: "ask", "aria-labelledby": "ask-title" }, el("h2", { id: "ask-title" }, title), means ? el("p", { class: "lead" }, means) : null, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await act(Object.fromEntries(questions.map(({ key }, at) => [key, inputs[at].input.value.trim()])));
      dialog.close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.replaceChildren(...withCode([error.message, error.hint ?? ""].filter(Boolean).map(sentence).join(" ")));
      refused.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  inputs[0]?.input.focus();
}
