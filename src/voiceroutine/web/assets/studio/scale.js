/** What the timeline draws, from its JSON: no element of the page is touched here. */

/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").TimelineEvent} TimelineEvent */
/** @typedef {import("./types.js").Path} Path */

/** Tops and heights of what is drawn, in px of the drawing. */
export const LANES = {
  speech: { top: 4, height: 16 },
  chime: { top: 24, height: 5 },
  hold: { top: 32, height: 24 },
  reps: { top: 32, height: 24 },
  ready: { top: 48, height: 8 },
  rest: { top: 48, height: 8 },
};
export const HEIGHT = 60;

/** @typedef {keyof typeof LANES} BarKind */

/**
 * @typedef {object} Drawn a chapter, in milliseconds from its own beginning
 * @property {string} title
 * @property {number} start_ms
 * @property {number} length_ms
 * @property {string} [key]
 * @property {string} signature the same for what looks the same
 * @property {Map<BarKind, string>} ways the way of each kind's bars, a millisecond wide as one px
 */

/**
 * Return what is drawn of each chapter.
 *
 * @param {Timeline} timeline
 * @param {Drawn[]} before what was drawn before: a chapter with the same key is not worked out again
 * @returns {Drawn[]}
 */
export function drawn(timeline, before) {
  const known = new Map(before.map((chapter) => [chapter.key, chapter]));
  /** @type {TimelineEvent[][]} */
  const inside = timeline.chapters.map(() => []);
  for (const event of timeline.events) inside[event.chapter].push(event);
  return timeline.chapters.map((chapter, at) => {
    const { ways, signature } = known.get(chapter.key) ?? waysIn(inside[at], chapter.start_ms);
    return { ...chapter, ways, signature };
  });
}

/**
 * Return the ways of a chapter's bars.
 *
 * @param {TimelineEvent[]} events of the chapter
 * @param {number} begin_ms
 * @returns {{ways: Map<BarKind, string>, signature: string}}
 */
function waysIn(events, begin_ms) {
  /** @type {Map<BarKind, string>} */
  const ways = new Map();
  /** @param {BarKind} kind @param {number} start_ms @param {number} length_ms */
  const add = (kind, start_ms, length_ms) => {
    ways.set(kind, (ways.get(kind) ?? "") + box(start_ms - begin_ms, length_ms, kind));
  };
  for (const rep of pacedReps(events)) add("reps", rep.start_ms, Math.max(rep.length_ms - REP_GAP_MS, REP_GAP_MS));
  for (const event of events) {
    if (event.kind !== "pause") add(event.kind, event.start_ms, event.length_ms);
  }
  return { ways, signature: [...ways].flat().join() };
}

/** What parts two reps for the eye. */
const REP_GAP_MS = 250;

/**
 * Return the reps that are not held, each from its first event to its last.
 *
 * @param {TimelineEvent[]} events of a chapter
 */
function pacedReps(events) {
  /** @type {{name: string, start_ms: number, length_ms: number}[]} */
  const reps = [];
  if (events.some((event) => event.kind === "hold")) return reps;
  for (const event of events) {
    const moves = event.rep && event.kind !== "chime" && event.kind !== "rest" && event.role !== "release";
    if (!moves) continue;
    const name = [event.round, event.set, event.side, event.rep].join();
    const last = reps.at(-1);
    if (last?.name === name) last.length_ms = event.start_ms + event.length_ms - last.start_ms;
    else reps.push({ name, start_ms: event.start_ms, length_ms: event.length_ms });
  }
  return reps;
}

/**
 * @param {number} start_ms
 * @param {number} length_ms
 * @param {BarKind} kind
 * @returns {string}
 */
function box(start_ms, length_ms, kind) {
  const { top, height } = LANES[kind];
  return `M${start_ms} ${top}h${length_ms}v${height}h${-length_ms}z`;
}

/**
 * Return the way of the bars of some events, from the session's beginning.
 *
 * @param {TimelineEvent[]} events
 * @returns {string}
 */
export function wayOf(events) {
  return events.map((event) => box(event.start_ms, event.length_ms, event.kind === "pause" ? "ready" : event.kind)).join("");
}

/**
 * Return the events that a field asks for, or what is in it.
 *
 * @param {Timeline} timeline
 * @param {Path} path
 * @returns {TimelineEvent[]}
 */
export function eventsOf(timeline, path) {
  return timeline.events.filter((event) => event.field && path.every((key, at) => event.field?.[at] === key));
}

/**
 * Return the event at a moment: speech before the silence in which it is said.
 *
 * @param {Timeline} timeline
 * @param {number} at_ms
 * @returns {TimelineEvent | null}
 */
export function eventAt(timeline, at_ms) {
  const there = timeline.events.filter((it) => it.start_ms <= at_ms && at_ms < it.start_ms + it.length_ms);
  return there.find((it) => it.kind === "speech") ?? there.find((it) => it.kind !== "pause") ?? there[0] ?? null;
}

/**
 * Return the position of the chapter at a moment.
 *
 * @param {Timeline} timeline
 * @param {number} at_ms
 * @returns {number}
 */
export function chapterAt(timeline, at_ms) {
  const next = timeline.chapters.findIndex((chapter) => chapter.start_ms > at_ms);
  return (next < 0 ? timeline.chapters.length : next) - 1;
}

/**
 * Return what an event is, in words.
 *
 * @param {TimelineEvent} event
 * @returns {string}
 */
export function inWords(event) {
  const seconds = `${Math.round(event.length_ms / 100) / 10} s`;
  const rep = event.rep && event.reps && event.reps > 1 ? `, rep ${event.rep} of ${event.reps}` : "";
  const side = event.side ? `, ${event.side} side` : "";
  const names = { hold: "hold", rest: "rest", ready: "time to get ready", pause: "pause", chime: "chime", speech: "" };
  if (event.kind === "speech") return event.text ?? "";
  return `${names[event.kind]}, ${seconds}${rep}${side}`;
}

const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].map((seconds) => seconds * 1000);

/**
 * Return how far apart the times of the axis are.
 *
 * @param {number} pxPerMs
 * @returns {number} in ms
 */
export function tickStep(pxPerMs) {
  return STEPS_MS.find((step) => step * pxPerMs >= 64) ?? 7_200_000;
}
