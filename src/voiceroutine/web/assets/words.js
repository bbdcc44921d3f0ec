/** How the page writes times, counts and dates. */

/** Dates are written as the reader does, where that is English; the page's own words are. */
const LOCALE = globalThis.navigator?.language?.startsWith("en") ? navigator.language : "en-GB";

/**
 * A time as players show it: `3:12`, `1:05:09`.
 *
 * @param {number} ms
 */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/**
 * `1 session`, `2 sessions`.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [more]
 */
export function counted(count, one, more = `${one}s`) {
  return `${count} ${count === 1 ? one : more}`;
}

/**
 * A number with at most `digits` digits behind the point: 24, 26.7.
 *
 * @param {number} value
 * @param {number} digits
 */
export function short(value, digits = 1) {
  return String(Number(value.toFixed(digits)));
}

/**
 * @param {Date} date
 * @param {Intl.DateTimeFormatOptions} options
 */
export function dated(date, options) {
  return new Intl.DateTimeFormat(LOCALE, options).format(date);
}
