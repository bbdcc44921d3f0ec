/**
 * What a field is filled in with. A control shows what is written, or, where nothing is, what holds in its place; and it
 * tells its host what somebody writes.
 */

import { el } from "./dom.js";
import { fill, shownAs } from "./filling.js";
import { text, turns } from "./spoken.js";

/** @typedef {import("./types.js").Field} Field */

/**
 * @typedef {object} Host
 * @property {(sub: import("./types.js").Path, value: unknown, typing: boolean) => void} write undefined takes it away
 * @property {(sub: import("./types.js").Path) => void} remove takes away an item of a list
 * @property {((sub: import("./types.js").Path, words: string) => void) | null} hear plays what the field says
 * @property {((sub: import("./types.js").Path, take: import("./record.js").Take) => void) | null} record records what the
 *   field says
 * @property {string} name of what it belongs to, for those who hear the labels
 */

/**
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {(value: any, given: any) => void} show what is written, and what holds where nothing is
 * @property {HTMLElement} focus what gets the focus
 */

/**
 * Return the control of a field.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id of the element that a label names
 * @returns {Control}
 */
export function controlOf(field, host, id) {
  if (field.key === "chimes") return choice({ ...field, choices: ["true", "false"] }, host, id);
  if (field.kind === "choice") return choice(field, host, id);
  if (field.kind === "flag") return flag(field, host, id);
  if (field.kind === "number") return line(field, host, id, (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text));
  if (field.kind === "list") return line(field, host, id, (text) => text.split(/[,;]/).map((word) => word.trim()).filter(Boolean));
  if (field.kind === "text" && field.many) return turns(field, host, id);
  if (field.kind === "text" && (field.placeholders.length || field.key === "title")) return text(field, host, id);
  return line(field, host, id, (written) => written);
}

/**
 * Return a control of one line.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @param {(text: string) => unknown} read
 * @returns {Control}
 */
function line(field, host, id, read) {
  const input = el("input", { id, type: "text", autocomplete: "off", inputmode: field.kind === "number" ? "numeric" : undefined });
  const unit = field.kind === "length" ? el("span", { class: "unit", id: `${id}u` }) : null;
  input.addEventListener("input", () => {
    const written = input.value.trim();
    const value = written === "" ? undefined : read(written);
    input.dataset.typed = shownAs(value);
    host.write([], value, true);
    say();
  });
  // a length without a unit is in seconds
  const say = () => unit && (unit.textContent = /^\d+(\.\d+)?$/.test(input.value.trim() || input.placeholder) ? "seconds" : "");
  /** @param {any} value @param {any} given */
  const show = (value, given) => {
    fill(input, shownAs(value), shownAs(given));
    say();
  };
  return { element: unit ? el("div", { class: "with-unit" }, input, unit) : input, focus: input, show };
}

/**
 * Return a control of yes or no.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @returns {Control}
 */
function flag(field, host, id) {
  const box = el("input", { id, type: "checkbox" });
  let usual = false;
  let isWritten = false;
  // what is written already stays written: without it, another script or the library may say something else
  box.addEventListener("change", () => host.write([], box.checked === usual && !isWritten ? undefined : box.checked, false));
  const show = (/** @type {any} */ value, /** @type {any} */ given) => {
    usual = isTrue(given ?? field.default);
    isWritten = value !== undefined;
    box.checked = isWritten ? isTrue(value) : usual;
  };
  return { element: box, focus: box, show };
}

/**
 * Return a control of one of several words.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @returns {Control}
 */
function choice(field, host, id) {
  const usual = el("option", { value: "" });
  const select = el("select", { id }, usual, ...field.choices.map((word) => el("option", { value: word }, inWords(word))));
  select.addEventListener("change", () => {
    const { value } = select;
    host.write([], value === "true" || value === "false" ? isTrue(value) : value || undefined, false);
  });
  return {
    element: select,
    focus: select,
    show: (value, given) => {
      const held = shownAs(given ?? field.default);
      usual.textContent = held ? `as usual: ${inWords(held)}` : "as usual";
      const asked = shownAs(value);
      const known = [...select.options].some((option) => option.value === asked);
      if (!known) select.append(el("option", { value: asked }, asked));
      select.value = asked;
    },
  };
}

/** @param {string} word of a script */
function inWords(word) {
  return { true: "on", false: "off" }[word] ?? word.replaceAll("-", " ");
}

/** @param {any} value */
function isTrue(value) {
  return value === true || value === "true";
}
