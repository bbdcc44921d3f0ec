/**
 * What a session is doing at a moment, from its timeline.json. It touches neither the page nor the sound.
 *
 * A step is a cue or a silence; steps follow each other without a gap. Prompts and chimes lie on top of silences.
 * All times are milliseconds from the session's beginning.
 */

/**
 * @typedef {"speech" | "hold" | "rest" | "ready" | "pause" | "chime"} Kind
 * @typedef {"left" | "right"} Side
 *
 * @typedef {object} TimelineEvent as timeline.json has it
 * @property {Kind} kind
 * @property {number} chapter
 * @property {number} start_ms
 * @property {number} length_ms
 * @property {string} [text]
 * @property {string} [role]
 * @property {number} [stretch]
 * @property {number} [round]
 * @property {number} [rounds]
 * @property {Side} [side]
 * @property {number} [set]
 * @property {number} [sets]
 * @property {number} [rep]
 * @property {number} [reps]
 *
 * @typedef {object} ChapterJson
 * @property {string} title
 * @property {number} start_ms
 * @property {number} length_ms
 *
 * @typedef {object} TimelineJson
 * @property {string} format
 * @property {number} version
 * @property {string} title
 * @property {number} duration_ms
 * @property {ChapterJson[]} chapters
 * @property {TimelineEvent[]} events
 *
 * @typedef {object} Step
 * @property {Kind} kind
 * @property {number} startMs
 * @property {number} endMs
 * @property {number} chapter
 * @property {TimelineEvent} event
 *
 * @typedef {object} Chapter
 * @property {string} title
 * @property {number} startMs
 * @property {number} endMs
 * @property {number | undefined} stretch the stretch that it is for; the opening and the closing have none
 *
 * @typedef {object} Sound
 * @property {number} startMs
 * @property {number} endMs
 * @property {string | undefined} text what is said; a chime has none
 *
 * @typedef {object} Timeline
 * @property {string} title
 * @property {number} durationMs
 * @property {Chapter[]} chapters
 * @property {Step[]} steps
 * @property {Sound[]} sounds cues, prompts and chimes, by start
 * @property {Sound[]} cues those of them that are spoken
 * @property {number[]} places for each step, the chapter that it is for: a move into a position is for the next one
 * @property {(Next | null)[]} nexts for each step
 *
 * @typedef {object} Next what comes after this part of the session
 * @property {"stretch" | "set" | "side"} what
 * @property {string} title of the chapter, for a stretch
 * @property {TimelineEvent} event the first of it
 * @property {number} startMs
 *
 * @typedef {{place: number, set?: number, side?: Side}} Turn which part of the session a step belongs to
 *
 * @typedef {object} State
 * @property {number} chapter what it is for: on the way into a stretch's position, that stretch
 * @property {number} step
 * @property {Kind} kind of the step
 * @property {string} cue what is said, or was said last in this chapter; may be empty
 * @property {number} share how much of the cue is over, from 0 to 1
 * @property {number | null} leftMs how much is left of a hold, a rest, or the time to get ready
 * @property {TimelineEvent} event the step's own, with rep, set and side where they apply
 * @property {Next | null} next
 */

/** Silences that have a clock of their own. */
const CLOCKED = new Set(["hold", "rest", "ready"]);

/**
 * @param {TimelineJson} json
 * @returns {Timeline}
 */
