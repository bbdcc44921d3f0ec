/**
 * Lets a published site work without a network: its pages always, and the sessions that somebody chose to keep.
 *
 * site.json says what the site has, and in which version. Whatever has a new version is fetched anew and takes the
 * place of the old one as a whole; what the site no longer has is deleted. The page keeps sessions (assets/offline.js);
 * the names of the caches are what the two have agreed on.
 *
 * @typedef {object} Site
 * @property {string} version of the pages and the assets
 * @property {string[]} files of them, from the site's first folder
 * @property {Record<string, {version: string, files: string[]}>} sessions by slug
 */

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);
const scope = worker.registration.scope;
/** Caches belong to the whole host, which may have other sites like this one. */
const ours = `voiceroutine ${scope} `;
/** The page in place of a session that is not kept, where there is no network. */
const MISSING = "missing/session/index.html";
/** A page waits this long for a newer version, and is then shown as it was the last time. */
const PATIENCE_MS = 2500;

worker.addEventListener("install", (event) => {
  event.waitUntil(update().whole.then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  if (request.mode !== "navigate") return event.respondWith(answer(request));
  const slug = slugOf(request.url);
  const { pages, whole } = update();
  event.waitUntil(whole.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => {
    if (slug && running) opened.add(slug);
  });
  const ready = (slug ? whole : pages).catch(() => {});
  event.respondWith(Promise.race([ready, late]).then(() => answer(request)));
});

/**
 * The session whose address it is, if it is one's.
 *
 * @param {string} url
 */
function slugOf(url) {
  return url.startsWith(`${scope}sessions/`) ? url.slice(`${scope}sessions/`.length).split("/")[0] : "";
}

/** @param {Request} request */
async function answer(request) {
  const kept = await find(new URL(request.url));
  if (kept) {
    const range = request.headers.get("range");
    return range ? part(kept, range) : kept;
  }
  if (request.mode !== "navigate") return fetch(request);
  try {
    // an old page that the browser still has would ask for parts that the host has no more
    return await fetch(request, { cache: "no-cache" });
  } catch (error) {
    const missing = slugOf(request.url) && (await find(new URL(MISSING, scope)));
    if (missing) return missing;
    throw error;
  }
}

/**
 * What is kept of an address. Where it says a version (`?v=`), it is that one or none; otherwise the newest.
 *
 * @param {URL} url
 */
async function find(url) {
  const path = url.origin + url.pathname + (url.pathname.endsWith("/") ? "index.html" : "");
  const exact = url.searchParams.has("v");
  const names = (await caches.keys()).filter((name) => name.startsWith(ours));
  for (const name of names.reverse()) {
    const cache = await caches.open(name);
    const kept = await cache.match(exact ? path + url.search : path, { ignoreSearch: !exact });
    if (kept) return kept;
  }
  return null;
}

/**
 * Players ask for ranges, and iOS plays nothing without: answer with the part that was asked for (RFC 9110, 14).
 *
 * @param {Response} kept
 * @param {string} range
 */
async function part(kept, range) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  // several ranges, or another unit: a server may answer with the whole
  if (!found || (!found[1] && !found[2])) return kept;
  const content = await kept.blob();
  const first = found[1] ? Number(found[1]) : Math.max(0, content.size - Number(found[2]));
  const last = found[1] && found[2] ? Math.min(Number(found[2]), content.size - 1) : content.size - 1;
  if (first >= content.size || first > last) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${content.size}` } });
  }
  const headers = new Headers(kept.headers);
  headers.set("Accept-Ranges", "bytes");
  headers.set("Content-Range", `bytes ${first}-${last}/${content.size}`);
  headers.set("Content-Length", String(last - first + 1));
  return new Response(content.slice(first, last + 1), { status: 206, statusText: "Partial Content", headers });
}

/** @type {{pages: Promise<void>, whole: Promise<void>} | null} the update that runs */
let running = null;

/** @type {Set<string>} sessions whose pages were not kept waiting any longer: they are what they were before the update */
const opened = new Set();

/** Bring everything up to date: the pages first. One update at a time. */
function update() {
  if (!running) {
    const site = fetch(new URL("site.json", scope), { cache: "no-cache" }).then((found) => {
      if (!found.ok) throw new Error(`site.json: ${found.status}`);
      return /** @type {Promise<Site>} */ (found.json());
    });
    const pages = site.then(updatePages);
    const whole = Promise.all([site, pages]).then(([it]) => updateSessions(it));
    running = { pages, whole };
    whole.catch(() => {}).then(() => {
      running = null;
      opened.clear();
    });
  }
  return running;
}

/** @param {Site} site */
async function updatePages(site) {
  await replace(`${ours}pages `, site.version, site.files);
}

/** @param {Site} site */
async function updateSessions(site) {
  const start = `${ours}session `;
  const names = (await caches.keys()).filter((name) => name.startsWith(start));
  for (const slug of new Set(names.map((name) => name.slice(start.length).split(" ")[0]))) {
    const session = site.sessions[slug];
    if (session) await replace(`${start}${slug} `, session.version, session.files, slug);
    else await Promise.all(names.filter((name) => name.startsWith(`${start}${slug} `)).map((name) => caches.delete(name)));
  }
}

/**
 * Have this version in the caches, and then no other one. If it cannot be fetched whole, the old one stays.
 *
 * @param {string} start of the names of its caches
 * @param {string} version
 * @param {string[]} files
 * @param {string} [slug] of the session; while a page of it is open, what that page has begun with stays as well
 */
async function replace(start, version, files, slug) {
  const before = (await caches.keys()).filter((name) => name.startsWith(start));
  const name = start + version;
  const cache = await caches.open(name);
  if ((await cache.keys()).length === 0) {
    try {
      // all of them, or none
      await cache.addAll(files.map((file) => new Request(new URL(file, scope), { cache: "reload" })));
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  }
  if (slug && (await isOpen(slug))) return;
  await Promise.all(before.filter((other) => other !== name).map((other) => caches.delete(other)));
}

/**
 * Whether a page of a session is open, or waited for this update in vain.
 *
 * @param {string} slug
 */
async function isOpen(slug) {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return opened.has(slug) || pages.some((page) => slugOf(page.url) === slug);
}
