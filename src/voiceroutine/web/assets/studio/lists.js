/** A list whose items have fields of their own: the actions of a setup, the steps of a rep, the cues in a hold. */

import { arrange, el, iconButton } from "./dom.js";
import { controlOf } from "./controls.js";
import { asList, newId, shownAs } from "./filling.js";

/** @typedef {import("./types.js").Field} Field */
/** @typedef {import("./controls.js").Host} Host */
/** @typedef {import("./controls.js").Control} Control */

/** What a new item has. A step can be silent; the others are written once they have words. */
const FIRST = { setup: { wait: "4s" }, steps: { for: "4s" }, during: { at: "10s" } };
const NAMES = { setup: "action", steps: "step", during: "cue" };

/**
 * Return the control of a list. A setup is one text until somebody gives its actions times of their own.
 *
 * @param {Field} field
 * @param {Field[]} below the fields of an item
 * @param {Host} host
 * @param {string} id
 * @returns {Control}
 */
export function listControl(field, below, host, id) {
  const name = NAMES[/** @type {keyof typeof NAMES} */ (field.key)] ?? "item";
  const fresh = FIRST[/** @type {keyof typeof FIRST} */ (field.key)] ?? {};
  const whole = field.key === "setup" ? controlOf({ ...field, many: false }, host, id) : null;
  whole?.focus.setAttribute("aria-label", field.label);
  /** @type {any} */
  let written;
  /** @type {any} */
  let held;
  /** @type {{element: HTMLElement, controls: [string, Control][], recording: HTMLElement}[]} */
  let items = [];
  /** A new item that has no words yet: nothing of it is in the script. @type {Record<string, any> | null} */
  let begun = null;
  /** How many items there will be once the words of `begun` are in the script; 0 while it has none. */
  let expected = 0;
  /** Whether `begun` gets the focus once it is shown. */
  let isNew = false;
  /** Whether one text, if there is one, has still to become the first item. */
  let isOneText = false;
  const list = el("ol", { class: "items" });
  const add = el("button", { type: "button", class: "small", click: () => {
    const before = asList(written ?? held);
    if (isHeld()) return host.write([], before, false);
    if (field.key === "steps") return host.write([], [...before, fresh], false);
    [begun, expected, isNew, isOneText] = [begun ?? { ...fresh }, 0, true, true];
    show(written, held);
  } }, whole ? "Actions with times of their own" : `Add a ${name}`);
  /** Whether there are items, and none is written here: they are taken over first. */
  const isHeld = () => written === undefined && Array.isArray(held) && held.length > 0;
  const given = el("p", { class: "kind" });
  const element = el("div", {}, whole?.element, given, list, add);

  /** @param {number | string} at */
  const isBegun = (at) => begun && !expected && at === (Array.isArray(written) ? written.length : 0);
  /** @type {Host} */
  const inner = {
    ...host,
    write: (sub, value, typing) => {
      if (!begun || !isBegun(sub[0])) return host.write(sub, value, typing);
      begun[sub[1]] = value;
      if (sub[1] !== "say" || !asList(value).some((text) => shownAs(text) !== "")) return;
      expected = asList(written).length + 1;
      host.write([], [...asList(written), begun], typing);
    },
    remove: (sub) => {
      if (!isBegun(sub[0])) return host.remove(sub);
      begun = null;
      show(written, held);
      add.focus();
    },
  };
  /** @param {number} count */
  const build = (count) => {
    items = Array.from({ length: count }, (_, at) => item(below, inner, at, name, () => written?.[at]));
    arrange(list, items.map((it) => it.element));
  };
  /** @type {Control["show"]} */
  const show = (value, usual) => {
    [written, held] = [value, usual];
    const several = Array.isArray(value) ? value : null;
    if (expected && asList(value).length >= expected) [begun, expected] = [null, 0];
    const text = several ? "" : (value ?? usual);
    if (begun && text && isOneText) host.write([], asList(text), false);
    if (begun && (text || several)) isOneText = false;
    const shown = begun && !text ? [...(several ?? []), begun] : several;
    if (whole) {
      whole.element.hidden = Boolean(shown);
      if (!shown) whole.show(value, Array.isArray(usual) && usual.length > 1 ? [usual.map(sayOf).join(" ")] : usual);
      add.textContent = shown ? "Add an action" : isHeld() ? "Change these actions" : "Actions with times of their own";
    } else {
      add.textContent = isHeld() ? `Change these ${name}s` : `Add a ${name}`;
      const number = Array.isArray(usual) ? usual.length : 0;
      given.textContent = !shown && number ? `The library has ${number}: ${usual.map(sayOf).filter(Boolean).join(" / ")}` : "";
    }
    if (items.length !== (shown?.length ?? 0)) {
      isNew ||= Boolean(begun && items.at(-1)?.element.contains(document.activeElement));
      build(shown?.length ?? 0);
    }
    items.forEach((it, at) => {
      const content = typeof shown?.[at] === "string" ? { say: shown[at] } : shown?.[at];
      for (const [key, control] of it.controls) control.show(content?.[key], "");
      it.recording.hidden = !content?.recording; // the microphone writes it
    });
    if (!isNew || !begun || !shown) return;
    isNew = false;
    items.at(-1)?.controls.find(([key]) => key === "say")?.[1].focus.focus();
  };
  return {
    element,
    get focus() {
      return whole && !Array.isArray(written) ? whole.focus : (items[0]?.controls[0]?.[1].focus ?? add);
    },
    show,
  };
}

/**
 * @param {Field[]} fields
 * @param {Host} host
 * @param {number} at
 * @param {string} name
 * @param {() => any} content what is written of it
 */
function item(fields, host, at, name, content) {
  /** @type {[string, Control][]} */
  const controls = [];
  const cells = fields.map((below) => {
    const id = newId();
    /** @type {Host} */
    const inner = {
      name: `${name} ${at + 1} of ${host.name}`,
      write: (sub, value, typing) => host.write([at, below.key, ...sub], value, typing),
      remove: (sub) => host.remove([at, below.key, ...sub]),
      hear: below.key === "say" ? (sub, words) => host.hear?.([at, below.key, ...sub], words) : null,
      record: below.key === "say" ? (sub, take) => host.record?.([at, below.key, ...sub], sub.length || take.recording ? take : beside(take, host, at, content())) : null,
    };
    const control = controlOf(below, inner, id);
    controls.push([below.key, control]);
    return el("div", { class: `cell of-${below.key}` }, el("label", { for: id }, below.label), control.element);
  });
  const recording = cells[fields.findIndex((below) => below.key === "recording")];
  const gone = iconButton("remove", `Leave out ${name} ${at + 1} of ${host.name}`, () => host.remove([at]));
  return { element: el("li", { class: "item" }, ...cells, gone), controls, recording };
}

/**
 * Return a take whose recording is written beside the words of an item.
 *
 * @param {import("./record.js").Take} take
 * @param {Host} host
 * @param {number} at
 * @param {any} content of the item
 * @returns {import("./record.js").Take}
 */
function beside(take, host, at, content) {
  const whole = content !== null && typeof content === "object";
  /** @param {string | undefined} recording */
  const put = (recording) => (whole ? host.write([at, "recording"], recording, false) : host.write([at], { say: take.words, recording }, false));
  return { ...take, recording: content?.recording ?? "", put };
}

/** @param {any} item */
function sayOf(item) {
  return typeof item === "string" ? item : String(item?.say?.say ?? item?.say ?? "");
}
