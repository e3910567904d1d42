// The palette: what is typed finds what this page can do, where one can go, and, from the server, records.
import { actsOf } from "./acts.js";
import { STRONG, fit } from "./fuzzy.js";

const WAIT = 150; // milliseconds after the last key
const LATE = 600; // milliseconds without an answer before that is told

export function offerPalette(root) {
  const dialog = root.getElementById("palette");
  const opener = root.querySelector("[data-find-open]");
  if (!dialog || !opener) return;
  const palette = new Palette(root, dialog);
  const open = (event) => { event.preventDefault(); palette.open(); };
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.querySelector("kbd").hidden = false;
  opener.addEventListener("click", open);
  opener.addEventListener("keydown", (event) => { if (event.key === " ") open(event); });
}

class Palette {
  constructor(root, dialog) {
    this.root = root;
    this.dialog = dialog;
    this.input = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.said = dialog.querySelector("[role=status]");
    this.records = [];
    this.commands = commandsIn(dialog.querySelector("template"));
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.form.addEventListener("submit", (event) => this.submit(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
    dialog.addEventListener("close", () => this.forget());
  }

  open() {
    if (this.dialog.open) return;
    this.acts = actsOf(this.root);
    this.input.value = "";
    this.dialog.showModal();
    this.input.focus();
    this.type(0);
  }

  forget() {
    clearTimeout(this.waiting);
    clearTimeout(this.late);
    this.asking?.abort();
  }

  get typed() {
    return this.input.value.trim();
  }

  type(wait = WAIT) {
    this.forget();
    this.fresh = false;
    this.problem = "";
    this.show();
    this.waiting = setTimeout(() => this.ask(), wait);
    this.late = setTimeout(() => this.say(this.dialog.dataset.searching), wait + LATE);
  }

  async ask() {
    const asking = new AbortController();
    this.asking = asking;
    try {
      const url = `${this.dialog.dataset.source}?${new URLSearchParams({ q: this.typed })}`;
      const answer = await fetch(url, { signal: asking.signal, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401) this.problem = this.dialog.dataset.ended;
      else if (!answer.ok) this.problem = this.dialog.dataset.failed;
      this.records = answer.ok ? (await answer.json()).groups : [];
    } catch (error) {
      if (error.name === "AbortError") return;
      this.problem = this.dialog.dataset.offline;
      this.records = [];
    }
    if (asking.signal.aborted) return;
    clearTimeout(this.late);
    this.fresh = true;
    this.show();
  }

  // Nothing typed: what was changed last, then what can be done. Else the best of it, records, the rest.
  // Until new records come, those of the last answer serve as far as they fit.
  groups() {
    const own = [{ label: this.dialog.dataset.here, items: this.acts }, ...this.commands];
    if (!this.typed) return this.fresh ? [...this.records, ...own] : own;
    const isGood = (score) => score >= STRONG;
    const records = this.fresh ? this.records.slice(0, -1) : this.fitting(this.records, isGood);
    const weak = this.fitting(own, (score) => score > 0 && !isGood(score));
    return [...this.fitting(own, isGood), ...records, ...weak, ...(this.fresh ? this.records.slice(-1) : [])];
  }

  fitting(groups, isWanted) {
    return groups.map(({ label, items }) => ({
      label, items: items.filter((item) => isWanted(fit(item.label, this.typed))),
    }));
  }

  show() {
    const before = this.active?.dataset.label;
    this.options = [];
    const groups = this.groups().filter((group) => group.items.length);
    this.list.replaceChildren(...groups.map((group, number) => this.drawn(group, number)));
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    const kept = this.moved && this.options.find((option) => option.dataset.label === before);
    // Before the server has answered, a loose likeness is nothing to run at a press of Enter.
    const first = this.typed && this.options[0];
    const sure = first && (this.fresh || fit(first.dataset.label, this.typed) >= STRONG);
    this.activate(kept || (sure ? first : null), Boolean(kept));
    this.tell();
  }

  drawn(group, number) {
    const box = this.root.createElement("div");
    const heading = this.root.createElement("div");
    heading.id = `palette-group-${number}`;
    heading.className = "palette-heading";
    heading.setAttribute("role", "presentation");
    heading.textContent = group.label;
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", heading.id);
    box.append(heading, ...group.items.map((item) => this.option(item)));
    return box;
  }

  option(item) {
    const option = this.root.createElement(item.press ? "div" : "a");
    if (item.press) option.press = item.press;
    else option.href = item.url;
    option.id = `palette-option-${this.options.length}`;
    option.dataset.label = item.label;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(this.icon(item.icon), this.text("palette-label", item.label));
    if (item.note) option.append(this.text("palette-note", item.note));
    this.options.push(option);
    return option;
  }

  icon(name) {
    const icon = this.dialog.querySelector(".palette-line > .icon").cloneNode(true);
    icon.querySelector("use").setAttribute("href", `${this.dialog.dataset.icons}#${name}`);
    return icon;
  }

  text(name, words) {
    const span = this.root.createElement("span");
    span.className = name;
    const isolated = this.root.createElement("bdi");
    isolated.textContent = words;
    span.append(isolated);
    return span;
  }

  tell() {
    const { nothing, results } = this.dialog.dataset;
    const hits = this.groups().slice(0, this.typed ? -1 : undefined).some((group) => group.items.length);
    if (this.problem) this.say(this.problem);
    else if (!this.fresh || !this.typed) this.say("");
    else this.say(hits ? results.replace("{}", this.options.length) : nothing);
  }

  say(sentence) {
    this.said.textContent = sentence;
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing || !(event.key in steps) || !this.options.length) return;
    event.preventDefault();
    const count = this.options.length;
    const at = this.active ? this.options.indexOf(this.active) + steps[event.key] : Math.min(steps[event.key], 0);
    this.activate(this.options[(at + count) % count], true);
  }

  activate(option, moved) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    this.moved = moved;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  // With nothing chosen yet, the form goes to the page that finds the same.
  submit(event) {
    if (!this.active && this.typed) return;
    event.preventDefault();
    this.active?.click();
  }

  choose(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (!event.ctrlKey && !event.metaKey) this.dialog.close();
    option.press?.();
  }
}

function commandsIn(template) {
  return [...template.content.querySelectorAll("section")].map((section) => ({
    label: section.dataset.label,
    items: [...section.querySelectorAll("a")].map((link) => ({
      label: link.textContent, url: link.getAttribute("href"), icon: link.dataset.icon, press: pressing(link),
    })),
  }));
}

function pressing(link) {
  const name = link.dataset.press;
  return name ? () => document.getElementById(name).click() : undefined;
}
