/** Makes the edits that insert, move, copy and group stretches. */

/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Path} Path */

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
  const before = (group?.stretches ?? look.origins)[at - 1];
  if (!before && group?.path) return [{ op: "insert", path: [...group.path, "stretches", 0], value: item }];
  return [{ op: "add", value: item, after: before?.place ?? null }];
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
  const entries = group?.stretches ?? look.origins;
  if (entries.includes(entry)) {
    const before = entries.slice(0, at).filter((it) => it !== entry).at(-1);
    return [{ op: "reorder", place: entry.place, after: before?.place ?? null }];
  }
  const list = group ? group.path && [...group.path, "stretches"] : ["stretches"];
  if (!entry.path || !list) return [];
  return [{ op: "move", path: entry.path, to: [...list, at] }];
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
