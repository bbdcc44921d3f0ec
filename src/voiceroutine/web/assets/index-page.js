/** The list of sessions: marks those that were begun, and those that are kept for times without a network. */

import { show, write } from "./dom.js";
import { forgetOldPlaces, placeIn } from "./listening.js";
import { isKept, watchForUpdates } from "./offline.js";
import { clock, fill, pageWords } from "./words.js";

const { list } = pageWords();

forgetOldPlaces();
watchForUpdates();
for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-identity]"))) {
  const { identity = "", slug = "" } = item.dataset;
  const place = /** @type {HTMLElement} */ (item.querySelector(".place"));
  const ms = placeIn(identity);
  write(place, fill(list.begun, { time: clock(ms) }));
  show(place, ms > 0);
  isKept(slug).then((kept) => show(/** @type {HTMLElement} */ (item.querySelector(".kept")), kept));
}
