/** The diary: a month at a time, as a file, and as a page to show to somebody. */

import { changesOf, csv, dateOf, entries, remove, removeAll } from "./diary.js";
import { byId, make, show, write } from "./dom.js";
import { FEELINGS, askHowItFelt } from "./feelings.js";
import { watchForUpdates } from "./offline.js";
import { lasting } from "./storage.js";
import { counting, dated, figure, fill, pageWords } from "./words.js";

/** @typedef {import("./diary.js").Entry} Entry */

const words = pageWords().noted;

/** A Monday: the weeks of the calendar begin with one. */
const MONDAY = new Date(2024, 0, 1);
const DAY_MS = 24 * 3600 * 1000;

/** The month that is shown: its first day. */
let month = monthOf(new Date());

/** @param {Date} date */
function monthOf(date) {
  return new Date(date.getFullYear(), date.getMonth(), 1);
}

/** @param {number} by */
function turn(by) {
  month = new Date(month.getFullYear(), month.getMonth() + by, 1);
  draw();
}

/**
 * A stored day as a date of the phone's clock.
 *
 * @param {string} day
 */
function dayOf(day) {
  const [year, number, date] = day.split("-").map(Number);
  return new Date(year, number - 1, date);
}

function draw() {
  const all = entries();
  show(byId("empty"), all.length === 0);
  show(byId("filled"), all.length > 0);
  write(byId("month"), dated(month, { month: "long", year: "numeric" }));
  const start = dateOf(month).slice(0, 7);
  const inMonth = all.filter((entry) => entry.date.startsWith(start));
  drawCalendar(inMonth);
  byId("list").replaceChildren(...inMonth.map(item));
  show(byId("none-this-month"), inMonth.length === 0);
}

/** @param {Entry[]} inMonth */
function drawCalendar(inMonth) {
  const today = dateOf(new Date());
  const weekdays = Array.from({ length: 7 }, (_, i) => {
    const day = new Date(MONDAY.getTime() + i * DAY_MS);
    const long = dated(day, { weekday: "long" });
    return make("th", { scope: "col", abbr: long }, make("abbr", { title: long }, dated(day, { weekday: "short" }).slice(0, 2)));
  });
  byId("weekdays").replaceChildren(...weekdays);
  const cells = Array.from({ length: (month.getDay() + 6) % 7 }, () => make("td"));
  const days = new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate();
  for (let day = 1; day <= days; day++) {
    const date = dateOf(new Date(month.getFullYear(), month.getMonth(), day));
    const count = inMonth.filter((entry) => entry.date === date).length;
    const number = make("span", { class: `${count ? "had" : ""} ${date === today ? "today" : ""}`.trim() }, String(day));
    if (count) number.append(make("span", { class: "visually-hidden" }, `: ${counting(words.sessions, count)}`));
    if (count > 1) number.append(make("span", { class: "many", "aria-hidden": "true" }, `${count}×`));
    cells.push(date === today ? make("td", { "aria-current": "date" }, number) : make("td", {}, number));
  }
  while (cells.length % 7) cells.push(make("td"));
  const weeks = Array.from({ length: cells.length / 7 }, (_, i) => make("tr", {}, ...cells.slice(7 * i, 7 * i + 7)));
  byId("days").replaceChildren(...weeks);
}

/**
 * One entry of the list.
 *
 * @param {Entry} entry
 */
function item(entry) {
  const day = dated(dayOf(entry.date), { weekday: "short", day: "numeric", month: "short" });
  const about = `${day}, ${entry.time} · ${minutesOf(entry)}`;
  const remover = make("button", { type: "button", class: "quiet", "aria-label": fill(words.delete_label, { session: entry.session, day, time: entry.time }) }, words.delete);
  remover.addEventListener("click", async () => {
    if (!(await sure(fill(words.delete_sure, { session: entry.session, day })))) return;
    remove(entry.id);
    draw();
    say(words.deleted);
  });
  const title = make("h3", entry.language === "und" ? {} : { lang: entry.language }, entry.session);
  const found = make("li", {}, make("div", { class: "line" }, make("div", {}, title, make("p", {}, about)), remover));
  for (const text of toldChanges(entry)) found.append(make("p", {}, text));
  found.append(question(entry));
  return found;
}

