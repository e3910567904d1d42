// Deciding on comments by one key. A row goes at once and the next has the focus; the server follows in order.
import { tickAll } from "./ticks.js";

let sending = Promise.resolve();
let waiting = 0;

// Answers false where the list takes no decisions, or no row is meant.
export function decide(root, row, act) {
  const form = root.querySelector("form#bulk[data-decides]");
  if (!form || !form.querySelector(`option[value="${act}"]`)) return false;
  const ticked = boxes(root).filter((box) => box.checked);
  const meant = ticked.length ? ticked : [row?.querySelector('input[name="rowid"]')].filter(Boolean);
  if (!meant.length) return false;
  const body = new URLSearchParams({ action: act, confirmed: "1" });
  for (const name of ["csrf_token", "url"]) body.set(name, form.elements[name].value);
  for (const box of meant) body.append("rowid", box.value);
  leave(root, meant.map((box) => box.closest("tr")));
  waiting += 1;
  sending = sending.then(() => send(root, form.getAttribute("action"), body));
  return true;
}

// The message of the last decision holds the button that takes it back.
export function undo(root) {
  const offered = () => root.querySelector('main form[action$="/undo/"] button');
  if (!waiting && !offered()) return false;
  sending.then(() => offered()?.click());
  return true;
}

function leave(root, rows) {
  const all = [...root.querySelectorAll(".list tbody tr")];
  const at = all.findIndex((each) => rows.includes(each));
  const left = all.filter((each) => !rows.includes(each));
  const next = all.slice(at).find((each) => left.includes(each)) ?? left.at(-1);
  for (const each of rows) each.remove();
  focusOn(next);
}

async function send(root, address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    waiting -= 1;
    if (!answer.ok || !page.querySelector("main")) return location.reload();
    if (!waiting) show(root, page);
  } catch {
    location.reload();
  }
}

// What is ticked and where one is stays, as far as it is still there.
function show(root, page) {
  const ticked = new Set(boxes(root).filter((box) => box.checked).map((box) => box.value));
  const here = root.activeElement.closest(".list tbody tr")?.querySelector('input[name="rowid"]')?.value;
  root.querySelector("main").replaceWith(root.adoptNode(page.querySelector("main")));
  for (const box of boxes(root)) box.checked = ticked.has(box.value);
  tickAll(root);
  const rows = [...root.querySelectorAll(".list tbody tr")];
  const same = rows.find((row) => row.querySelector('input[name="rowid"]')?.value === here);
  focusOn(same ?? rows[0]);
}

function boxes(root) {
  return [...root.querySelectorAll('input[name="rowid"][form="bulk"]')];
}

function focusOn(row) {
  row?.querySelector("th a, a")?.focus();
}
