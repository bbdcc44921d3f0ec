/**
 * Plays what the session says: one cue, from a place on, or all of it. One sound at a time.
 *
 * A session is heard chapter by chapter: each is a file of its own, spoken when it is asked for, and the next one is asked
 * for while one is heard. Events: `says` (`detail` is the event that is heard now, or null).
 */

import { Refusal, post, send } from "./api.js";
import { el, icon } from "./dom.js";
import { notifyRefusal } from "./notices.js";
import { chapterAt, eventAt, eventsOf } from "./scale.js";

/** @typedef {import("./types.js").TimelineEvent} TimelineEvent */
/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").Path} Path */

/**
 * @typedef {object} Part a chapter that can be heard
 * @property {string} sound its address
 * @property {number} chapter its position
 * @property {boolean} last
 * @property {Timeline} timeline its own, exact, which begins with it
 */

export class Listener extends EventTarget {
  /**
   * @param {import("./model.js").Model} model
   * @param {import("./timeline.js").TimelineView} timeline
   */
  constructor(model, timeline) {
    super();
    this.model = model;
    this.timeline = timeline;
    /** @type {AudioContext | null} */
    this.context = null;
    /** @type {AudioBufferSourceNode | null} */
    this.source = null;
    /** @type {AbortController | null} */
    this.asking = null;
    this.audio = new Audio();
    /** @type {Part | null} */
    this.part = null;
    /** @type {Promise<Part | null> | null} */
    this.next = null;
    /** @type {TimelineEvent | null} */
    this.said = null;
    this.audio.addEventListener("ended", () => this.goOn());
    this.audio.addEventListener("playing", () => this.follow());
    this.audio.addEventListener("error", () => this.part && this.stop());
    this.button = el("button", { type: "button", class: "listen", click: () => this.toggle() });
    this.whole = el("button", { type: "button", class: "plain", click: () => this.listenFrom(0) }, "From the beginning");
    this.buttons = [this.button, this.whole];
    this.label(false);
  }

  /** @param {boolean} playing */
  label(playing) {
    this.button.replaceChildren(icon(playing ? "stop" : "play"), playing ? "Stop" : "Hear it from here");
  }

  /**
   * Play the first cue of a field.
   *
   * @param {Path} path in the session
   * @returns {Promise<boolean>} whether there is one
   */
  async hearField(path) {
    await this.model.looked();
    const shown = this.model.look?.timeline;
    const event = shown && eventsOf(shown, path).find((it) => it.kind === "speech");
    if (!shown || !event) return false;
    this.timeline.moveTo(event.start_ms);
    await this.hear({ event: shown.events.indexOf(event) }, event);
    return true;
  }

  /**
   * Play words that are not in the session as it is.
   *
   * @param {string} words
   */
  async hearWords(words) {
    await this.hear({ cue: words }, null);
  }

  /**
   * @param {{event: number} | {cue: string}} which
   * @param {TimelineEvent | null} event
   */
  async hear(which, event) {
    this.stop();
    const asking = new AbortController();
    this.asking = asking;
    this.context ??= new AudioContext();
    this.context.resume();
    this.label(true);
    try {
      const answer = await send("POST", `scripts/${this.model.id}/say`, { text: this.model.text, ...which }, asking.signal);
      const sound = await this.context.decodeAudioData(await answer.arrayBuffer());
      if (this.asking !== asking) return;
      this.play(sound);
      this.says(event);
      this.model.ask(0);
    } catch (error) {
      this.failed(asking, error);
    }
  }

  /** @param {AudioBuffer} sound */
  play(sound) {
    if (!this.context) return;
    const source = this.context.createBufferSource();
    source.buffer = sound;
    source.connect(this.context.destination);
    source.addEventListener("ended", () => {
      if (this.source === source) this.stop();
    });
    source.start();
    this.source = source;
  }

  /**
   * @param {AbortController} asking
   * @param {unknown} error
   */
  failed(asking, error) {
    if (asking.signal.aborted) return;
    this.stop();
    if (!(error instanceof Refusal)) throw error;
    notifyRefusal(error);
  }

  stop() {
    this.asking?.abort();
    this.asking = null;
    this.source?.stop();
    this.source = null;
    this.audio.pause();
    this.part = null;
    this.next = null;
    this.label(false);
    this.says(null);
  }

  /** Play from the playhead on, or stop. */
  toggle() {
    if (this.asking) this.stop();
    else this.listenFrom(this.timeline.at_ms);
  }

  /**
   * Play the session from a moment on.
   *
   * @param {number} ms
   */
  async listenFrom(ms) {
    this.stop();
    const asking = new AbortController();
    this.asking = asking;
    this.label(true);
    await this.model.looked();
    const shown = this.model.look?.timeline;
    if (!shown || this.asking !== asking) return this.stop();
    const chapter = chapterAt(shown, ms);
    const event = eventAt(shown, ms);
    try {
      const part = await this.ask(chapter, asking);
      if (this.asking !== asking) return;
      this.begin(part, event ? placeIn(part.timeline, shown, event) : 0);
    } catch (error) {
      this.failed(asking, error);
    }
  }

  /**
   * @param {number} chapter
   * @param {AbortController} asking
   * @returns {Promise<Part>}
   */
  ask(chapter, asking) {
    return post(`scripts/${this.model.id}/listen`, { text: this.model.text, chapter }, asking.signal);
  }

  /**
   * @param {Part} part
   * @param {number} from_ms from its beginning
   */
  begin(part, from_ms) {
    const { asking } = this;
    this.part = part;
    this.audio.src = part.sound;
    this.audio.currentTime = from_ms / 1000;
    this.audio.play().catch(() => this.stop());
    this.model.ask(0);
    if (part.last || !asking) return;
    this.next = this.ask(part.chapter + 1, asking).catch((error) => {
      this.failed(asking, error);
      return null;
    });
  }

  async goOn() {
    const { next, asking } = this;
    const part = await next;
    if (this.asking !== asking) return;
    if (part) this.begin(part, 0);
    else this.stop();
  }

  /** Move the playhead, and say what is heard, as long as it is. */
  follow() {
    const { part } = this;
    const shown = this.model.look?.timeline;
    if (!part || this.audio.paused || !shown) return;
    const ms = this.audio.currentTime * 1000;
    const start_ms = shown.chapters[part.chapter]?.start_ms ?? 0;
    this.timeline.moveTo(start_ms + ms);
    this.timeline.reveal(start_ms + ms);
    this.says(eventAt(part.timeline, ms));
    requestAnimationFrame(() => this.follow());
  }

  /** @param {TimelineEvent | null} event what is heard */
  says(event) {
    if (this.said === event) return;
    this.said = event;
    this.dispatchEvent(new CustomEvent("says", { detail: event }));
  }
}

/**
 * Return where an event of the session is in its chapter, whose lengths are exact.
 *
 * @param {Timeline} exact of the chapter
 * @param {Timeline} shown of the session
 * @param {TimelineEvent} event
 * @returns {number} in ms
 */
function placeIn(exact, shown, event) {
  const at = shown.events.filter((it) => it.chapter === event.chapter).indexOf(event);
  return exact.events[at]?.start_ms ?? 0;
}