/** @param {Entry} entry */
function minutesOf(entry) {
  return fill(words.minutes, { count: figure(entry.minutes, 0) });
}

/**
 * What was skipped, made longer and repeated, as far as there was any of it.
 *
 * @param {Entry} entry
 */
function toldChanges(entry) {
  const { skipped, longer, again } = changesOf(entry, words);
  const told = /** @type {[string, string][]} */ ([[words.skipped, skipped], [words.longer, longer], [words.again, again]]);
  return told.filter(([, stretches]) => stretches).map(([text, stretches]) => fill(text, { stretches }));
}

/** @param {Entry} entry */
function question(entry) {
  const group = make("div", { class: "feelings", role: "group", "aria-label": fill(words.how_felt_label, { session: entry.session }) });
  const answer = make("p", { role: "status" });
  askHowItFelt(group, () => entry.id, (text) => write(answer, text), entry.felt);
  return make("div", {}, make("p", { class: "felt" }, words.how_felt), group, answer);
}

/** @param {string} text */
function say(text) {
  write(byId("told"), text);
  byId("diary-title").focus();
}

/**
 * Ask whether something is to be deleted.
 *
 * @param {string} question
 * @returns {Promise<boolean>}
 */
function sure(question) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("sure"));
  write(byId("sure-question"), question);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function saveAsFile() {
  const address = URL.createObjectURL(new Blob([csv(entries())], { type: "text/csv;charset=utf-8" }));
  make("a", { href: address, download: `exercise-diary-${dateOf(new Date())}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The page for a therapist: everything, the newest first, with its sums. */
function drawReport() {
  const all = entries();
  const long = (/** @type {Entry} */ entry) => dated(dayOf(entry.date), { day: "numeric", month: "long", year: "numeric" });
  const sessions = counting(words.sessions, all.length);
  const periodOf = (/** @type {Entry} */ first, /** @type {Entry} */ last) =>
    first.date === last.date
      ? fill(words.on_day, { sessions, day: long(last) })
      : fill(words.from_to, { sessions, first: long(first), last: long(last) });
  const [first, last] = [all.at(-1), all[0]];
  write(byId("period"), first && last ? periodOf(first, last) : words.nothing);
  const sums = Object.entries(FEELINGS).map(([feeling, label]) => {
    const count = all.filter((entry) => entry.felt === feeling).length;
    return make("li", {}, make("strong", {}, String(count)), ` ${label}`);
  });
  byId("sums").replaceChildren(...sums);
  byId("rows").replaceChildren(...all.map(row));
}

/** @param {Entry} entry */
function row(entry) {
  const parts = [minutesOf(entry), ...toldChanges(entry)];
  const session = make("span", entry.language === "und" ? {} : { lang: entry.language }, entry.session);
  const day = dated(dayOf(entry.date), { day: "numeric", month: "short", year: "numeric" });
  return make(
    "tr",
    {},
    make("td", {}, day, make("small", {}, entry.time)),
    make("td", {}, session, make("small", {}, parts.join(" · "))),
    make("td", {}, entry.felt ? FEELINGS[entry.felt] : words.not_said),
  );
}

/** The report is a view of this page: what it shows is nowhere else. */
function choose() {
  const report = location.hash === "#report";
  if (report) drawReport();
  else draw();
  show(byId("report"), report);
  show(byId("diary"), !report);
  return byId(report ? "report-title" : "diary-title");
}

byId("earlier").addEventListener("click", () => turn(-1));
byId("later").addEventListener("click", () => turn(1));
byId("export").addEventListener("click", saveAsFile);
byId("print").addEventListener("click", () => window.print());
byId("remove-all").addEventListener("click", async () => {
  if (!(await sure(counting(words.delete_all_sure, entries().length)))) return;
  removeAll();
  draw();
  say(words.deleted_all);
});
window.addEventListener("hashchange", () => choose().focus());
show(byId("not-kept"), !lasting);
choose();
watchForUpdates();
