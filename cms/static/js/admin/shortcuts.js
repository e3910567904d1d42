// The keyboard's shortcuts: which there are stands in the sheet alone; here is what each of them does.
import { decide, undo } from "./moderation.js";

const NEXT_KEY = 1500; // milliseconds to wait for the second key
const KEPT_AS = "shortcuts";
const READERS_KEYS = ["CapsLock", "Insert"]; // held down, they speak to a screen reader

export function listenForShortcuts(root) {
  const sheet = root.querySelector("[data-shortcuts]");
  if (!sheet) return;
  nameModifier(root);
  offerSheet(root);
  offerSwitch(root);
  const known = new Map([...sheet.querySelectorAll("[data-keys]")].map(({ dataset }) => [dataset.keys, dataset]));
  new Keys(root, known).listen();
}

class Keys {
  constructor(root, known) {
    this.root = root;
    this.known = known;
    this.begun = "";
    this.held = new Set();
  }

  listen() {
    this.root.addEventListener("keydown", (event) => this.down(event));
    this.root.addEventListener("keyup", (event) => this.held.delete(event.key));
    addEventListener("blur", () => this.held.clear());
  }

  down(event) {
    if (READERS_KEYS.includes(event.key)) this.held.add(event.key);
    if (event.defaultPrevented || event.isComposing || event.altKey || this.held.size) return;
    const held = event.ctrlKey || event.metaKey;
    if (!held && (isOff() || isTyping(event.target) || this.root.querySelector("dialog[open]"))) return;
    if (!held) return this.single(event);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    this.run(this.known.get(`mod+${key}`), event);
  }

  single(event) {
    const keys = this.begun ? `${this.begun} ${event.key}` : event.key;
    this.begin("");
    if ([...this.known.keys()].some((each) => each.startsWith(`${keys} `))) this.begin(keys);
    else this.run(this.known.get(keys), event);
  }

  begin(keys) {
    clearTimeout(this.waiting);
    this.begun = keys;
    if (keys) this.waiting = setTimeout(() => this.begin(""), NEXT_KEY);
  }

  run(shortcut, event) {
    const act = ACTS[shortcut?.does];
    if (act && act(this.root, shortcut, event) !== false) event.preventDefault();
  }
}

// Each answers false when there is nothing here for it: the key is the browser's then.
const ACTS = {
  go: (root, { url }) => location.assign(url),
  find: (root) => press(root.querySelector("[data-find-open]")),
  help: (root) => press(root.getElementById("open-shortcuts")),
  search: (root) => focusOn(root.getElementById("search")),
  next: (root) => step(root, 1),
  previous: (root) => step(root, -1),
  tick: (root) => press(row(root)?.querySelector("input[type=checkbox]")),
  approve: (root) => decide(root, row(root), "approve"),
  hold: (root) => decide(root, row(root), "hold"),
  spam: (root) => decide(root, row(root), "spam"),
  trash: (root) => decide(root, row(root), "trash"),
  undo: (root) => undo(root),
  edit: (root) => press(root.querySelector("main :is(.pages a, .head-actions a.button)[href*='/edit/']")),
  save: (root) => press(saveButton(root.querySelector("main form[data-guard]"))),
  send: (root, shortcut, { target }) => press(sendButton(target.form)),
};

function press(element) {
  element?.click();
  return Boolean(element);
}

function focusOn(field) {
  field?.focus();
  field?.select();
  return Boolean(field);
}

function row(root) {
  return root.activeElement.closest(".list tbody tr");
}

function step(root, by) {
  const rows = [...root.querySelectorAll(".list tbody tr")];
  const at = rows.indexOf(row(root));
  const to = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  const link = to?.querySelector("a");
  link?.focus();
  return Boolean(link);
}

function saveButton(form) {
  return form?.querySelector("button[name=act][value=save]") ?? form?.querySelector("button.primary");
}

// A text for the public is never published by a key: that form has a save, and buttons to press.
function sendButton(form) {
  if (!form || form.matches("[data-guard]")) return null;
  const buttons = [...form.elements].filter((each) => each.type === "submit" && !each.disabled);
  return buttons.length === 1 ? buttons[0] : buttons.find((button) => button.matches(".primary"));
}

function isTyping(target) {
  const field = target.closest?.("input, textarea, select, [contenteditable], [role=textbox], [role=combobox]");
  if (!field) return false;
  return !["checkbox", "radio", "button", "submit"].includes(field.type) && field.contentEditable !== "false";
}

function offerSheet(root) {
  const dialog = root.getElementById("shortcuts");
  if (!dialog) return;
  root.getElementById("open-shortcuts")?.addEventListener("click", (event) => {
    event.preventDefault();
    closeMenu(event.target.closest("details[open]"));
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}

// The focus comes back to what can still be seen.
function closeMenu(menu) {
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

function offerSwitch(root) {
  for (const label of root.querySelectorAll("[data-shortcuts-switch]")) {
    const box = label.querySelector("input");
    label.hidden = false;
    box.checked = !isOff();
    box.addEventListener("change", () => remember(box.checked));
  }
}

function isOff() {
  try {
    return localStorage.getItem(KEPT_AS) === "off";
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    if (on) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, "off");
  } catch {
    // This browser keeps nothing, so it can't be told what to remember either.
  }
}

function nameModifier(root) {
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) return;
  for (const key of root.querySelectorAll("[data-mod]")) key.textContent = "⌘";
}
