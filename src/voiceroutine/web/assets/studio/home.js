/** The studio's first page: one's own scripts, the routines and the library, and what a script can begin with. */

import { Refusal, get, post } from "./api.js";
import { ask } from "./ask.js";
import { byId, clock, el } from "./dom.js";
import { newId } from "./filling.js";
import { Shelf } from "./insert.js";
import { notify, notifyRefusal } from "./notices.js";

/**
 * @typedef {object} ScriptCard
 * @property {string} id
 * @property {string} name of its file
 * @property {boolean} own
 * @property {string} title
 * @property {string} summary
 * @property {number | null} duration_ms
 * @property {boolean} guessed
 * @property {string[]} areas
 * @property {number} stretches
 * @property {string[]} extends
 * @property {string} patient
 * @property {number} errors
 * @property {boolean} unsaved whether something was written and not saved
 */

const SHEET = "Chin tucks 3x10, hold 5 s\nUpper trap stretch 30 s x 2, each side\nCat cow, 10 reps";

/**
 * Begin a script, and open it.
 *
 * @param {Record<string, unknown>} asked
 */
async function begin(asked) {
  const { id, remarks, doubts } = await post("new", asked);
  if (doubts) return void setTimeout(() => askWhich(asked, doubts)); // once the dialog before it is closed
  if (remarks.length) sessionStorage.setItem(`remarks:${id}`, JSON.stringify(remarks));
  location.href = `edit.html?script=${encodeURIComponent(id)}`;
}

/**
 * Ask which exercises of a sheet are those of the library, and begin the script.
 *
 * @param {Record<string, unknown>} asked
 * @param {{line: number, written: string, name: string}[]} doubts
 */
function askWhich(asked, doubts) {
  const questions = doubts.map(({ line, written, name }) => ({
    key: String(line),
    label: `“${written}”`,
    choices: /** @type {[string, string][]} */ ([["yes", `is the library’s “${name}”`], ["", "is an exercise of my own"]]),
  }));
  ask("Are these in the library?", "The library has exercises with names like these.", questions, "Go on", (answers) => {
    const same = Object.keys(answers).filter((line) => answers[line]);
    return begin({ ...asked, same });
  });
}

function beginEmpty() {
  ask("A new script", "You add the stretches next.", [{ key: "name", label: "Title", example: "Evening stretches" }], "Begin", ({ name }) => begin({ name, from: "nothing" }));
}

function beginSheet() {
  const questions = [
    { key: "text", label: "The exercises, one on each line, as you would type them", example: SHEET, long: true },
    { key: "name", label: "Title (if the sheet has none)", example: "Shoulder programme" },
  ];
  ask("From a typed list", "Each exercise is looked up in the library, and its dose is read.", questions, "Read it", ({ name, text }) => begin({ name, text, from: "sheet" }));
}

/** @param {ScriptCard} script */
function beginFor(script) {
  const questions = [{ key: "patient", label: "The patient's name", example: "Anna Weber", needed: true }, { key: "name", label: "Title", value: script.title }];
  ask(
    `${script.title}, for a patient`,
    "It follows the original: what you change there later changes here, too, unless this one says otherwise.",
    questions,
    "Begin",
    ({ name, patient }) => begin({ name, patient, source: script.id, from: "script" }),
  );
}

/** @param {ScriptCard} script */
function beginCopy(script) {
  const questions = [{ key: "name", label: "Title", value: `${script.title}, my version` }];
  ask(`A copy of ${script.title}`, "The copy is yours alone, and the original stays as it is.", questions, "Copy", ({ name }) => begin({ name, source: script.id, from: "script" }));
}

/**
 * Return a button, and a line below it that says what it does.
 *
 * @param {string} label
 * @param {string} means
 * @param {string} title of the script
 * @param {() => void} click
 */
function actOf(label, means, title, click) {
  const id = newId();
  const button = el("button", { type: "button", class: "small", "aria-label": `${label}: ${title}`, "aria-describedby": id, click }, label);
  return el("div", {}, button, el("p", { class: "kind", id }, means));
}

/** @param {ScriptCard} script */
function cardOf(script) {
  const length = script.duration_ms === null ? "" : `${script.guessed ? "about " : ""}${clock(script.duration_ms)}`;
  const count = script.stretches === 1 ? "1 stretch" : script.stretches ? `${script.stretches} stretches` : "";
  const wrong = script.errors === 1 ? "1 mistake" : script.errors ? `${script.errors} mistakes` : "";
  const facts = [script.own && script.name, length, count, script.patient && `for ${script.patient}`, script.extends.length && `changes ${script.extends.join(" and ")}`, wrong, script.unsaved && "with changes not saved yet"];
  return el(
    "li",
    { class: "script-card" },
    el("h3", {}, el("a", { href: `edit.html?script=${encodeURIComponent(script.id)}` }, script.title)),
    el("p", { class: "kind" }, facts.filter(Boolean).join(" · ")),
    script.summary ? el("p", {}, script.summary) : null,
    el(
      "div",
      { class: "acts" },
      actOf("For a patient", "Follows this one; you write only what differs.", script.title, () => beginFor(script)),
      actOf("Copy", "Stands on its own: all of it is yours.", script.title, () => beginCopy(script)),
    ),
  );
}

/**
 * Put cards into their list, and take away the word that they are looked for.
 *
 * @param {string} name of the list
 * @param {ScriptCard[]} scripts
 * @param {string} none what is said where there are none
 */
function fillIn(name, scripts, none) {
  byId(name, HTMLElement).replaceChildren(...scripts.map(cardOf));
  const status = byId(`${name}-status`, HTMLElement);
  status.textContent = scripts.length ? "" : none;
}

async function show() {
  byId("begin", HTMLElement).append(
    el("button", { type: "button", class: "main", click: beginSheet }, "From a typed list of exercises"),
    el("button", { type: "button", click: beginEmpty }, "An empty script"),
  );
  // one after the other: what is one's own comes first, and is there at once
  fillIn("own", await get("scripts"), "None yet. Begin one above, or open a ready-made routine.");
  fillIn("routines", await get("routines"), "");
  const stretches = await get("stretches");
  byId("library-status", HTMLElement).textContent = "";
  const shelf = new Shelf(stretches, (stretch) => {
    const questions = [{ key: "name", label: "Title", value: stretch.name }];
    ask("A new script", `It begins with ${stretch.name}.`, questions, "Begin", ({ name }) => begin({ name, source: stretch.key, from: "script" }));
  });
  byId("library", HTMLElement).append(shelf.element);
  document.documentElement.dataset.ready = "true";
}

show().catch((error) => {
  if (error instanceof Refusal) notifyRefusal(error);
  else notify("refused", "This page could not begin. Load it again.");
  throw error;
});
