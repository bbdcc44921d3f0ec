/** How the page writes words, times, counts and dates: in its own language. */

/**
 * The page's words, by groups and keys; language/screen.py says what each is for. A page has the groups that its
 * scripts need.
 *
 * @typedef {[string, string]} Counted for one, and for more
 * @typedef {{easier: string, right: string, too_much: string, pain: string}} FeelingWords
 * @typedef {object} Words
 * @property {Record<"begun", string>} list
 * @property {Record<"start" | "wait" | "go_on" | "this_cue" | "this_hold" | "this_rep" | "count_of" | "rep_of" | "set_of" | "left_side" | "right_side" | "next_longer", string> & Record<"left" | "rest" | "ready" | "reps", Counted> & Record<"left_words" | "right_words", string[]>} player
 * @property {Record<"as_script" | "means", string>} speed
 * @property {Record<"lost_at_home" | "lost" | "anew_at_home" | "anew" | "load_again" | "gone_at_home" | "gone" | "sessions" | "cannot_jump" | "no_timeline", string>} trouble
 * @property {Record<"question" | "too_short" | "no_room", string> & Record<"labels" | "answers", FeelingWords>} done
 * @property {Record<"kept" | "not_kept" | "keeping" | "dropping" | "failed", string>} offline
 * @property {Record<"minutes" | "delete" | "delete_label" | "delete_sure" | "deleted" | "skipped" | "longer" | "again" | "longer_by" | "again_times" | "how_felt" | "how_felt_label" | "on_day" | "from_to" | "nothing" | "not_said" | "deleted_all", string> & Record<"sessions" | "delete_all_sure", Counted>} noted
 */

/** @returns {Words} */
export function pageWords() {
  return JSON.parse(document.getElementById("words")?.textContent ?? "{}");
}

/**
 * A text with its placeholders filled: `fill("of {total}", { total: 3 })`.
 *
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The form for a count, with the count in it where the form names it.
 *
 * @param {Counted} forms
 * @param {number} count
 */
export function counting(forms, count) {
  return fill(forms[count === 1 ? 0 : 1], { count: figure(count) });
}

/** Dates and numbers are written as in the page's language: in the reader's own region where it is theirs, too. */
function locale() {
  const tag = globalThis.document?.documentElement.lang || "en";
  const own = globalThis.navigator?.language ?? "";
  if (own.split("-")[0] === tag.split("-")[0]) return own;
  return tag === "en" ? "en-GB" : tag;
}

/**
 * A number for reading, with at most `digits` digits behind the point or the comma: 24, 26.7, 26,7.
 *
 * @param {number} value
 * @param {number} [digits]
 */
export function figure(value, digits = 1) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, useGrouping: false }).format(value);
}

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
 * `1 session`, `2 sessions`, on a page that is in English.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [more]
 */
export function counted(count, one, more = `${one}s`) {
  return `${count} ${count === 1 ? one : more}`;
}

/**
 * A number for a file, with at most `digits` digits behind the point: 24, 26.7.
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
  return new Intl.DateTimeFormat(locale(), options).format(date);
}
