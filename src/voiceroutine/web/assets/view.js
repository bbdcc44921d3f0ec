/** Shows what a session is doing. Nothing in it is announced: a screen reader would talk over the voice. */

import { byId, make, part, show, write } from "./dom.js";
import { passage } from "./passage.js";
import { clock, counting, fill, pageWords } from "./words.js";

/**
 * @typedef {import("./player.js").Player} Player
 * @typedef {import("./timeline.js").TimelineEvent} TimelineEvent
 */

const words = pageWords().player;
const UNITS = { hold: words.left, rest: words.rest, ready: words.ready };
const MAIN_LABELS = { ready: words.start, playing: words.wait, waiting: words.go_on, ended: words.start };
const NAMES_LEFT = oneOf(words.left_words);
const NAMES_RIGHT = oneOf(words.right_words);

/**
 * What finds one of these as whole words, in any alphabet.
 *
 * @param {string[]} texts
 */
function oneOf(texts) {
  return new RegExp(`(?<![\\p{L}\\p{M}])(?:${texts.join("|")})(?![\\p{L}\\p{M}])`, "iu");
}

/**
 * `Left side`, `Set 2 of 3`, as far as they apply.
 *
 * @param {TimelineEvent} event
 */
function partOf({ set, sets, side }) {
  const parts = [];
  if (side) parts.push(side === "left" ? words.left_side : words.right_side);
  if (set && sets && sets > 1) parts.push(fill(words.set_of, { number: set, total: sets }));
  return parts.join(", ");
}

/**
 * The same without a side, where the cue names the other one: the ear goes to the right to stretch the left side.
 *
 * @param {TimelineEvent} event
 * @param {string} cue
 */
function partWith(event, cue) {
  const other = event.side === "left" ? NAMES_RIGHT : NAMES_LEFT;
  return partOf(other.test(cue) ? { ...event, side: undefined } : event);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export class View {
  /**
   * @param {Player} player
   * @param {Set<number>} pictures positions of the chapters that have one
   */
  constructor(player, pictures) {
    this.player = player;
    this.pictures = pictures;
    this.captions = true;
    this.chapter = -1;
    this.now = {
      root: byId("now"),
      chapter: byId("chapter"),
      clock: byId("clock"),
      number: byId("number"),
      unit: byId("unit"),
      turn: byId("turn"),
      said: byId("said"),
      next: byId("next"),
      nextOwn: byId("next-own"),
      nextTitle: byId("next-title"),
      time: byId("time"),
      track: byId("track"),
      wait: byId("wait-label"),
      againWhat: byId("again-what"),
      longer: byId("longer"),
      skip: byId("skip"),
    };
    this.picture = /** @type {HTMLImageElement} */ (byId("picture"));
    this.picture.addEventListener("error", () => show(this.picture, false));
    this.chapters = this.listChapters();
  }

  /** Make the chapters buttons that go to them. */
  listChapters() {
    const buttons = this.player.timeline.chapters.map((chapter, position) => {
      const at = make("span", { class: "at" }, clock(chapter.startMs));
      const button = make("button", { type: "button" }, make("span", {}, chapter.title), at);
      button.addEventListener("click", () => {
        this.player.goToChapter(position);
        byId("player").scrollIntoView();
        byId("wait").focus({ preventScroll: true }); // where Space waits and goes on
      });
      return button;
    });
    byId("chapters").replaceChildren(...buttons.map((button) => make("li", {}, button)));
    return buttons;
  }

  update() {
    const { player } = this;
    const { state, phase } = player;
    if (document.body.dataset.phase !== phase) this.turnInto(phase);
    if (state.chapter !== this.chapter) this.turnTo(state.chapter);
    if (this.now.root.dataset.kind !== state.kind) this.now.root.dataset.kind = state.kind;
    this.countDown(state);
    this.showCue(state);
    this.showNext(state);
    const resuming = phase === "ready" && player.ms > 0;
    write(this.now.wait, MAIN_LABELS[resuming ? "waiting" : phase]);
    write(this.now.time, clock(player.ms));
    this.now.track.style.transform = `scaleX(${(player.ms / player.timeline.durationMs).toFixed(4)})`;
    write(this.now.againWhat, state.event.rep === undefined ? words.this_cue : state.kind === "hold" ? words.this_hold : words.this_rep);
    this.allow(this.now.longer, player.canLengthen);
    this.allow(this.now.skip, state.chapter < player.timeline.chapters.length - 1);
  }

  /**
   * A button that does nothing now stays where it is, and can be found.
   *
   * @param {HTMLElement} button
   * @param {boolean} allowed
   */
  allow(button, allowed) {
    const value = String(!allowed);
    if (button.getAttribute("aria-disabled") !== value) button.setAttribute("aria-disabled", value);
  }

  /** @param {import("./player.js").Phase} phase */
  turnInto(phase) {
    const { dataset } = document.body;
    if (dataset.phase === "ready") window.scrollTo(0, 0);
    dataset.phase = phase;
    if (phase !== "ready" || this.player.ms > 0) dataset.begun = "";
  }

  /** @param {number} position of a chapter */
  turnTo(position) {
    this.chapter = position;
    write(this.now.chapter, this.player.timeline.chapters[position].title);
    this.chapters.forEach((button, other) => {
      if (other === position) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    const pictured = this.pictures.has(position);
    if (pictured) this.picture.src = part(`chapter-${String(position).padStart(3, "0")}.png`);
    show(this.picture, pictured);
  }

  /**
   * What counts, large: the seconds that are left, or else the rep.
   *
   * @param {import("./timeline.js").State} state
   */
  countDown({ kind, event, cue }) {
    const leftMs = this.player.leftMs;
    const rep = event.rep && event.reps && event.reps > 1 ? { number: event.rep, total: event.reps } : null;
    const parts = [partWith(event, cue)];
    if (leftMs !== null && (kind === "hold" || kind === "rest" || kind === "ready")) {
      const seconds = Math.ceil(leftMs / 1000);
      write(this.now.number, String(seconds));
      write(this.now.unit, counting(UNITS[kind], seconds));
      if (rep) parts.unshift(fill(words.rep_of, rep));
    } else {
      write(this.now.number, rep ? fill(words.count_of, rep) : "");
      write(this.now.unit, rep ? counting(words.reps, rep.total) : "");
    }
    const comingMs = this.player.comingMs;
    if (comingMs) parts.push(fill(words.next_longer, { seconds: Math.round(comingMs / 1000) }));
    this.now.clock.classList.toggle("of-reps", leftMs === null);
    show(this.now.clock, leftMs !== null || rep !== null);
    const turn = capital(parts.filter(Boolean).join(", "));
    write(this.now.turn, turn);
    show(this.now.turn, turn !== "");
  }

  /** @param {import("./timeline.js").State} state */
  showCue({ cue, share }) {
    write(this.now.said, this.captions ? passage(cue, share) : "");
    show(this.now.said, this.captions && cue !== "");
  }

  /** @param {import("./timeline.js").State} state */
  showNext({ next }) {
    show(this.now.next, next !== null);
    if (!next) return;
    write(this.now.nextOwn, next.what === "stretch" ? "" : partOf(next.event));
    write(this.now.nextTitle, next.what === "stretch" ? next.title : "");
  }
}
