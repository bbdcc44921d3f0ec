/** The diary: what was finished, and how it felt. It stays in the browser; nothing is sent. */

import { load, save } from "./storage.js";
import { fill, short } from "./words.js";

/**
 * @typedef {"easier" | "right" | "too much" | "pain"} Feeling
 *
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} date as the phone's clock had it: 2026-05-17
 * @property {string} time 08:30
 * @property {string} session its title
 * @property {string} language of the title, as BCP 47 has it
 * @property {number} minutes of it that were heard
 * @property {Feeling | null} felt
 * @property {string[]} skipped titles of stretches
 * @property {[string, number][]} longer titles, with the seconds that were added
 * @property {[string, number][]} again titles, with how often something was repeated
 */

/**
 * As the file has them, in every language: what reads many such files needs one name for one thing.
 *
 * @type {Record<Feeling, string>}
 */
const FELT = { easier: "Easier than before", right: "Just right", "too much": "Too much", pain: "Pain" };

const NAME = "diary";

/**
 * All entries, the newest first.
 *
 * @returns {Entry[]}
 */
export function entries() {
  const kept = load(NAME);
  return Array.isArray(kept) ? kept : [];
}

/**
 * @param {Omit<Entry, "id" | "date" | "time" | "felt">} what
 * @param {Date} now
 * @returns {Entry | null} null if the browser has no room for it
 */
export function note(what, now) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const entry = {
    ...what,
    id: `${now.getTime().toString(36)}${Math.floor(Math.random() * 1e9).toString(36)}`,
    date: dateOf(now),
    time: `${two(now.getHours())}:${two(now.getMinutes())}`,
    felt: null,
  };
  return save(NAME, [entry, ...entries()]) ? entry : null;
}

/**
 * @param {string} id
 * @param {Partial<Entry>} changes
 */
export function change(id, changes) {
  return save(NAME, entries().map((entry) => (entry.id === id ? { ...entry, ...changes } : entry)));
}

/** @param {string} id */
export function remove(id) {
  return save(NAME, entries().filter((entry) => entry.id !== id));
}

export function removeAll() {
  return save(NAME, []);
}

/**
 * A day as the phone's clock has it: 2026-05-17.
 *
 * @param {Date} date
 */
export function dateOf(date) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** As the file has them; a page has its own. */
const CHANGES = { longer_by: "{stretch} (+{seconds} s)", again_times: "{stretch} ({count} times)" };

/**
 * What was done otherwise than the session has it; nothing if it was done as it is.
 *
 * @param {Entry} entry
 * @param {{longer_by: string, again_times: string}} words
 * @returns {{skipped: string, longer: string, again: string}}
 */
export function changesOf(entry, words) {
  const longer = entry.longer.map(([stretch, seconds]) => fill(words.longer_by, { stretch, seconds }));
  const again = entry.again.map(([stretch, count]) => (count > 1 ? fill(words.again_times, { stretch, count }) : stretch));
  return { skipped: entry.skipped.join(", "), longer: longer.join(", "), again: again.join(", ") };
}

/**
 * The diary as CSV (RFC 4180), the oldest first. It begins with a byte order mark: Excel takes it for UTF-8 then.
 *
 * @param {Entry[]} all
 */
export function csv(all) {
  const head = ["Date", "Time", "Session", "Minutes", "Felt", "Skipped", "Made longer", "Repeated"];
  const rows = [...all].reverse().map((entry) => {
    const { skipped, longer, again } = changesOf(entry, CHANGES);
    const felt = entry.felt ? FELT[entry.felt] : "";
    return [entry.date, entry.time, entry.session, short(entry.minutes), felt, skipped, longer, again];
  });
  return `\ufeff${[head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/**
 * A cell. Spreadsheets run what looks like a formula, wherever it comes from: an apostrophe makes it text.
 *
 * @param {string} text
 */
function cell(text) {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
