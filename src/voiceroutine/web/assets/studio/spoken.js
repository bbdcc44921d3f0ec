/** What is filled in with words that are spoken or read: one text, or several that take turns. */

import { arrange, el, iconButton } from "./dom.js";
import { asList, fill, newId, shownAs } from "./filling.js";

/** @typedef {import("./types.js").Field} Field */
/** @typedef {import("./controls.js").Host} Host */
/** @typedef {import("./controls.js").Control} Control */

let pressed = false;
document.addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel", "dragend"]) document.addEventListener(end, () => (pressed = false), true);

/**
 * Do something that moves what is below: not while a mouse button is down, or what is clicked is no longer there.
 *
 * @param {() => void} act
 */
function onceReleased(act) {
  if (pressed) document.addEventListener("pointerup", () => setTimeout(act), { once: true });
  else act();
}

/**
 * Return a control of a text that is spoken or read: as high as it is long, with the names that it can contain.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @returns {Control}
 */
export function text(field, host, id) {
  const one = words(field, host, id, []);
  return { element: one.element, focus: one.input, show: (value, given) => one.show(value, given) };
}

/**
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @param {import("./types.js").Path} sub
 */
function words(field, host, id, sub) {
  const input = el("textarea", { id, rows: "1" });
  let recorded = ""; // the name of the recording beside the words
  let usual = ""; // what is said where nothing is written
  let lent = ""; // the same, while it stands in the field to be changed: a placeholder would vanish at the first key
  input.addEventListener("focus", () => {
    if (input.value !== "" || usual === "") return;
    input.value = lent = usual;
    if (!pressed) input.select(); // as a key moves from field to field; a mouse sets the caret
  });
  input.addEventListener("blur", () => {
    if (lent && input.value === lent) input.value = "";
    lent = "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  const write = () => {
    if (input.value.includes("\n")) input.value = input.value.replace(/\s*\n\s*/g, " ");
    const written = input.value.trim();
    input.dataset.typed = written;
    if (written === "" || written === lent) host.write(sub, undefined, true);
    else host.write(recorded ? [...sub, "say"] : sub, written, true);
  };
  input.addEventListener("input", write);
  const names = field.placeholders.filter((name) => !name.includes("."));
  const chips = el("div", { class: "chips", hidden: true }, el("span", { class: "kind" }, "Put in:"));
  for (const name of names) {
    const put = () => {
      input.setRangeText(`{${name}}`, input.selectionStart, input.selectionEnd, "end");
      input.focus();
      write();
    };
    const label = `Put the ${name.replaceAll("_", " ")} into the text`;
    const keep = (/** @type {Event} */ event) => event.preventDefault();
    chips.append(el("button", { type: "button", class: "chip", title: label, click: put, mousedown: keep }, `{${name}}`));
  }
  const hear = host.hear;
  const play = hear ? iconButton("play", `Hear it: ${field.label}, ${host.name}`, () => hear(sub, input.value || input.placeholder)) : null;
  const put = (/** @type {string | undefined} */ recording) => {
    const say = input.value || input.placeholder;
    host.write(sub, recording ? { say, recording } : say, false);
  };
  const { record } = host;
  const mic = record ? iconButton("mic", "", () => record(sub, { words: input.value || input.placeholder, recording: recorded, label: field.label, name: host.name, put })) : null;
  const of = el("p", { class: "kind", hidden: true });
  const element = el("div", { class: "words" }, el("div", { class: "words-row" }, input, play, mic), of, names.length ? chips : null);
  element.addEventListener("focusin", () => (chips.hidden = false));
  element.addEventListener("focusout", (event) => {
    if (!element.contains(/** @type {Node | null} */ (event.relatedTarget))) onceReleased(() => (chips.hidden = !element.contains(document.activeElement)));
  });
  /** @param {any} value @param {any} given */
  const show = (value, given) => {
    recorded = isRecorded(value) ? value.recording : "";
    const [own, held] = [shownAs(wordsOf(value)), shownAs(wordsOf(given))];
    if (lent && own === "" && input.value === lent) input.placeholder = held;
    else fill(input, own, held);
    usual = own || Array.isArray(given) ? "" : held;
    if (play) play.disabled = !(input.value || input.placeholder);
    of.hidden = !recorded;
    of.textContent = recorded ? `Recorded: ${recorded}` : "";
    if (mic) {
      const label = `${recorded ? "Record again" : "Record"}: ${field.label}, ${host.name}`;
      if (mic.title !== label) [mic.title, mic.ariaLabel] = [label, label];
      // of several texts of the library, none stands here yet
      mic.disabled = !(input.value || usual);
    }
  };
  return { element, input, show };
}

/**
 * Return a control of texts that take turns: one, and more where somebody adds them.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @returns {Control}
 */
export function turns(field, host, id) {
  /** @type {ReturnType<typeof words>[]} */
  let rows = [];
  /** @type {any} */
  let written;
  /** @type {any} */
  let held;
  const list = el("div", { class: "turns" });
  const add = el("button", { type: "button", class: "plain small", click: () => host.write([], [...asList(written ?? held), ""], false) }, "Another, in turn");
  const change = el("button", { type: "button", class: "plain small", hidden: true, click: () => host.write([], asList(held), false) }, "Change these");
  const element = el("div", {}, list, change, add);
  /** @param {number} count @param {boolean} several */
  const build = (count, several) => {
    rows = Array.from({ length: count }, (_, at) => {
      const sub = several ? [at] : [];
      return words(field, { ...host, write: (inner, value, typing) => host.write(inner, several ? (value ?? "") : value, typing) }, at ? newId() : id, sub);
    });
    arrange(list, rows.map((row, at) => {
      if (!several) return row.element;
      if (at) row.input.setAttribute("aria-label", `${field.label}, ${at + 1}`);
      return el("div", { class: "in-turn" }, row.element, iconButton("remove", `Leave out text ${at + 1} of ${field.label}`, () => host.remove([at])));
    }));
    list.dataset.shape = `${count} ${several}`;
  };
  build(1, false);
  return {
    element,
    get focus() {
      return rows[0].input;
    },
    show: (value, given) => {
      [written, held] = [value, given];
      const several = Array.isArray(value);
      const count = several ? Math.max(1, value.length) : 1;
      if (list.dataset.shape !== `${count} ${several}`) build(count, several);
      const usual = asList(given).map(wordsOf);
      rows.forEach((row, at) => row.show(several ? value[at] : value, several ? "" : usual.length > 1 ? [usual.join(" / ")] : usual[0]));
      change.hidden = value !== undefined || usual.length < 2;
    },
  };
}

/**
 * Whether a text has its recording beside it.
 *
 * @param {any} value
 */
function isRecorded(value) {
  return typeof value?.recording === "string" && typeof value.say === "string";
}

/**
 * Return the words of a text, which may have a recording.
 *
 * @param {any} value
 * @returns {any}
 */
function wordsOf(value) {
  return isRecorded(value) ? value.say : value;
}