export function readTimeline(json) {
  if (json.format !== "voiceroutine-timeline" || json.version !== 1) {
    throw new Error("this page does not know this form of timeline");
  }
  /** @type {Step[]} */
  const steps = [];
  /** @type {Sound[]} */
  const sounds = [];
  let endMs = 0;
  for (const event of json.events) {
    const startMs = event.start_ms;
    const end = startMs + event.length_ms;
    if (event.kind === "speech" || event.kind === "chime") {
      sounds.push({ startMs, endMs: end, text: event.kind === "speech" ? event.text : undefined });
    }
    if (event.kind !== "chime" && startMs >= endMs) {
      steps.push({ kind: event.kind, startMs, endMs: end, chapter: event.chapter, event });
      endMs = end;
    }
  }
  /** @type {Map<number, TimelineEvent>} */
  const firsts = new Map();
  for (const step of steps) if (!firsts.has(step.chapter)) firsts.set(step.chapter, step.event);
  const chapters = json.chapters.map(({ title, start_ms, length_ms }, position) => ({
    title,
    startMs: start_ms,
    endMs: start_ms + length_ms,
    // the last cues of a chapter may be the move to the next stretch's position
    stretch: firsts.get(position)?.stretch,
  }));
  const turns = turnsOf(steps, chapters);
  return {
    title: json.title,
    durationMs: json.duration_ms,
    chapters,
    steps,
    sounds,
    cues: sounds.filter((sound) => sound.text !== undefined),
    places: turns.map((turn) => turn.place),
    nexts: nextsOf(steps, chapters, turns),
  };
}

/**
 * For each step, what comes after the side, set or stretch that it belongs to.
 *
 * @param {Step[]} steps
 * @param {Chapter[]} chapters
 * @param {Turn[]} turns
 * @returns {(Next | null)[]}
 */
function nextsOf(steps, chapters, turns) {
  /** @type {(Next | null)[]} */
  const nexts = new Array(steps.length).fill(null);
  for (let i = steps.length - 2; i >= 0; i--) {
    const [now, then] = [turns[i], turns[i + 1]];
    const { event, startMs } = steps[i + 1];
    /** @type {Next["what"] | null} */
    let what = null;
    if (now.place !== then.place) what = "stretch";
    else if (now.set !== then.set) what = "set";
    else if (now.side !== then.side) what = "side";
    nexts[i] = what ? { what, title: chapters[then.place].title, event, startMs } : nexts[i + 1];
  }
  return nexts;
}

/**
 * Each step's stretch, as the position of its chapter, with its set and side. A step that names no side or set
 * (an announcement) has that of the one before it in its stretch, or else of the first that does.
 *
 * @param {Step[]} steps
 * @param {Chapter[]} chapters
 * @returns {Turn[]}
 */
function turnsOf(steps, chapters) {
  const turns = steps.map(({ event, chapter }) => {
    const { stretch, set, side } = event;
    const moving = stretch !== undefined && stretch !== chapters[chapter].stretch && stretch === chapters[chapter + 1]?.stretch;
    return { place: moving ? chapter + 1 : chapter, set, side };
  });
  for (let i = 1; i < turns.length; i++) inherit(turns[i], turns[i - 1]);
  for (let i = turns.length - 2; i >= 0; i--) inherit(turns[i], turns[i + 1]);
  return turns;
}

/**
 * @param {Turn} turn
 * @param {Turn} from
 */
function inherit(turn, from) {
  if (turn.place !== from.place) return;
  turn.set ??= from.set;
  turn.side ??= from.side;
}

/**
 * The position of the last of `items` that has begun at `ms`; 0 before the first, -1 where there is none.
 *
 * @param {readonly {startMs: number}[]} items by start
 * @param {number} ms
 */
