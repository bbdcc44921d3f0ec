/** The page of one session: brings the sound, what is shown, the diary and the settings together. */

import { change, entries, note } from "./diary.js";
import { byId, make, part, show, write } from "./dom.js";
import { askHowItFelt } from "./feelings.js";
import { Listening, forgetOldPlaces } from "./listening.js";
import { onLockScreen } from "./lockscreen.js";
import { offerToKeep, watchForUpdates } from "./offline.js";
import { Player } from "./player.js";
import { offerSettings } from "./settings.js";
import { lasting } from "./storage.js";
import { readTimeline } from "./timeline.js";
import { View } from "./view.js";
import { fill, pageWords } from "./words.js";

/** @typedef {import("./timeline.js").TimelineJson} TimelineJson */

const audio = /** @type {HTMLAudioElement} */ (byId("audio"));
const root = byId("player");

const published = document.documentElement.dataset.offline !== undefined;
const { done, trouble } = pageWords();

/**
 * @param {string} text
 * @param {HTMLElement} [link] after it
 */
function tell(text, link) {
  write(byId("problem"), text);
  if (link) byId("problem").append(" ", link);
  show(byId("problem"), text !== "");
}

/** Say why the sound, or what goes with it, cannot be loaded. */
async function tellWhy() {
  const status = async (/** @type {string} */ address) =>
    fetch(address, { cache: "no-store" }).then((answer) => answer.status, () => 0);
  if ((await status(part("timeline.json"))) !== 404) return tell(published ? trouble.lost : trouble.lost_at_home);
  if ((await status("index.html")) !== 404) {
    tell(published ? trouble.anew : trouble.anew_at_home, make("a", { href: "index.html" }, trouble.load_again));
  } else {
    tell(published ? trouble.gone : trouble.gone_at_home, make("a", { href: "../../index.html" }, trouble.sessions));
  }
}

/** Say it where the sound cannot be jumped in: a host that answers no ranges sends it from its beginning alone. */
function tellIfStuck() {
  const { seekable } = audio;
  if (seekable.length && seekable.end(seekable.length - 1) > 0) return false;
  tell(trouble.cannot_jump);
  return true;
}

/**
 * A screen reader does not talk over the voice: what it would announce by itself is silent while the session plays.
 *
 * @param {boolean} silent
 */
function hush(silent) {
  for (const status of document.querySelectorAll("[role=status]")) {
    const live = silent ? "off" : "polite";
    if (status.getAttribute("aria-live") !== live) status.setAttribute("aria-live", live);
  }
}

/** @returns {Promise<TimelineJson | null>} null if this session is gone, or is another one now */
async function fetchTimeline() {
  const answer = await fetch(part("timeline.json"));
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

/** @param {TimelineJson} json */
function start(json) {
  const timeline = readTimeline(json);
  const { identity = "", artist = "", slug = "", language = "und", pictures = "" } = root.dataset;
  const listening = new Listening(timeline, identity);
  const player = new Player(audio, timeline, listening, () => changed());
  const view = new View(player, new Set(pictures.split(" ").filter(Boolean).map(Number)));
  const cover = new URL(part("cover.jpg"), location.href).href;
  const showOnLockScreen = onLockScreen(player, { title: timeline.title, artist, cover });
  let asked = false;

  function changed() {
    view.update();
    hush(player.phase === "playing");
    showOnLockScreen();
    show(byId("start-again"), player.phase === "ready" && player.ms > 0);
    if (listening.finished && listening.noted === null) noteIt();
    if (player.phase === "ended" && !asked) finish();
    if (player.phase === "playing" && asked) {
      asked = false;
      show(byId("done"), false);
    }
  }

  /** Note in the diary what was done until now. */
  function noteIt() {
    if (!listening.counts) return;
    const deeds = { ...listening.deeds(), minutes: listening.seconds / 60 };
    if (listening.noted === null) {
      listening.noted = note({ ...deeds, session: timeline.title, language }, new Date())?.id ?? "";
      listening.keep();
    } else change(listening.noted, deeds);
  }

  function finish() {
    asked = true;
    noteIt();
    const { noted } = listening; // who goes on from here stays with the same entry
    listening.forget();
    const asking = noted !== null;
    write(byId("done-title"), asking ? done.question : done.too_short);
    write(byId("answer"), "");
    show(byId("feelings"), asking);
    const felt = entries().find((entry) => entry.id === noted)?.felt;
    askHowItFelt(byId("feelings"), () => noted || null, (answer) => write(byId("answer"), answer), felt);
    show(byId("not-kept"), !lasting);
    show(byId("done"), true);
    byId("done-title").focus();
  }

  audio.removeAttribute("controls");
  show(audio, false);
  show(root, true);
  byId("wait").addEventListener("click", () => player.toggle());
  byId("again").addEventListener("click", () => player.again());
  byId("longer").addEventListener("click", () => player.lengthen());
  byId("skip").addEventListener("click", () => player.skip());
  byId("start-again").addEventListener("click", () => player.startAgain());
  byId("once-more").addEventListener("click", () => player.startAgain());
  window.addEventListener("pagehide", () => {
    if (player.phase !== "ended") listening.keep();
  });
  audio.addEventListener("error", tellWhy);
  if ("BroadcastChannel" in window) {
    const tabs = new BroadcastChannel("playing"); // two sessions at once would talk over each other
    audio.addEventListener("play", () => tabs.postMessage(identity));
    tabs.addEventListener("message", () => audio.pause());
  }
  audio.addEventListener("playing", () => tellIfStuck() || tell(""));
  audio.addEventListener("loadedmetadata", tellIfStuck);
  if (audio.readyState) tellIfStuck();
  if (audio.error) tellWhy();
  offerSettings(player, (on) => {
    view.captions = on;
    view.update();
  });
  if (listening.over) player.ended();
  changed();
  offerToKeep(slug);
}

forgetOldPlaces();
watchForUpdates();
fetchTimeline()
  .then((json) => (json ? start(json) : tellWhy()))
  .catch((error) => tell(fill(trouble.no_timeline, { reason: error.message })));
