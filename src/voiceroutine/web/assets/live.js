/**
 * Plays a session while it is made, and goes over to the finished file at a silence.
 *
 * One audio element plays both: a phone lets a page play without a tap only where it has played before.
 */

import { Listening } from "./listening.js";
import { lastBegun, readTimeline } from "./timeline.js";

/**
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./make.js").Job} Job
 * @typedef {"silent" | "loading" | "playing" | "waiting"} Phase
 */

/** How long a silence must last from now on to change files in it. */
const SILENCE_MS = 700;
/** Before the sound, a decoder adds 1 105 samples; only the finished file tells it to leave them out. */
const DELAY_S = 1105 / 48_000;
const AGAIN_AFTER_MS = 1000;
const TICK_MS = 100;

export class Live {
  /**
   * @param {HTMLAudioElement} audio
   * @param {() => void} changed called whenever there may be something else to show
   */
  constructor(audio, changed) {
    this.audio = audio;
    this.changed = changed;
    /** @type {Phase} */
    this.phase = "silent";
    this.key = "";
    /** @type {Job | null} */
    this.job = null;
    /** whether anything was heard */
    this.begun = false;
    /** @type {Timeline | null} of the finished session */
    this.timeline = null;
    this.slug = "";
    this.identity = "";
    /** whether the finished file is what plays */
    this.arrived = false;
    /** whether it was played to its end */
    this.ended = false;
    audio.addEventListener("playing", () => this.playing());
    audio.addEventListener("pause", () => this.paused());
    audio.addEventListener("waiting", () => this.set("loading"));
    audio.addEventListener("error", () => this.failed());
    audio.addEventListener("ended", () => this.end());
    audio.addEventListener("timeupdate", () => this.tick());
    setInterval(() => this.tick(), TICK_MS);
    window.addEventListener("pagehide", () => this.keep());
  }

  get ms() {
    const seconds = this.audio.currentTime - (this.arrived ? 0 : DELAY_S);
    return Math.max(0, seconds * 1000);
  }

  /** The title of the chapter that plays. */
  get chapter() {
    const chapters = (this.job?.chapters ?? []).map(([startMs, title]) => ({ startMs, title }));
    return chapters[lastBegun(chapters, this.ms)]?.title ?? "";
  }

  /**
   * Play what is made under this key. Called in a tap, as phones want it.
   *
   * @param {string} key
   */
  listen(key) {
    this.key = key;
    this.job = this.timeline = null;
    this.begun = this.arrived = this.ended = false;
    this.load(`jobs/${key}/live.mp3`, 0, true);
    this.onLockScreen();
  }

  /**
   * @param {string} address
   * @param {number} seconds where to begin
   * @param {boolean} going whether to play
   */
  load(address, seconds, going) {
    this.phase = going ? "loading" : this.phase;
    this.audio.src = address;
    if (seconds > 0) this.audio.addEventListener("loadedmetadata", () => (this.audio.currentTime = seconds), { once: true });
    if (going) this.go();
    this.changed();
  }

  go() {
    this.audio.play().catch((error) => {
      if (error.name === "NotAllowedError") this.set("waiting");
    });
  }

  toggle() {
    if (this.phase === "playing") this.audio.pause();
    else if (this.phase === "waiting") this.go();
  }

  stop() {
    this.phase = "silent";
    this.key = "";
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
    this.changed();
  }

  /**
   * The session is made: go over to its file. Returns whether the network let it; the sound goes on in any case.
   *
   * @param {string} slug
   * @param {string} identity
   */
  async arrive(slug, identity) {
    const key = this.key;
    try {
      const answer = await fetch(`sessions/${slug}/timeline.json`);
      if (!answer.ok) return false;
      const json = await answer.json();
      if (key !== this.key) return true;
      this.timeline = readTimeline(json);
    } catch {
      return false;
    }
    this.slug = slug;
    this.identity = identity;
    this.tick();
    return true;
  }

  /** Change files, if it is time to. */
  tick() {
    if (this.phase === "silent") return;
    if (this.ended) return this.leave();
    if (this.timeline && !this.arrived && (this.phase === "waiting" || this.silence())) {
      const [at, going] = [this.ms / 1000, this.phase !== "waiting"];
      this.arrived = true;
      this.load(`sessions/${this.slug}/${this.slug}.mp3`, at, going);
    }
    this.changed();
  }

  silence() {
    const ms = this.ms;
    return !this.begun || !this.timeline?.sounds.some(({ startMs, endMs }) => startMs < ms + SILENCE_MS && endMs > ms);
  }

  playing() {
    this.begun = true;
    this.onLockScreen();
    this.set("playing");
  }

  paused() {
    if (!this.audio.ended && this.phase === "playing") this.set("waiting");
  }

  /** The connection is gone, or the phone would not wait so long for the first sound: ask again. */
  failed() {
    const { key } = this;
    if (this.phase === "silent" || this.arrived) return;
    const at = this.begun ? this.audio.currentTime : 0;
    this.set("loading");
    setTimeout(() => {
      if (key && key === this.key && !this.arrived) this.load(`jobs/${key}/live.mp3`, at, true);
    }, AGAIN_AFTER_MS);
  }

  /** @param {Phase} phase */
  set(phase) {
    if (this.phase === "silent") return;
    this.phase = phase;
    this.changed();
  }

  end() {
    this.ended = true;
    this.set("waiting");
    this.leave();
  }

  /** At the end, as soon as the session is made: go on on its own page, which notes it and asks how it felt. */
  leave() {
    if (!this.timeline) return;
    this.keep();
    this.timeline = null; // it is kept once
    window.location.assign(`sessions/${this.slug}/index.html`);
  }

  /** Keep the place for the session's own page. */
  keep() {
    if (!this.timeline || !this.begun) return;
    const listening = new Listening(this.timeline, this.identity);
    const { durationMs } = this.timeline;
    const ms = this.ended ? durationMs - 1 : Math.min(this.ms, durationMs - 2);
    listening.hear(0, this.ended ? Math.ceil(durationMs / 1000) : Math.floor(ms / 1000));
    listening.ms = ms;
    listening.keep();
  }

  onLockScreen() {
    const media = navigator.mediaSession;
    if (!media) return;
    media.metadata = new MediaMetadata({ title: this.chapter || "Voice routine", album: this.job?.title ?? "" });
    /** @type {[MediaSessionAction, MediaSessionActionHandler | null][]} */
    const handlers = [
      ["play", () => this.go()],
      ["pause", () => this.audio.pause()],
      ["seekbackward", null],
      ["seekforward", null],
      ["seekto", null],
    ];
    for (const [action, handler] of handlers) {
      try {
        media.setActionHandler(action, handler);
      } catch {
        // a browser that does not know an action does not offer it either
      }
    }
  }
}
