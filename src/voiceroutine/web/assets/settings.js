/** What somebody has chosen for all sessions: captions, speed, keys, and whether the screen stays on. */

import { byId, show, write } from "./dom.js";
import { load, save } from "./storage.js";
import { figure, fill, pageWords } from "./words.js";

/** @typedef {import("./player.js").Player} Player */

/** The hold that the sentence about speed takes for its example, in seconds. */
const EXAMPLE_S = 30;
const words = pageWords().speed;

const chosen = { captions: true, speed: 1, keys: true, screen: false, .../** @type {object} */ (load("settings") ?? {}) };

/**
 * @param {"captions" | "keys" | "screen"} name
 * @param {(on: boolean) => void} apply
 */
function checkbox(name, apply) {
  const box = /** @type {HTMLInputElement} */ (byId(name));
  box.checked = chosen[name];
  box.addEventListener("change", () => {
    chosen[name] = box.checked;
    save("settings", chosen);
    apply(box.checked);
  });
  apply(box.checked);
}

/** @param {number} speed */
function meaning(speed) {
  if (speed === 1) return words.as_script;
  return fill(words.means, { speed: figure(speed, 2), hold: EXAMPLE_S, lasts: figure(EXAMPLE_S / speed) });
}

/**
 * @param {Player} player
 * @param {(on: boolean) => void} showCaptions
 */
export function offerSettings(player, showCaptions) {
  checkbox("captions", showCaptions);
  checkbox("keys", (on) => show(byId("key-list"), on));
  const speed = /** @type {HTMLSelectElement} */ (byId("speed"));
  speed.value = String(chosen.speed);
  if (!speed.value) speed.value = "1";
  const apply = () => {
    chosen.speed = Number(speed.value);
    player.setRate(chosen.speed);
    write(byId("speed-means"), meaning(chosen.speed));
  };
  speed.addEventListener("change", () => {
    apply();
    save("settings", chosen);
  });
  apply();
  listenToKeys(player);
  if (navigator.wakeLock) keepScreenOn(player);
  show(byId("settings"), true);
}

/** @param {Player} player */
function listenToKeys(player) {
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => player.toggle(),
    a: () => player.again(),
    l: () => player.lengthen(),
    s: () => player.skip(),
  };
  document.addEventListener("keydown", (event) => {
    if (!chosen.keys || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // what has the focus keeps its own keys: space presses a button, and letters choose in a list
    const own = event.key === " " ? "a, button, input, select, summary" : "input:not([type=checkbox]), select, textarea";
    if (event.target instanceof Element && event.target.closest(own)) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act();
  });
}

/**
 * Phones let a page keep the screen on where it came over https.
 *
 * @param {Player} player
 */
function keepScreenOn(player) {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  const follow = async () => {
    const wanted = chosen.screen && player.phase === "playing" && document.visibilityState === "visible";
    if (!wanted) {
      lock?.release();
      lock = null;
    } else if (!lock || lock.released) {
      // a phone with an empty battery refuses, which is right
      lock = await navigator.wakeLock.request("screen").catch(() => null);
    }
  };
  show(byId("screen-choice"), true);
  checkbox("screen", follow);
  for (const event of ["play", "pause"]) player.audio.addEventListener(event, follow);
  document.addEventListener("visibilitychange", follow);
}
