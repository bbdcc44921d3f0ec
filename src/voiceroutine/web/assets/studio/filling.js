/** What is shown in a field: what is written, or, where nothing is, what holds in its place. */

let lastId = 0;

/** @returns {string} an id that no other element has */
export function newId() {
  lastId += 1;
  return `f${lastId}`;
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
  // the space after a word is typed before the next one
  if (document.activeElement === input && input.value.trim() === value) return;
  if (input.value !== value) input.value = value;
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

/**
 * @param {any} value
 * @returns {any[]}
 */
export function asList(value) {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
