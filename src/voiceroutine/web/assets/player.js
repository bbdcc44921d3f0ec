/** Plays a session on its one audio element, and does what somebody beside you would do: wait, again, longer, skip. */

import { Longer } from "./holding.js";
import { againFrom, backTo, lengthenable, resumeAt, skipTo, stateAt, stretchFrom } from "./timeline.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").State} State
 * @typedef {import("./listening.js").Listening} Listening
 * @typedef {"ready" | "playing" | "waiting" | "ended"} Phase
 */

/** What one tap on `longer` adds. */
const LONGER_MS = 10_000;
/** Two taps on `again` in this time mean the whole stretch. */
const TWICE_MS = 1200;
const TICK_MS = 100;
/** How much of what was heard is lost when a phone closes the page without a word. */
const KEEP_EVERY_MS = 2000;
/** How long a tick may take to come: in view, and behind a locked screen, where browsers give one in a second. */
const LATEST_TICK_MS = { visible: 350, hidden: 1500 };

export class Player {
  /**
   * @param {HTMLAudioElement} audio
   * @param {Timeline} timeline
   * @param {Listening} listening
   * @param {() => void} changed called whenever there may be something else to show
   */
  constructor(audio, timeline, listening, changed) {
    this.audio = audio;
    this.timeline = timeline;
    this.listening = listening;
    this.changed = changed;
    this.longer = new Longer(timeline);
    /** @type {Phase} */
    this.phase = "ready";
    this.placeMs = listening.ms;
    this.againAt = -Infinity;
    this.keptAt = -Infinity;
    /** @type {number | undefined} */
    this.ticking = undefined;
    audio.addEventListener("play", () => this.begun());
    audio.addEventListener("pause", () => this.paused());
    audio.addEventListener("ended", () => this.ended());
    audio.addEventListener("timeupdate", () => this.tick());
    audio.addEventListener("loadedmetadata", () => this.arrive());
    this.seek(this.placeMs);
  }

  /** The playhead, in milliseconds. */
  get ms() {
    const ms = this.audio.readyState ? this.audio.currentTime * 1000 : this.placeMs;
    return Math.min(ms, this.timeline.durationMs - 1);
  }

  get rate() {
    return this.audio.playbackRate;
  }

  /** @returns {State} */
  get state() {
    return stateAt(this.timeline, this.ms);
  }

  /** How long the hold, rest or time to get ready lasts from here, in ms of the clock; null where there is none. */
  get leftMs() {
    const { step, leftMs } = this.state;
    return leftMs === null ? null : this.longer.left(step, this.ms, this.rate, performance.now());
  }

  /** What was asked for and has not begun: how much longer the next hold of this stretch will be, in ms of the clock. */
  get comingMs() {
    const { steps } = this.timeline;
    const now = this.state.step;
    for (let i = now + 1; i < steps.length && steps[i].chapter === steps[now].chapter; i++) {
      if (steps[i].kind === "hold") return this.longer.extra.get(i) ?? 0;
    }
    return 0;
  }

  get canLengthen() {
    return lengthenable(this.timeline, this.ms) !== null;
  }

  /** Start, or go on after a wait: from the beginning of the cue that was running. */
  goOn() {
    if (this.phase === "playing") return;
    if (this.phase === "ended") return this.startAgain();
    this.placeMs = resumeAt(this.timeline, this.ms);
    this.play();
  }

  startAgain() {
    this.dropLonger();
    this.listening.begin();
    this.placeMs = 0;
    this.play();
  }

  /** Play from the place that is wanted. What could not be loaded before may be there again. */
  play() {
    if (this.audio.error) this.audio.load();
    this.seek(this.placeMs);
    this.audio.play().catch(() => this.paused());
  }

  /** Hold the clock until `goOn`. */
  wait() {
    this.audio.pause();
  }

  toggle() {
    if (this.phase === "playing") this.wait();
    else this.goOn();
  }

  /** Go back to where this rep began; the second time in quick succession, to where this stretch did. */
  again() {
    const now = performance.now();
    const { chapter } = this.state;
    const twice = now - this.againAt < TWICE_MS;
    this.againAt = now;
    this.count(this.listening.again, chapter, 1);
    this.goTo(twice ? stretchFrom(this.timeline, this.ms) : againFrom(this.timeline, this.ms));
  }

  /** Add to what runs, or else to the next hold of this stretch. */
  lengthen() {
    const step = lengthenable(this.timeline, this.ms);
    if (step === null) return;
    this.longer.add(step, LONGER_MS);
    this.count(this.listening.longer, this.timeline.steps[step].chapter, LONGER_MS / 1000);
    this.tick();
  }

  /** Go to the next stretch. */
  skip() {
    const ms = skipTo(this.timeline, this.ms);
    if (ms !== null) this.goTo(ms);
  }

  /** Go to where this stretch begins, or to the one before it. */
  back() {
    this.goTo(backTo(this.timeline, this.ms));
  }

  /** @param {number} position of a chapter */
  goToChapter(position) {
    this.goTo(this.timeline.chapters[position].startMs);
  }

  /** @param {number} rate */
  setRate(rate) {
    this.longer.stop(this.ms, this.rate, performance.now());
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
    this.tick();
  }

  /**
   * @param {Record<string, number>} record
   * @param {number} chapter
   * @param {number} amount
   */
  count(record, chapter, amount) {
    record[chapter] = (record[chapter] ?? 0) + amount;
  }

  /** Forget what was to be added; the diary has only what was. */
  dropLonger() {
    const { longer } = this.listening;
    for (const [step, owedMs] of this.longer.clear(this.ms, this.rate, performance.now())) {
      const { chapter } = this.timeline.steps[step];
      this.count(longer, chapter, -Math.round(owedMs / 1000));
      if (!(longer[chapter] > 0)) delete longer[chapter];
    }
  }

  /** @param {number} ms */
  goTo(ms) {
    this.dropLonger();
    this.seek(ms);
    if (this.phase === "ended") this.phase = "waiting";
    this.listening.look(ms, false);
    this.listening.keep();
    this.changed();
  }

  /** @param {number} ms */
  seek(ms) {
    this.placeMs = ms;
    if (this.audio.readyState) this.audio.currentTime = ms / 1000;
  }

  /** Go to the place that was wanted before the file was there. */
  arrive() {
    if (this.placeMs > 0) this.audio.currentTime = this.placeMs / 1000;
    this.changed();
  }

  begun() {
    this.phase = "playing";
    this.ticking ??= setInterval(() => this.tick(), TICK_MS);
    this.changed();
  }

  paused() {
    clearInterval(this.ticking);
    this.ticking = undefined;
    this.longer.stop(this.ms, this.rate, performance.now());
    if (this.phase === "playing") this.phase = "waiting";
    this.listening.look(this.ms, false);
    this.listening.keep();
    this.changed();
  }

  ended() {
    this.paused();
    this.listening.look(this.timeline.durationMs, true);
    this.dropLonger();
    this.phase = "ended";
    this.changed();
  }

  tick() {
    if (this.phase === "playing" && !this.audio.paused && !this.audio.seeking) {
      const [ms, now] = [this.ms, performance.now()];
      this.listening.look(ms, true);
      if (now - this.keptAt >= KEEP_EVERY_MS) {
        this.keptAt = now;
        this.listening.keep();
      }
      const aheadMs = LATEST_TICK_MS[document.visibilityState] * this.rate;
      const to = this.longer.jump(ms, this.rate, now, aheadMs);
      if (to !== null) this.seek(to);
    }
    this.changed();
  }
}
