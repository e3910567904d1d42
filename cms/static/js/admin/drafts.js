// Keep what is typed in this browser until it is saved: no lost session, network or battery takes a word.
// A draft is { at, sent, sitting, turn, fields: [[name, value], …] } under a key that names record and person.
// What the server has kept too, as autosave.js tells, is dropped here.
const PAUSE = 600; // milliseconds
const FORGOTTEN_AFTER = 30 * 24 * 60 * 60 * 1000;
const PREFIX = "draft:";

export function keepDrafts(root) {
  forgetOld();
  for (const element of root.querySelectorAll("[data-draft-done]")) forget(element.dataset.draftDone);
  for (const form of root.querySelectorAll("form[data-draft]")) keep(form, form.dataset.draft);
}

function keep(form, key) {
  let before = fieldsOf(form);
  let waiting;
  const write = (sent) => {
    clearTimeout(waiting);
    const fields = fieldsOf(form);
    if (!same(fields, before)) store(key, { at: Date.now(), sent, ...placeOf(form), fields });
  };
  offer(form, key, () => { before = []; write(false); });
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => { clearTimeout(waiting); waiting = setTimeout(write, PAUSE, false); });
  }
  form.addEventListener("kept", () => { clearTimeout(waiting); waiting = undefined; forget(key); });
  form.addEventListener("submit", () => write(true));
  addEventListener("pagehide", () => { if (waiting) write(read(key)?.sent ?? false); });
}

function offer(form, key, taken) {
  const draft = read(key);
  const banner = document.querySelector("[data-draft-offer]");
  if (!draft || !banner) return;
  if (isSaved(form, draft) || isOnServer(draft)) return forget(key);
  if (same(contentOf(draft.fields), contentOf(fieldsOf(form)))) return;
  const time = banner.querySelector("time");
  time.dateTime = new Date(draft.at).toISOString();
  time.textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
  banner.hidden = false;
  banner.querySelector("[data-draft-take]").addEventListener("click", () => {
    fill(form, draft.fields);
    banner.hidden = true;
    form.querySelector("[name=title]").focus();
    taken();
  });
  banner.querySelector("[data-draft-drop]").addEventListener("click", () => {
    forget(key);
    banner.hidden = true;
    form.querySelector("[name=title]").focus();
  });
}

// It was sent, and the newest revision is this person's and younger than what was edited.
function isSaved(form, draft) {
  const base = Number(Object.fromEntries(draft.fields).base);
  return draft.sent && form.dataset.newestMine === "true" && Number(form.dataset.newest) > base;
}

// The last words before the page went may have arrived unheard.
function isOnServer(draft) {
  const kept = document.querySelector(`[data-kept-sitting="${CSS.escape(draft.sitting ?? "")}"]`);
  return kept !== null && Number(kept.dataset.keptTurn) >= draft.turn;
}

// The number of the edited revision comes along: a save then unites with what others saved since.
function fill(form, fields) {
  const values = Object.fromEntries(fields);
  for (const element of form.elements) {
    if (!element.name || !isKept(element.name)) continue;
    if (element.type === "checkbox") element.checked = element.name in values;
    else if (element.name in values) element.value = values[element.name];
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => isKept(name) && typeof value === "string")
    .map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]);
}

// What is only meant for one save, such as a note or a moment, is no reason to offer a draft.
function contentOf(fields) {
  return fields.filter(([name]) => !["base", "continued", "note", "reviewer", "override", "at", "until"].includes(name));
}

function isKept(name) {
  return !["csrf_token", "act", "sitting", "turn"].includes(name);
}

function placeOf(form) {
  return { sitting: form.elements.sitting?.value, turn: Number(form.elements.turn?.value) };
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function store(key, draft) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    // The browser keeps nothing, or has no room: the question before leaving still guards the words.
  }
}

function forget(key) {
  localStorage.removeItem(PREFIX + key);
}

function forgetOld() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const name = key.slice(PREFIX.length);
    if (!(Date.now() - read(name)?.at < FORGOTTEN_AFTER)) forget(name);
  }
}