export function lastBegun(items, ms) {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (items[middle].startMs <= ms) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/**
 * @param {Timeline} timeline
 * @param {number} ms
 * @returns {State}
 */
export function stateAt(timeline, ms) {
  const position = lastBegun(timeline.steps, ms);
  const step = timeline.steps[position];
  const cue = timeline.cues[lastBegun(timeline.cues, ms)];
  const said = cue && cue.startMs <= ms && cue.startMs >= timeline.chapters[step.chapter].startMs;
  return {
    chapter: timeline.places[position],
    step: position,
    kind: step.kind,
    cue: said ? cue.text ?? "" : "",
    share: said ? Math.min(1, (ms - cue.startMs) / (cue.endMs - cue.startMs)) : 0,
    leftMs: CLOCKED.has(step.kind) ? Math.max(0, step.endMs - ms) : null,
    event: step.event,
    next: timeline.nexts[position],
  };
}

/**
 * Where to go on after a wait: at the beginning of the cue that was running. A hold and a rest go on where they were;
 * time to do what a cue said begins again with that cue.
 *
 * @param {Timeline} timeline
 * @param {number} ms
 */
export function resumeAt(timeline, ms) {
  const { steps, chapters } = timeline;
  let position = lastBegun(steps, ms);
  if (steps[position].kind === "hold" || steps[position].kind === "rest") {
    const prompt = timeline.cues[lastBegun(timeline.cues, ms)];
    return prompt && prompt.startMs <= ms && ms < prompt.endMs ? prompt.startMs : ms;
  }
  const from = chapters[steps[position].chapter].startMs;
  while (position > 0 && steps[position].kind !== "speech" && steps[position - 1].startMs >= from) {
    if (steps[position - 1].kind === "hold" || steps[position - 1].kind === "rest") return steps[position].startMs;
    position--;
  }
  return steps[position].startMs;
}

/**
 * Where `again` goes: the beginning of this rep; outside of reps, of the last cue.
 *
 * @param {Timeline} timeline
 * @param {number} ms
 */
export function againFrom(timeline, ms) {
  const { steps } = timeline;
  let position = lastBegun(steps, ms);
  if (steps[position].event.rep === undefined) {
    const from = steps[position].chapter;
    while (steps[position].kind !== "speech" && position > 0 && steps[position - 1].chapter === from) position--;
    return steps[position].startMs;
  }
  while (position > 0 && sameRep(steps[position].event, steps[position - 1].event)) position--;
  return steps[position].startMs;
}

/**
 * Where the stretch began, or on the way into its position, where that did.
 *
 * @param {Timeline} timeline
 * @param {number} ms
 */
export function stretchFrom({ steps, chapters, places }, ms) {
  let position = lastBegun(steps, ms);
  const { startMs } = chapters[places[position]];
  if (startMs <= ms) return startMs;
  while (position > 0 && places[position - 1] === places[position]) position--;
  return steps[position].startMs;
}

/**
 * @param {TimelineEvent} one
 * @param {TimelineEvent} other
 */
function sameRep(one, other) {
  return (
    one.chapter === other.chapter &&
    one.rep === other.rep &&
    one.set === other.set &&
    one.side === other.side
  );
}

/**
 * Where `skip` goes: the beginning of the next stretch, with the move into its position; null in the last one.
 *
 * @param {Timeline} timeline
 * @param {number} ms
 * @returns {number | null}
 */
export function skipTo(timeline, ms) {
  let next = timeline.nexts[lastBegun(timeline.steps, ms)];
  while (next && next.what !== "stretch") next = timeline.nexts[lastBegun(timeline.steps, next.startMs)];
  return next ? next.startMs : null;
}

/**
 * Where `previous` goes: the beginning of this chapter, or in its first three seconds of the one before it.
 *
 * @param {Timeline} timeline
 * @param {number} ms
 */
export function backTo(timeline, ms) {
  const chapter = lastBegun(timeline.chapters, ms);
  const begun = ms - timeline.chapters[chapter].startMs > 3000;
  return timeline.chapters[begun ? chapter : Math.max(0, chapter - 1)].startMs;
}

/**
 * The step that `longer` adds to: the hold, rest or time to get ready that runs, or the next hold of this stretch.
 *
 * @param {Timeline} timeline
 * @param {number} ms
 * @returns {number | null}
 */
export function lengthenable(timeline, ms) {
  const { steps } = timeline;
  const now = lastBegun(steps, ms);
  if (CLOCKED.has(steps[now].kind)) return now;
  for (let i = now + 1; i < steps.length && steps[i].chapter === steps[now].chapter; i++) {
    if (steps[i].kind === "hold") return i;
  }
  return null;
}
