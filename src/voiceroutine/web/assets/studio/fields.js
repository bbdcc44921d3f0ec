/** Rows of the form: a label, what it means, the control, and the problems of the field below it. */

import { arrange, el } from "./dom.js";
import { controlOf } from "./controls.js";
import { setting, valueAt } from "./edits.js";
import { newId } from "./filling.js";
import { listControl } from "./lists.js";
import { fileName } from "./record.js";
import { LABELS, MEANS, SOUNDS } from "./sections.js";
import { soundControl } from "./sounds.js";
import { fixButton, hintOf, inWords, problemsAt, sentence } from "./problems.js";

/** @typedef {import("./types.js").Field} Field */
/** @typedef {import("./types.js").Path} Path */
/** @typedef {import("./types.js").Problem} Problem */

/**
 * @typedef {object} Owner what a field belongs to: the script, a stretch or a group
 * @property {import("./model.js").Model} model
 * @property {import("./types.js").Fields} fields
 * @property {() => Path} place where its fields are written
 * @property {string} name
 * @property {() => boolean} extends whether another script may say what is not written here
 * @property {(path: Path, words?: string) => void} hear plays a field that says these words
 * @property {(path: Path) => void} open shows a field in the text
 */

/**
 * @typedef {object} Row
 * @property {string} key
 * @property {HTMLElement} element
 * @property {(value: any, given: any, problems: Problem[]) => void} show
 * @property {() => void} focus
 */

/** Fields whose words are spoken, and can be heard. */
const SPOKEN = new Set(["name", "avoid_if", "purpose", "setup", "feel", "easier", "caution", "start", "again", "release", "opening", "closing", "notice", "title"]);

/**
 * Return the row of a field.
 *
 * @param {Field} known
 * @param {Owner} owner
 * @returns {Row}
 */
export function rowOf(known, owner) {
  const field = { ...known, label: LABELS[known.key] ?? known.label };
  const id = newId();
  const path = () => [...owner.place(), field.key];
  const { model } = owner;
  /**
   * @param {import("./types.js").Look} look
   * @param {Path} sub
   * @param {unknown} value undefined takes it away
   * @returns {import("./types.js").Edit[]}
   */
  const edits = (look, sub, value) => {
    const place = owner.place();
    if (!place.length) return setting(look.data, [field.key, ...sub], value);
    // a rep is held, counted or made of steps: a new stretch has a hold, which gives way to the first step
    const first = field.key === "steps" && !sub.length && value !== undefined;
    const others = first ? ["hold", "tempo"].filter((key) => valueAt(look.data, [...place, key]) !== undefined) : [];
    return [
      ...others.map((key) => /** @type {import("./types.js").Edit} */ ({ op: "field", place, path: [key], value: null })),
      { op: "field", place, path: [field.key, ...sub], value: value ?? null },
    ];
  };
  /** @type {import("./controls.js").Host} */
  const host = {
    name: owner.name,
    write: (sub, value, typing) => {
      const kind = typing ? JSON.stringify([...path(), ...sub]) : "";
      model.edit((look) => edits(look, sub, value), kind);
    },
    remove: (sub) => model.edit((look) => edits(look, sub, undefined)),
    hear: SPOKEN.has(field.key) || field.part ? (sub, words) => owner.hear([...path(), ...sub], words) : null,
    record: isRecordable(field)
      ? (sub, take) => element.dispatchEvent(new CustomEvent("record", { bubbles: true, detail: { path: [...path(), ...sub], file: fileName(owner.name, [field.key, ...sub]), take } }))
      : null,
  };
  const below = field.part && field.many ? owner.fields[field.part] : null;
  const control = isInText(field)
    ? inText(field, () => owner.open(path()))
    : below
      ? listControl(field, below, host, id)
      : field.key in SOUNDS
        ? soundControl(field, host, id)
        : controlOf(field, host, id);
  const note = el("p", { class: "means", id: `${id}m` }, ...inWords(MEANS[field.key] ?? field.description ?? ""));
  const wrong = el("div", { class: "wrong", id: `${id}p` });
  const label = below || isInText(field) ? el("span", { class: "label" }, field.label) : el("label", { class: "label", for: id }, field.label);
  const element = el("div", { class: `field-row kind-${field.kind}`, "data-key": field.key }, el("div", { class: "of-field" }, label, note), el("div", {}, control.element, wrong));
  const unit = control.element.querySelector(".unit") ? ` ${id}u` : "";
  control.focus.setAttribute("aria-describedby", `${id}m${unit} ${id}p`);
  element.addEventListener("focusin", () => element.dispatchEvent(new CustomEvent("field", { bubbles: true, detail: path() })));
  return {
    key: field.key,
    element,
    focus: () => control.focus.focus(),
    show: (value, given, problems) => {
      control.show(value, given ?? (owner.extends() ? undefined : (field.default ?? undefined)));
      showWrong(model, wrong, control.focus, problems);
    },
  };
}

/**
 * Show the problems of a field below it.
 *
 * @param {import("./model.js").Model} model
 * @param {HTMLElement} place
 * @param {HTMLElement} control
 * @param {Problem[]} problems
 */
export function showWrong(model, place, control, problems) {
  const written = JSON.stringify(problems);
  if (place.dataset.shown === written) return;
  place.dataset.shown = written;
  if (problems.some((it) => it.severity === "error")) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  arrange(place, problems.map((problem) => el(
    "div",
    { class: `problem ${problem.severity}` },
    el("p", { class: "what" }, ...inWords(sentence(problem.message))),
    ...hintOf(problem),
    problem.fix ? el("div", { class: "acts" }, fixButton(model, problem)) : null,
  )));
}

/**
 * Show what a set of rows has to say.
 *
 * @param {Row[]} rows
 * @param {any} written what this script writes
 * @param {any} given what holds where it writes nothing
 * @param {Problem[]} problems
 * @param {Path} place
 */
export function showRows(rows, written, given, problems, place) {
  for (const row of rows) {
    row.show(valueAt(written, [row.key]), valueAt(given, [row.key]), problems.length ? problemsAt(problems, [...place, row.key]) : []);
  }
}

/** @param {Field} field */
function isRecordable(field) {
  return (SPOKEN.has(field.key) && field.key !== "name" && field.key !== "title") || Boolean(field.part && field.many);
}

/** @param {Field} field */
function isInText(field) {
  return field.kind === "words" || (field.kind === "part" && !(field.key in SOUNDS));
}

/**
 * Return what stands for a field that is changed in the text.
 *
 * @param {Field} field
 * @param {() => void} open
 * @returns {import("./controls.js").Control}
 */
function inText(field, open) {
  const said = el("span", { class: "kind" });
  const button = el("button", { type: "button", class: "plain small", click: open }, `Change ${field.label.toLowerCase()} in the text`);
  return { element: el("div", {}, said, button), focus: button, show: (value) => (said.textContent = value === undefined ? "" : "Written in the text. ") };
}
