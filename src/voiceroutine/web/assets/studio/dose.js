/** The dose of a stretch: one line, as it is written on paper, or the same as numbers. */

import { el } from "./dom.js";
import { fill, newId } from "./filling.js";
import { given } from "./edits.js";
import { rowOf, showRows, showWrong } from "./fields.js";
import { NUMBERS } from "./sections.js";

/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Field} Field */

export class DoseView {
  /**
   * @param {import("./fields.js").Owner} owner
   * @param {Field[]} fields of a stretch
   * @param {() => Origin} origin
   */
  constructor(owner, fields, origin) {
    this.owner = owner;
    this.fields = fields;
    this.origin = origin;
    /** @type {import("./fields.js").Row[] | null} */
    this.rows = null;
    const id = newId();
    this.input = el("input", { id, type: "text", autocomplete: "off", "aria-describedby": `${id}p` });
    this.input.addEventListener("input", () => {
      const line = this.input.value.trim();
      this.input.dataset.typed = line;
      const kind = JSON.stringify([...owner.place(), "dose"]);
      owner.model.edit(() => [{ op: "field", place: owner.place(), path: ["dose"], value: line || null }], kind);
    });
    this.wrong = el("div", { class: "wrong", id: `${id}p` });
    this.numbers = el("div", { class: "numbers", hidden: true });
    this.toggle = el("button", { type: "button", class: "plain small", "aria-expanded": "false", click: () => this.fold() }, "As numbers");
    const label = el("label", { for: id, class: "dose-label" }, "Dose");
    this.element = el("div", { class: "dose" }, el("div", { class: "dose-line" }, label, this.input, this.toggle), this.wrong, this.numbers);
    this.element.addEventListener("focusin", () => {
      this.element.dispatchEvent(new CustomEvent("field", { bubbles: true, detail: [...owner.place(), "hold"] }));
    });
  }

  fold() {
    const open = this.toggle.getAttribute("aria-expanded") === "false";
    this.toggle.setAttribute("aria-expanded", String(open));
    this.numbers.hidden = !open;
    if (open && !this.rows) {
      this.rows = NUMBERS.map((key) => this.fields.find((field) => field.key === key)).filter(isThere).map((field) => rowOf(field, this.owner));
      this.numbers.append(...this.rows.map((row) => row.element));
    }
    if (this.shown) this.show(...this.shown);
  }

  /**
   * @param {any} written
   * @param {Problem[]} problems of the stretch
   */
  show(written, problems) {
    /** @type {[any, Problem[]]} */
    this.shown = [written, problems];
    const origin = this.origin();
    const { dose, values } = origin;
    const own = written?.dose ?? (NUMBERS.some((key) => written?.[key] !== undefined) ? dose : "");
    fill(this.input, own, dose ? `${whose(origin)}: ${dose}` : "for example 3 x 10, hold 5 s");
    const at = this.owner.place().length;
    const ofDose = problems.filter((it) => {
      const key = it.path?.[at];
      return key === "dose" || (!this.rows && typeof key === "string" && NUMBERS.includes(key));
    });
    showWrong(this.owner.model, this.wrong, this.input, ofDose);
    if (this.rows && !this.numbers.hidden) {
      const numbers = written?.dose === undefined ? written : Object.fromEntries(NUMBERS.map((key) => [key, values[key]]));
      showRows(this.rows, numbers, given(origin), problems, this.owner.place());
    }
  }
}

/**
 * Return who says the dose where this script does not.
 *
 * @param {Origin} origin
 */
function whose({ from, written }) {
  if (from) return `from ${from}`;
  return written.includes("use") ? "from the library" : "as usual";
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {value is T}
 */
function isThere(value) {
  return value !== undefined;
}
