/**
 * Makes a hold longer while the sound goes on playing, by going back in a silence of the hold.
 *
 * The playhead is never paused for it: a locked phone lets no timer start a paused sound again. What counts is the
 * clock on the wall: how long a seek takes, or how late a timer is, is made good by the next one.
 */

import { lastBegun } from "./timeline.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {{fromMs: number, toMs: number}} Gap silence that sounds the same wherever one is in it
 */

/** Nothing is heard of a seek that stays this far from a sound. */
const GUARD_MS = 60;
/** In a shorter silence there would be a seek every second. */
const ROOMY_MS = 2000;
/** Prompts this near to the end of a hold tell of its end ("three, two, one"): they belong after what was added. */
const ENDING_MS = 7000;
/** Less than this is nothing that is missed. */
const SLIGHT_MS = 60;

/**
 * Where the playhead can be kept during a step without repeating a prompt, or leaving out that the end is near.
 *
 * @param {Timeline} timeline
 * @param {number} step
 * @param {number} ms the playhead; before or in the step
 * @returns {Gap}
 */
export function gapFor(timeline, step, ms) {
  const { startMs, endMs } = timeline.steps[step];
  const inside = soundsIn(timeline, startMs, endMs);
  /** @type {Gap[]} */
  const gaps = [];
  let fromMs = startMs;
  for (const sound of [...inside, { startMs: endMs, endMs }]) {
    const gap = { fromMs: fromMs + GUARD_MS, toMs: sound.startMs - GUARD_MS };
    if (gap.toMs > gap.fromMs) gaps.push(gap);
    fromMs = Math.max(fromMs, sound.endMs);
  }
  const middleMs = (startMs + endMs) / 2;
  const ending = inside.find((sound) => sound.text !== undefined && sound.startMs > Math.max(middleMs, endMs - ENDING_MS));
  const length = (/** @type {Gap} */ gap) => gap.toMs - gap.fromMs;
  const usable = gaps.filter((gap) => !ending || gap.toMs < ending.startMs);
  const roomy = usable.filter((gap) => length(gap) >= ROOMY_MS);
  const longest = [...(usable.length ? usable : gaps)].sort((one, other) => length(other) - length(one))[0];
  // the first that is still to come, or else the last one
  return roomy.find((gap) => gap.toMs > ms) ?? roomy.at(-1) ?? longest ?? { fromMs: startMs, toMs: endMs };
}

/**
 * @param {Timeline} timeline
 * @param {number} startMs
 * @param {number} endMs
 */
function soundsIn({ sounds }, startMs, endMs) {
  let from = Math.max(0, lastBegun(sounds, startMs));
  // what began before may still ring: no sound lasts as long as ten minutes, and a bell rings some seconds
  while (from > 0 && sounds[from].endMs > startMs) from--;
  const found = [];
  for (let i = from; i < sounds.length && sounds[i].startMs < endMs; i++) {
    if (sounds[i].endMs > startMs) found.push(sounds[i]);
  }
  return found;
}

/**
 * Where the playhead has to go, or null if it may run on.
 *
 * @param {Gap} gap
 * @param {number} ms the playhead
 * @param {number} owedMs how much longer the step has to last than it would from here
 * @param {number} aheadMs how far the playhead may run before this is asked again
 */
function jumpFor(gap, ms, owedMs, aheadMs) {
  if (owedMs <= SLIGHT_MS || ms < gap.fromMs) return null;
  if (ms > gap.toMs) return Math.max(gap.fromMs, Math.min(gap.toMs, ms - owedMs));
  if (ms - gap.fromMs < owedMs && gap.toMs - ms > aheadMs) return null;
  return Math.max(gap.fromMs, ms - owedMs);
}

/** What was asked for: how much longer steps last. */
export class Longer {
  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    /** @type {Map<number, number>} what is still to be added to each step, in milliseconds of the clock */
    this.extra = new Map();
    /** @type {{step: number, gap: Gap | null, endsAt: number} | null} the step that runs, and when it has to end */
    this.running = null;
  }

  /**
   * @param {number} step
   * @param {number} extraMs
   */
  add(step, extraMs) {
    if (this.running?.step === step) this.running = { step, gap: null, endsAt: this.running.endsAt + extraMs };
    else this.extra.set(step, (this.extra.get(step) ?? 0) + extraMs);
  }

  /**
   * Forget everything: somebody went elsewhere. Returns what was still to be added, in ms of the clock, by step.
   *
   * @param {number} ms the playhead
   * @param {number} rate of playback
   * @param {number} now the clock, in milliseconds
   */
  clear(ms, rate, now) {
    this.stop(ms, rate, now);
    const left = [...this.extra];
    this.extra.clear();
    return left;
  }

  /**
   * Say where the playhead has to go, or null. To be asked again and again while the sound plays.
   *
   * @param {number} ms the playhead
   * @param {number} rate of playback
   * @param {number} now the clock, in milliseconds
   * @param {number} aheadMs how far the playhead may run before this is asked again
   */
  jump(ms, rate, now, aheadMs) {
    const step = this.running?.step ?? lastBegun(this.timeline.steps, ms);
    const { startMs, endMs } = this.timeline.steps[step];
    if (!this.running) {
      const extraMs = this.extra.get(step);
      if (extraMs === undefined) return null;
      this.extra.delete(step);
      this.running = { step, gap: null, endsAt: now + (endMs - ms) / rate + extraMs };
    }
    if (ms < startMs || ms >= endMs) {
      this.running = null;
      return null;
    }
    this.running.gap ??= gapFor(this.timeline, step, ms);
    return jumpFor(this.running.gap, ms, (this.running.endsAt - now) * rate - (endMs - ms), aheadMs);
  }

  /**
   * Stop the clock, for a wait or another speed; what is still to be added is kept.
   *
   * @param {number} ms the playhead
   * @param {number} rate of playback until now
   * @param {number} now the clock, in milliseconds
   */
  stop(ms, rate, now) {
    if (!this.running) return;
    const { step, endsAt } = this.running;
    const owedMs = endsAt - now - (this.timeline.steps[step].endMs - ms) / rate;
    this.running = null;
    if (owedMs > SLIGHT_MS) this.extra.set(step, owedMs);
  }

  /**
   * How long a step that has a clock lasts from here, in milliseconds of the clock.
   *
   * @param {number} step
   * @param {number} ms the playhead
   * @param {number} rate of playback
   * @param {number} now the clock, in milliseconds
   */
  left(step, ms, rate, now) {
    if (this.running?.step === step) return Math.max(0, this.running.endsAt - now);
    return (this.timeline.steps[step].endMs - ms) / rate + (this.extra.get(step) ?? 0);
  }
}
