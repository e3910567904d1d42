// What is scheduled moves to another day: dragged there, or with Alt and an arrow key.
const DAY = 86_400_000; // milliseconds
const PLAN = "application/x-plan";

export function moveSchedules(root) {
  const calendar = root.querySelector("[data-calendar]");
  if (!calendar) return;
  calendar.classList.add("scripted");
  calendar.addEventListener("keydown", (event) => byKey(calendar, event));
  calendar.addEventListener("dragstart", (event) => take(event));
  calendar.addEventListener("dragover", (event) => aim(calendar, event));
  calendar.addEventListener("dragend", () => aimAt(calendar, null));
  calendar.addEventListener("drop", (event) => drop(calendar, event));
}

function byKey(calendar, event) {
  const entry = event.target.closest("[data-plan]");
  const forward = document.documentElement.dir === "rtl" ? -1 : 1;
  const steps = { ArrowLeft: -forward, ArrowRight: forward, ArrowUp: -7, ArrowDown: 7 };
  if (!entry || !event.altKey || !(event.key in steps)) return;
  event.preventDefault();
  const from = Date.parse(`${entry.closest("[data-day]").dataset.day}T00:00Z`);
  const day = new Date(from + steps[event.key] * DAY).toISOString().slice(0, 10);
  move(calendar, entry.dataset.plan, day);
}

function take(event) {
  const entry = event.target.closest("[data-plan]");
  if (!entry) return;
  event.dataTransfer.setData(PLAN, entry.dataset.plan);
  event.dataTransfer.effectAllowed = "move";
}

function aim(calendar, event) {
  const day = event.target.closest("[data-day]");
  if (!day || !event.dataTransfer.types.includes(PLAN)) return;
  event.preventDefault();
  aimAt(calendar, day);
}

function aimAt(calendar, day) {
  for (const each of calendar.querySelectorAll(".aimed")) if (each !== day) each.classList.remove("aimed");
  if (day) day.classList.add("aimed");
}

function drop(calendar, event) {
  const day = event.target.closest("[data-day]");
  const plan = event.dataTransfer.getData(PLAN);
  aimAt(calendar, null);
  if (!day || !plan) return;
  event.preventDefault();
  move(calendar, plan, day.dataset.day);
}

async function move(calendar, plan, day) {
  if (calendar.hasAttribute("aria-busy")) return; // one after the other
  calendar.setAttribute("aria-busy", "true");
  try {
    await ask(calendar, plan, day);
  } catch {
    say(calendar, calendar.dataset.failed, true);
  } finally {
    calendar.removeAttribute("aria-busy");
  }
}

async function ask(calendar, plan, day) {
  const form = calendar.querySelector("[data-move]");
  const body = new FormData(form);
  body.set("day", day);
  const answer = await fetch(`${form.action}?id=${plan}`, {
    method: "POST", body, headers: { Accept: "application/json" },
  });
  const told = await answer.json();
  if (answer.ok) await show(calendar, told, plan);
  say(calendar, told.sentence ?? calendar.dataset.failed, !answer.ok);
}

// The days as the server draws them now; another month only when the day isn't in sight.
async function show(calendar, told, plan) {
  const inSight = calendar.querySelector(`[data-day="${told.day}"]`);
  const url = inSight ? location.href : told.url;
  const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  for (const part of ["[data-days]", ".head", ".tabs"]) {
    calendar.querySelector(part).replaceWith(page.querySelector(`[data-calendar] ${part}`));
  }
  if (!inSight) history.replaceState(null, "", url);
  calendar.querySelector(`[data-plan="${plan}"]`)?.focus();
}

function say(calendar, sentence, refused) {
  const said = calendar.querySelector("[data-said]");
  said.classList.toggle("refused", refused);
  said.textContent = sentence;
}
