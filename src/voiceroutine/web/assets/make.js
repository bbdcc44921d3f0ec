/** The page that makes a session: sends the order, tells how far it is, and plays it meanwhile. */

import { byId, make, show, write } from "./dom.js";
import { Live } from "./live.js";
import { clock, counted } from "./words.js";

/**
 * @typedef {object} Problem
 * @property {boolean} chosen whether it was chosen on this page, and is not in the script
 * @property {string} place
 * @property {string} line
 * @property {string} message
 * @property {string} hint
 *
 * @typedef {object} Job as the server tells it
 * @property {"waiting" | "making" | "done" | "failed"} state
 * @property {number} ahead how many sessions are made before it
 * @property {string} title
 * @property {string} label
 * @property {number} fraction
 * @property {number} duration_ms an estimate, until everything is spoken
 * @property {[number, string][]} chapters
 * @property {string} slug
 * @property {string} identity
 * @property {string[]} notes
 * @property {string[]} changes
 * @property {Problem[]} problems
 * @property {string} error
 * @property {string} hint
 */

const LOOK_EVERY_MS = 400;

const form = /** @type {HTMLFormElement} */ (byId("order"));
const live = new Live(/** @type {HTMLAudioElement} */ (byId("audio")), played);
/** Where this tab keeps what it looks at, for when somebody comes back to the page. */
const KEPT = "making";
/** What is looked at now; another order ends it. */
let current = "";

/** @param {string} key empty for nothing */
function lookAt(key) {
  current = key;
  try {
    sessionStorage.setItem(KEPT, key);
  } catch {
    // a browser that keeps nothing does not find it again
  }
}

/** What this tab looked at before. */
function lookedAt() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

/** A key that nobody else has. It is made here, so that the sound can be asked for in the tap itself, as phones want. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

function order() {
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const key = newKey();
  lookAt(key);
  live.listen(key);
  showMaking();
  byId("making-title").focus();
  send(key, given).catch((error) => fail(`The computer cannot be reached: ${error.message}.`));
}

function showMaking() {
  show(form, false);
  for (const id of ["failed", "problems", "changes", "open"]) show(byId(id), false);
  show(byId("making"), true);
  write(byId("making-title"), "Making the session");
  write(byId("state"), "");
}

/** Go on looking at what was asked for before this page was left; it is not heard here any more. */
async function comeBack() {
  const key = lookedAt();
  if (!key) return;
  current = key;
  const job = await look(key);
  if (key !== current || !job) return;
  showMaking();
  await follow(key, job);
}

/**
 * @param {string} key
 * @param {object} given
 */
async function send(key, given) {
  const answer = await fetch(`jobs/${key}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  const job = await answer.json();
  if (!answer.ok) fail(`It cannot be made: ${job.error}.`);
  else await follow(key, job);
}

/**
 * Look how far it is until it is over. A network that comes and goes is waited for.
 *
 * @param {string} key
 * @param {Job | null} job
 */
async function follow(key, job) {
  while (key === current) {
    if (job) tell(job);
    if (job?.state === "done" && (await live.arrive(job.slug, job.identity))) return;
    if (job?.state === "failed") return live.stop();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    job = await look(key);
  }
}

/**
 * @param {string} key
 * @returns {Promise<Job | null>}
 */
async function look(key) {
  try {
    const answer = await fetch(`jobs/${key}/state.json`);
    if (answer.ok) return await answer.json();
    if (answer.status === 404 && key === current) {
      lookAt("");
      fail("The computer knows nothing of it any more. Was its server started again?");
    }
  } catch {
    write(byId("state"), "The computer cannot be reached. It goes on making the session.");
  }
  return null;
}

/** @param {Job} job */
function tell(job) {
  live.job = job;
  write(byId("making-title"), job.title);
  write(byId("state"), inWords(job));
  const progress = /** @type {HTMLProgressElement} */ (byId("progress"));
  progress.value = job.fraction;
  show(progress, job.state === "making" || job.state === "waiting");
  const lines = [...job.changes, ...(job.state === "done" ? job.notes : [])];
  byId("changes").replaceChildren(...lines.map((line) => make("li", {}, line)));
  show(byId("changes"), lines.length > 0);
  if (job.state === "done") {
    byId("open").setAttribute("href", `sessions/${job.slug}/index.html`);
    show(byId("open"), true);
  }
  if (job.state === "failed") failed(job);
}

/** @param {Job} job */
function inWords(job) {
  if (job.state === "waiting") return job.ahead ? `Waits for ${counted(job.ahead, "other session")} to be made.` : "Waits.";
  if (job.state === "done") return `Made. It plays ${clock(job.duration_ms)}, and is in the list of sessions.`;
  if (job.state === "failed") return "Not made.";
  return job.duration_ms ? `Being made; it will play about ${clock(job.duration_ms)}.` : "Being made.";
}

/** @param {Job} job */
function failed(job) {
  const chosen = job.problems.filter((problem) => problem.chosen);
  const written = job.problems.filter((problem) => !problem.chosen);
  if (written.length) fail(`The script has ${counted(written.length, "problem")}.`);
  else if (chosen.length) fail(chosen.map(({ message, place }) => `${capital(message)}. Choose another ${place.toLowerCase()}.`).join(" "));
  else fail(`It was not made: ${job.error}.${job.hint ? ` ${capital(job.hint)}.` : ""}`);
  byId("problems").replaceChildren(
    ...written.map((problem) =>
      make(
        "li",
        {},
        make("strong", {}, problem.place),
        make("p", {}, `${capital(problem.message)}.`),
        make("code", {}, problem.line),
        ...(problem.hint ? [make("p", { class: "hint" }, problem.hint)] : []),
      ),
    ),
  );
  show(byId("problems"), written.length > 0);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {string} text */
function fail(text) {
  live.stop();
  show(byId("progress"), false);
  write(byId("failed"), text);
  show(byId("failed"), true);
}

/** Show what the sound is at. */
function played() {
  show(byId("wait"), live.phase !== "silent");
  write(byId("wait"), { silent: "Play", loading: "Loading", waiting: "Go on", playing: "Wait" }[live.phase]);
  byId("wait").setAttribute("aria-disabled", String(live.phase === "loading"));
  write(byId("chapter"), live.begun ? live.chapter : "");
  const length = live.job?.duration_ms;
  write(byId("time"), live.begun && length ? `${clock(live.ms)} of ${clock(length)}` : "");
}

/** What cannot be made is asked for only to see why. */
function nameButton() {
  const chosen = form.querySelector("input[name=script]:checked");
  const button = form.querySelector("#make");
  if (button) write(/** @type {HTMLElement} */ (button), chosen?.hasAttribute("data-faulty") ? "See what is wrong" : "Make and play");
}

form.addEventListener("change", nameButton);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  order();
});
byId("wait").addEventListener("click", () => live.toggle());
byId("other").addEventListener("click", () => {
  lookAt("");
  live.stop();
  show(byId("making"), false);
  show(form, true);
  byId("make").focus();
});
nameButton();
show(form, true);
comeBack();
