/** Makes the edits of the session's own keys. Those of stretches are made by the server, wherever they are written. */

/** @typedef {import("./types.js").Path} Path */
/** @typedef {import("./types.js").Edit} Edit */

/**
 * Return what there is at a path; undefined for nothing.
 *
 * @param {any} data
 * @param {Path} path
 * @returns {any}
 */
export function valueAt(data, path) {
  return path.reduce((part, key) => part?.[key], data);
}

/**
 * Return the edits that give a path a value; what it lies in is made, where it is not there.
 *
 * @param {any} data the script's content
 * @param {Path} path
 * @param {any} value undefined takes the key away, and what would be empty without it
 * @returns {Edit[]}
 */
export function setting(data, path, value) {
  if (value === undefined) return removing(data, path);
  if (JSON.stringify(valueAt(data, path)) === JSON.stringify(value)) return [];
  let there = 0;
  while (there < path.length - 1 && isHolder(valueAt(data, path.slice(0, there + 1)))) there += 1;
  const whole = path.slice(there + 1).reduceRight((below, key) => (typeof key === "number" ? [below] : { [key]: below }), value);
  const at = path.slice(0, there + 1);
  const holder = valueAt(data, path.slice(0, there));
  const last = at.at(-1);
  if (Array.isArray(holder) && last === holder.length) return [{ op: "insert", path: at, value: whole }];
  return [{ op: "set", path: at, value: whole }];
}

/**
 * Return the edits that take away what is at a path, and the key that held nothing else.
 *
 * @param {any} data
 * @param {Path} path
 * @returns {Edit[]}
 */
export function removing(data, path) {
  if (valueAt(data, path) === undefined) return [];
  let gone = path;
  while (gone.length > 1 && isEmptyWithout(valueAt(data, gone.slice(0, -1)))) gone = gone.slice(0, -1);
  return [{ op: "remove", path: gone }];
}

/** @param {any} value */
function isHolder(value) {
  return value !== null && typeof value === "object";
}

/** @param {any} holder */
function isEmptyWithout(holder) {
  return (Array.isArray(holder) ? holder.length : Object.keys(holder).length) === 1;
}

/**
 * Return what holds of a stretch where this script writes nothing.
 *
 * @param {import("./types.js").Origin} origin
 * @returns {Record<string, any>}
 */
export function given({ values, written }) {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !written.includes(key)));
}
