/**
 * How far somebody is in a session, and what was heard, repeated and made longer on the way. It is kept in the browser
 * from one visit to the next, and becomes an entry of the diary at the end.
 */

import { forget, load, names, save } from "./storage.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 *
 * @typedef {object} Kept as it is stored
 * @property {number} ms the playhead
 * @property {number} at when it was stored, in milliseconds since 1970
 * @property {[number, number][]} heard ranges of seconds, ends exclusive
 * @property {Record<string, number>} longer seconds added, by chapter
 * @property {Record<string, number>} again how often something was repeated, by chapter
 * @property {string | null} noted the entry of the diary that this is
 *
 * @typedef {object} Deeds what the diary says of a session, by the titles of its chapters
 * @property {string[]} skipped
 * @property {[string, number][]} longer seconds added
 * @property {[string, number][]} again times repeated
 */

/** Who has heard this share of a session has finished it. */
const ENOUGH = 0.9;
/** Who comes to the end with less than this share has not done it: nothing is noted. */
const LITTLE = 0.5;
/** A stretch of which less was heard was skipped. */
const HALF = 0.5;
/** Between two looks at the playhead no more than this is taken for heard; beyond, somebody went elsewhere. */
const LONGEST_LOOK_MS = 3000;
/** A place that nobody has come back to is forgotten. */
const FORGET_AFTER_MS = 60 * 24 * 3600 * 1000;

export class Listening {
  ms = 0;
  /** @type {number | null} the playhead when it was last looked at, while playing */
  before = null;
  /** how much of it was heard */
  seconds = 0;
  /** @type {Record<string, number>} */
  longer = {};
  /** @type {Record<string, number>} */
  again = {};
  /** @type {string | null} */
  noted = null;

  /**
   * @param {Timeline} timeline
   * @param {string} identity of the session
   */
  constructor(timeline, identity) {
    this.timeline = timeline;
    this.name = `place.${identity}`;
    /** for every second, whether it was heard */
    this.heard = new Uint8Array(Math.ceil(timeline.durationMs / 1000));
    const kept = /** @type {Kept | null} */ (load(this.name));
    if (!kept || !(kept.ms > 0) || kept.ms >= timeline.durationMs) return;
    this.ms = kept.ms;
    this.longer = { ...kept.longer };
    this.again = { ...kept.again };
    this.noted = kept.noted ?? null;
    for (const [from, to] of kept.heard ?? []) this.hear(from, to);
  }

  /** From the beginning, as if nothing had been heard. */
  begin() {
    this.ms = 0;
    this.before = null;
    this.heard.fill(0);
    this.seconds = 0;
    this.longer = {};
    this.again = {};
    this.noted = null;
  }

  /**
   * Take note of the playhead.
   *
   * @param {number} ms
   * @param {boolean} playing
   */
  look(ms, playing) {
    if (playing && this.before !== null && ms >= this.before && ms - this.before < LONGEST_LOOK_MS) {
      this.hear(Math.floor(this.before / 1000), Math.ceil(ms / 1000));
    }
    this.before = playing ? ms : null;
    this.ms = ms;
  }

  /**
   * @param {number} from in seconds
   * @param {number} to in seconds, exclusive
   */
  hear(from, to) {
    for (let second = from; second < Math.min(to, this.heard.length); second++) {
      this.seconds += 1 - this.heard[second];
      this.heard[second] = 1;
    }
  }

  get finished() {
    return this.seconds >= ENOUGH * this.heard.length;
  }

  /** Whether it was played to its end elsewhere, and nobody was asked how it felt. */
  get over() {
    return this.ms >= this.timeline.durationMs - 1;
  }

  /** Whether enough was heard for the diary. */
  get counts() {
    return this.seconds >= LITTLE * this.heard.length;
  }

  keep() {
    /** @type {Kept} */
    const kept = { ms: Math.round(this.ms), at: Date.now(), heard: ranges(this.heard), longer: this.longer, again: this.again, noted: this.noted };
    save(this.name, kept);
  }

  forget() {
    forget(this.name);
  }

  /** @returns {Deeds} */
  deeds() {
    const { chapters } = this.timeline;
    const title = (/** @type {string} */ position) => chapters[Number(position)].title;
    /** @type {(record: Record<string, number>) => [string, number][]} */
    const titled = (record) => Object.entries(record).map(([position, amount]) => [title(position), amount]);
    const skipped = chapters.filter((chapter) => chapter.stretch !== undefined && this.shareOf(chapter) < HALF);
    return { skipped: skipped.map((chapter) => chapter.title), longer: titled(this.longer), again: titled(this.again) };
  }

  /** @param {{startMs: number, endMs: number}} range */
  shareOf({ startMs, endMs }) {
    const [from, to] = [Math.floor(startMs / 1000), Math.ceil(endMs / 1000)];
    return this.heard.subarray(from, to).reduce((sum, second) => sum + second, 0) / (to - from);
  }
}

/**
 * @param {Uint8Array} heard
 * @returns {[number, number][]}
 */
function ranges(heard) {
  /** @type {[number, number][]} */
  const found = [];
  for (let from = heard.indexOf(1); from >= 0; ) {
    const end = heard.indexOf(0, from);
    const to = end < 0 ? heard.length : end;
    found.push([from, to]);
    from = heard.indexOf(1, to);
  }
  return found;
}

/**
 * Where somebody is in a session, in milliseconds; 0 if it was not begun, or is over.
 *
 * @param {string} identity
 */
export function placeIn(identity) {
  const kept = /** @type {Kept | null} */ (load(`place.${identity}`));
  return kept?.ms ?? 0;
}

/** Forget the places in sessions that were left long ago. */
export function forgetOldPlaces() {
  for (const name of names("place.")) {
    const kept = /** @type {Kept | null} */ (load(name));
    if (!kept || !(Date.now() - kept.at < FORGET_AFTER_MS)) forget(name);
  }
}
