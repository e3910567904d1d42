// The row of buttons over the text. One stop for the Tab key; the arrow keys go from button to button.
import { GROUPS } from "./commands.js";
import { ask } from "./dialogs.js";

export class Toolbar {
  constructor(controller) {
    this.controller = controller;
    this.element = document.createElement("div");
    this.element.className = "editor-toolbar";
    this.element.setAttribute("role", "toolbar");
    this.element.setAttribute("aria-label", this.words.toolbar);
    this.buttons = new Map();
    const views = [
      { name: "html", sign: "HTML", isOn: () => controller.isSource, run: () => controller.toggle(), isView: true },
      { name: "fullScreen", sign: "⛶", isOn: () => this.isWide, run: () => this.widen(), isView: true },
    ];
    for (const group of [...GROUPS, views]) this.element.append(this.group(group));
    this.element.addEventListener("keydown", (event) => this.move(event));
    this.focusable[0].tabIndex = 0;
  }

  get words() { return this.controller.wordsValue; }

  get focusable() { return [...this.buttons.keys()].filter((button) => !button.disabled); }

  get isWide() { return this.controller.element.classList.contains("is-wide"); }

  group(commands) {
    const group = document.createElement("span");
    group.className = "editor-group";
    group.append(...commands.map((command) => this.button(command)));
    return group;
  }

  button(command) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", tabIndex: -1, textContent: command.sign, title: this.words[command.name] });
    button.dataset.command = command.name;
    button.setAttribute("aria-label", this.words[command.name]);
    button.addEventListener("click", () => this.press(command));
    this.buttons.set(button, command);
    return button;
  }

  press(command) {
    if (command.asks) ask(command.asks, this.controller);
    else command.run(this.controller.editor);
    this.refresh();
  }

  refresh() {
    const { editor, isSource } = this.controller;
    for (const [button, command] of this.buttons) {
      if (command.isOn) button.setAttribute("aria-pressed", String(Boolean(command.isOn(editor))));
      button.disabled = !command.isView && (isSource || (command.can ? !command.can(editor) : false));
    }
    if (!this.focusable.some((button) => button.tabIndex === 0)) this.stopAt(this.focusable[0]);
  }

  move(event) {
    const isBackwards = getComputedStyle(this.element).direction === "rtl";
    const step = { ArrowRight: isBackwards ? -1 : 1, ArrowLeft: isBackwards ? 1 : -1 }[event.key];
    const edge = { Home: 0, End: -1 }[event.key];
    if (step === undefined && edge === undefined) return;
    event.preventDefault();
    const all = this.focusable, at = all.indexOf(document.activeElement);
    const next = edge === undefined ? all[(at + step + all.length) % all.length] : all.at(edge);
    this.stopAt(next);
    next.focus();
  }

  stopAt(button) {
    for (const other of this.buttons.keys()) other.tabIndex = other === button ? 0 : -1;
  }

  widen() {
    this.controller.element.classList.toggle("is-wide");
  }
}
