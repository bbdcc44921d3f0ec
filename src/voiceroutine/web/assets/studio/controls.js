/**
 * What a field is filled in with. A control shows what is written, or, where nothing is, what holds in its place; and it
 * tells its host what somebody writes.
 */

import { arrange, el, iconButton } from "./dom.js";

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

let lastId = 0;

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

/** @returns {string} an id that no other element has */
export function newId() {
  lastId += 1;
  return `f${lastId}`;
}

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
 * Show a value in a field, unless somebody is writing there.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {string} value
 * @param {string} given
 */
export function fill(input, value, given) {
  if (input.placeholder !== given) input.placeholder = given;
  if (input.dataset.typed !== undefined && document.activeElement === input) {
    if (input.dataset.typed === value) delete input.dataset.typed;
    return;
  }
  delete input.dataset.typed;
  if (input.value !== value) input.value = value;
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
 * Return a control of a text that is spoken or read: as high as it is long, with the names that it can contain.
 *
 * @param {Field} field
 * @param {Host} host
 * @param {string} id
 * @returns {Control}
 */
function text(field, host, id) {
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
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  const write = () => {
    if (input.value.includes("\n")) input.value = input.value.replace(/\s*\n\s*/g, " ");
    input.dataset.typed = input.value;
    if (input.value === "") host.write(sub, undefined, true);
    else host.write(recorded ? [...sub, "say"] : sub, input.value, true);
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
    fill(input, shownAs(wordsOf(value)), shownAs(wordsOf(given)));
    if (play) play.disabled = !(input.value || input.placeholder);
    of.hidden = !recorded;
    of.textContent = recorded ? `Recorded: ${recorded}` : "";
    if (mic) {
      const label = `${recorded ? "Record again" : "Record"}: ${field.label}, ${host.name}`;
      if (mic.title !== label) [mic.title, mic.ariaLabel] = [label, label];
      // of several texts of the library, none stands here yet
      mic.disabled = !(input.value || (input.placeholder && asList(given).length === 1));
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
function turns(field, host, id) {
  /** @type {ReturnType<typeof words>[]} */
  let rows = [];
  /** @type {any} */
  let written;
  /** @type {any} */
  let held;
  const list = el("div", { class: "turns" });
  const add = el("button", { type: "button", class: "plain small", click: () => host.write([], [...asList(written ?? held), ""], false) }, "Another, in turn");
  const element = el("div", {}, list, add);
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
      rows.forEach((row, at) => row.show(several ? value[at] : value, several ? "" : asList(given).map(wordsOf).join(" / ")));
    },
  };
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

/**
 * @param {any} value
 * @returns {any[]}
 */
function asList(value) {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
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

/**
 * Return a value as a field shows it.
 *
 * @param {any} value
 * @returns {string}
 */
export function shownAs(value) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(shownAs).join(", ");
  if (typeof value === "object") return Object.entries(value).map(([key, below]) => `${key}: ${shownAs(below)}`).join(", ");
  return String(value);
}
