/**
 * On a published site: lets somebody keep a session for times without a network. service-worker.js answers with what
 * is kept, and brings it up to date; the names of the caches are what the two have agreed on.
 */

import { byId, show, write } from "./dom.js";
import { fill, pageWords } from "./words.js";

/** The way to the site's first folder; only a published site says it. */
const way = document.documentElement.dataset.offline;
const scope = new URL(way ?? "", location.href.replace(/[^/]*$/, "")).href;
const possible = way !== undefined && "serviceWorker" in navigator && "caches" in globalThis;

/** Start the service worker, which brings pages and kept sessions up to date. */
export function watchForUpdates() {
  if (!possible) return;
  navigator.serviceWorker.register(`${scope}service-worker.js`, { scope, updateViaCache: "none" });
}

/** @param {string} slug */
async function cachesOf(slug) {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(`voiceroutine ${scope} session ${slug} `));
}

/**
 * Whether a session can be played without a network.
 *
 * @param {string} slug
 */
export async function isKept(slug) {
  if (!possible) return false;
  for (const name of await cachesOf(slug)) {
    if (await (await caches.open(name)).match(`${scope}sessions/${slug}/${slug}.mp3`, { ignoreSearch: true })) return true;
  }
  return false;
}

/** @param {string} slug */
async function keep(slug) {
  const answer = await fetch(`${scope}site.json`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const { version, files } = (await answer.json()).sessions[slug];
  const cache = await caches.open(`voiceroutine ${scope} session ${slug} ${version}`);
  // what the browser has from before may be of another version
  await cache.addAll(files.map((/** @type {string} */ file) => new Request(scope + file, { cache: "no-cache" })));
  // a browser that is short of room deletes what it was not asked to keep
  await navigator.storage?.persist?.();
}

/** @param {string} slug */
async function drop(slug) {
  for (const name of await cachesOf(slug)) await caches.delete(name);
}

/**
 * Offer to keep a session, on its page.
 *
 * @param {string} slug
 */
export async function offerToKeep(slug) {
  if (!possible) return;
  const words = pageWords().offline;
  const [state, keeper, dropper] = [byId("offline-state"), byId("keep"), byId("drop")];

  /** @param {boolean} kept */
  function shown(kept) {
    write(state, kept ? words.kept : words.not_kept);
    show(keeper, !kept);
    show(dropper, kept);
  }

  /**
   * @param {HTMLElement} button
   * @param {string} doing
   * @param {() => Promise<void>} act
   */
  function does(button, doing, act) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      button.setAttribute("aria-disabled", "true");
      write(state, doing);
      try {
        await act();
        const kept = await isKept(slug);
        shown(kept);
        (kept ? dropper : keeper).focus();
      } catch (error) {
        await drop(slug);
        write(state, fill(words.failed, { reason: /** @type {Error} */ (error).message }));
      }
      button.removeAttribute("aria-disabled");
    });
  }

  does(keeper, words.keeping, () => keep(slug));
  does(dropper, words.dropping, () => drop(slug));
  shown(await isKept(slug));
  show(byId("offline"), true);
}
