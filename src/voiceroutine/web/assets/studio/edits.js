/** Makes the edits that the form asks for. Each is worked out when it is sent, from what the script says then. */

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
  while (gone.length > 1 && isEmptyWithout(valueAt(data, gone.slice(0, -1))) && !isItem(gone)) gone = gone.slice(0, -1);
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
 * Whether a path leads to a key of a stretch in a list: an empty stretch stays, with its mistake.
 *
 * @param {Path} path
 */
function isItem(path) {
  return typeof path.at(-2) === "number" || path[0] === "stretches" && path.length <= 2;
}

/**
 * Return the edits for a new stretch or group.
 *
 * @param {any} data
 * @param {Path} list the path of the list that it goes into: `["stretches"]`
 * @param {number} at
 * @param {Record<string, unknown>} item
 * @returns {Edit[]}
 */
export function inserting(data, list, at, item) {
  return Array.isArray(valueAt(data, list)) ? [{ op: "insert", path: [...list, at], value: item }] : setting(data, list, [item]);
}

/** The keys that a dose says, as it is written on paper. */
export const DOSE_KEYS = ["sets", "reps", "hold", "set_rest", "rest", "sides", "alternate", "tempo"];

/**
 * Return the edits that give a stretch its dose as one line, in place of the keys that say the same.
 *
 * @param {any} data
 * @param {Path} stretch
 * @param {string} line empty for the usual dose
 * @returns {Edit[]}
 */
export function dosing(data, stretch, line) {
  const written = valueAt(data, stretch) ?? {};
  const gone = DOSE_KEYS.filter((key) => written[key] !== undefined);
  const edits = setting(data, [...stretch, "dose"], line || undefined);
  return [...gone.map((key) => /** @type {Edit} */ ({ op: "remove", path: [...stretch, key] })), ...edits];
}

/**
 * Return the edits that give one number of a dose. A dose that is one line gives way to its numbers.
 *
 * @param {any} data
 * @param {Path} stretch
 * @param {Record<string, any>} values what holds for the stretch
 * @param {string} key
 * @param {unknown} value undefined for the usual one
 * @returns {Edit[]}
 */
export function numbering(data, stretch, values, key, value) {
  const written = valueAt(data, stretch) ?? {};
  if (written.dose === undefined) return setting(data, [...stretch, key], value);
  /** @type {Edit[]} */
  const edits = [];
  for (const each of DOSE_KEYS) {
    const kept = each === key ? value : values[each];
    if (kept !== undefined && kept !== null) edits.push({ op: "set", path: [...stretch, each], value: plain(kept) });
  }
  return [{ op: "remove", path: [...stretch, "dose"] }, ...edits];
}

/**
 * Return a number or a flag that was read as a text as what it is, so that it is written without quotes.
 *
 * @param {any} value
 */
function plain(value) {
  if (value === "true" || value === "false") return value === "true";
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}
