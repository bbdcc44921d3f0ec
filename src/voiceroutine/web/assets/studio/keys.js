/** The keys of the editor, and their list. */

import { el } from "./dom.js";

/**
 * @typedef {object} Key
 * @property {string[]} keys as they are written on a keyboard
 * @property {string} means
 * @property {((event: KeyboardEvent) => boolean) | null} is null for a key that something else listens to
 * @property {() => void} [act]
 */

const MAC = navigator.platform.startsWith("Mac");
const CTRL = MAC ? "⌘" : "Ctrl";

/**
 * @param {string} key
 * @param {boolean} [shift]
 */
export function ctrl(key, shift = false) {
  return (/** @type {KeyboardEvent} */ event) =>
    (MAC ? event.metaKey : event.ctrlKey) && !event.altKey && event.shiftKey === shift && event.key.toLowerCase() === key;
}

/**
 * @param {string} key
 */
export function alt(key) {
  return (/** @type {KeyboardEvent} */ event) => event.altKey && !event.ctrlKey && !event.metaKey && event.code === key;
}

/** How the keys with a modifier are written. */
export const written = {
  ctrl: (/** @type {string} */ key) => [CTRL, key],
  alt: (/** @type {string} */ key) => [MAC ? "⌥" : "Alt", key],
};

/**
 * Listen to keys, and return the dialog that lists them.
 *
 * @param {[string, Key[]][]} groups
 * @returns {HTMLDialogElement}
 */
export function listen(groups) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    const found = groups.flatMap(([, keys]) => keys).find((key) => key.is?.(event));
    if (!found?.act) return;
    event.preventDefault();
    found.act();
  });
  const rows = groups.flatMap(([title, keys]) => [
    el("h3", {}, title),
    el("dl", { class: "keys" }, ...keys.flatMap((key) => [el("dt", {}, ...key.keys.flatMap((it, at) => [at ? (key.is ? " + " : " ") : "", el("kbd", {}, it)])), el("dd", {}, key.means)])),
  ]);
  const dialog = el("dialog", { class: "keys-dialog", "aria-labelledby": "keys-title" }, el("h2", { id: "keys-title" }, "Keys"), ...rows);
  dialog.append(el("button", { type: "button", class: "main", click: () => dialog.close() }, "Close"));
  document.body.append(dialog);
  return dialog;
}
