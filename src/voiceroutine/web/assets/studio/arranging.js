/**
 * Makes the edits that insert, remove, move, copy and group stretches.
 *
 * What this script writes itself is moved in its text. What a script that it extends writes is left out by `skip`, put in
 * order by `order`, and added to by `insert`.
 */

import { inserting, setting, valueAt } from "./edits.js";

/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Path} Path */

/**
 * Return whether a script changes others, and writes no list of its own at its top.
 *
 * @param {Look} look
 */
export function isOverlay(look) {
  return Boolean(look.data?.extends);
}

/**
 * Return the edits that put a new stretch or group at a place.
 *
 * @param {Look} look
 * @param {Origin | null} group in which it goes; null for the session
 * @param {number} at before which of the entries there
 * @param {Record<string, unknown>} item
 * @returns {Edit[]}
 */
export function insertion(look, group, at, item) {
  const entries = group ? (group.stretches ?? []) : look.origins;
  if (group?.path) return inserting(look.data, [...group.path, "stretches"], at, item);
  const next = entries[at]?.path;
  const before = entries[at - 1]?.path;
  if (isIn(next, "stretches")) return inserting(look.data, ["stretches"], Number(next?.[1]), item);
  if (isIn(before, "stretches")) return inserting(look.data, ["stretches"], Number(before?.[1]) + 1, item);
  if (!isOverlay(look) || !entries.length) return inserting(look.data, ["stretches"], valueAt(look.data, ["stretches"])?.length ?? 0, item);
  const place = at ? { after: entries[at - 1].key } : { before: entries[0].key };
  return inserting(look.data, ["insert"], valueAt(look.data, ["insert"])?.length ?? 0, { ...place, ...item });
}

/**
 * Return the edits that take an entry away.
 *
 * @param {Look} look
 * @param {Origin} entry
 * @returns {Edit[]}
 */
export function removal(look, entry) {
  if (entry.path) {
    const list = valueAt(look.data, entry.path.slice(0, -1));
    const lone = Array.isArray(list) && list.length === 1 && entry.path[0] === "insert";
    return [{ op: "remove", path: lone ? entry.path.slice(0, -1) : entry.path }];
  }
  /** @type {string[] | undefined} */
  const only = look.data?.only;
  if (Array.isArray(only)) return [{ op: "remove", path: ["only", only.indexOf(entry.key)] }];
  return setting(look.data, ["skip", look.data?.skip?.length ?? 0], entry.key);
}

/**
 * Return the edits that put an entry elsewhere; none where the script cannot say so.
 *
 * @param {Look} look
 * @param {Origin} entry
 * @param {Origin | null} group to which it goes; null for the session
 * @param {number} at before which of the entries there, as they are now
 * @returns {Edit[]}
 */
export function moving(look, entry, group, at) {
  const entries = group ? (group.stretches ?? []) : look.origins;
  const list = group?.path ? [...group.path, "stretches"] : ["stretches"];
  if (isIn(entry.path, "stretches") && (group?.path || entries.every((it) => isIn(it.path, "stretches")))) {
    return [{ op: "move", path: /** @type {Path} */ (entry.path), to: [...list, at] }];
  }
  const from = entries.indexOf(entry);
  if (group || from < 0 || entry.path?.[0] === "insert") return [];
  const order = entries.filter((it) => it !== entry && it.path?.[0] !== "insert").map((it) => it.key);
  const before = entries.slice(0, at).filter((it) => it !== entry && it.path?.[0] !== "insert").length;
  order.splice(before, 0, entry.key);
  return setting(look.data, ["order"], order);
}

/**
 * Return the edits that write an entry a second time, below itself; none for one that another script writes.
 *
 * @param {Origin} entry
 * @returns {Edit[]}
 */
export function copying(entry) {
  if (!entry.path) return [];
  return [{ op: "copy", path: entry.path, to: [...entry.path.slice(0, -1), Number(entry.path.at(-1)) + 1] }];
}

/**
 * Return the edits that make a group of one stretch, to be done in rounds.
 *
 * @param {Origin} entry
 * @param {string} name
 * @returns {Edit[]}
 */
export function grouping(entry, name) {
  if (!isIn(entry.path, "stretches") || entry.path?.length !== 2) return [];
  const at = Number(entry.path[1]);
  const place = ["stretches", at];
  return [
    { op: "insert", path: place, value: { group: name, rounds: 2, stretches: [] } },
    { op: "move", path: ["stretches", at + 1], to: [...place, "stretches", 0] },
  ];
}

/**
 * Return the edits that dissolve a group: its stretches stay, in its place.
 *
 * @param {Origin} group
 * @returns {Edit[]}
 */
export function ungrouping(group) {
  if (!group.path) return [];
  const count = group.stretches?.length ?? 0;
  const after = [...group.path.slice(0, -1), Number(group.path.at(-1)) + 1];
  return [
    ...(count ? [/** @type {Edit} */ ({ op: "move", path: [...group.path, "stretches", 0], to: after, count })] : []),
    { op: "remove", path: group.path },
  ];
}

/**
 * Return where an entry goes that is moved by one place: past the next, into a group, or out of one.
 *
 * @param {Look} look
 * @param {Origin} entry
 * @param {-1 | 1} by
 * @returns {{group: Origin | null, at: number} | null}
 */
export function nextPlace(look, entry, by) {
  const group = look.origins.find((it) => it.stretches?.includes(entry)) ?? null;
  const entries = group?.stretches ?? look.origins;
  const at = entries.indexOf(entry);
  const other = entries[at + by];
  if (other?.stretches && other.path && !entry.stretches && entry.path) return { group: other, at: by < 0 ? other.stretches.length : 0 };
  if (other) return { group, at: by < 0 ? at - 1 : at + 2 };
  if (!group) return null;
  return { group: null, at: look.origins.indexOf(group) + (by < 0 ? 0 : 1) };
}

/**
 * @param {Path | null | undefined} path
 * @param {string} list
 */
function isIn(path, list) {
  return path?.[0] === list;
}
