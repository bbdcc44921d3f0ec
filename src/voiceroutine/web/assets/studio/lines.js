/** Finds the line on which a field is written, in a text that is laid out as scripts mostly are: a key or an item a line. */

/** @typedef {import("./types.js").Path} Path */

/**
 * Return the line of a field, or of the nearest thing around it that has a line of its own.
 *
 * @param {string} text
 * @param {Path} path
 * @returns {number} from 1
 */
export function lineOf(text, path) {
  const lines = text.split("\n");
  let [from, to, found] = [0, lines.length, 0];
  for (const part of path) {
    const indent = indentAt(lines, from, to);
    const starts = typeof part === "number" ? items(lines, from, to) : keys(lines, from, to, indent);
    const at = typeof part === "number" ? part : starts.findIndex((line) => keyIn(lines[line]) === part);
    if (at < 0 || at >= starts.length) break;
    found = starts[at];
    to = starts[at + 1] ?? to;
    // the first key of an item stands on the item's own line
    from = typeof part === "number" ? found : found + 1;
    if (typeof part === "number") lines[found] = lines[found].replace("-", " ");
  }
  return found + 1;
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {number} to
 * @returns {number} how far the first line is indented that says something
 */
function indentAt(lines, from, to) {
  for (let line = from; line < to; line += 1) if (/^ *[^ #]/.test(lines[line])) return lines[line].search(/[^ ]/);
  return 0;
}

/** @param {string} line */
function keyIn(line) {
  return /^ *["']?([^"'#:]+)["']?:(?: |$)/.exec(line)?.[1].trim();
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {number} to
 * @param {number} indent
 * @returns {number[]} the lines at which keys begin
 */
function keys(lines, from, to, indent) {
  return between(from, to).filter((line) => lines[line].search(/[^ ]/) === indent && keyIn(lines[line]) !== undefined);
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {number} to
 * @returns {number[]} the lines at which the items of a list begin
 */
function items(lines, from, to) {
  const indent = indentAt(lines, from, to);
  return between(from, to).filter((line) => lines[line].search(/[^ ]/) === indent && /^ *-(?: |$)/.test(lines[line]));
}

/**
 * @param {number} from
 * @param {number} to
 */
function between(from, to) {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
