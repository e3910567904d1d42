// The row of buttons over the text. One stop for the Tab key; the arrow keys go from button to button.
import { GROUPS } from "./commands.js";
import { ask } from "./dialogs.js";

const IS_MAC = /Mac|iP(hone|ad)/.test(navigator.platform);

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
      { name: "fullScreen", isOn: () => this.isWide, run: () => this.widen(), isView: true },
    ];
    for (const group of [...GROUPS, views]) this.element.append(this.group(group));
    this.element.addEventListener("keydown", (event) => this.move(event));
    this.focusable[0].tabIndex = 0;
  }

  get words() { return this.controller.wordsValue; }

  get focusable() { return [...this.buttons.keys()].filter((button) => !button.disabled && !button.hidden); }

  get isWide() { return this.controller.element.classList.contains("is-wide"); }

  group(commands) {
    const group = document.createElement("span");
    group.className = "editor-group";
    group.append(...commands.map((command) => this.button(command)));
    return group;
  }

  button(command) {
    const button = document.createElement("button"), name = this.words[command.name];
    Object.assign(button, { type: "button", tabIndex: -1, title: command.keys ? `${name} (${shownKeys(command.keys)})` : name });
    button.append(this.drawing(command));
    button.dataset.command = command.name;
    button.setAttribute("aria-label", name);
    if (command.keys) button.setAttribute("aria-keyshortcuts", command.keys.replace("Mod", IS_MAC ? "Meta" : "Control"));
    button.addEventListener("click", () => this.press(command));
    this.buttons.set(button, command);
    return button;
  }

  drawing({ name, sign }) {
    if (sign) return sign;
    const [svg, use] = ["svg", "use"].map((it) => document.createElementNS("http://www.w3.org/2000/svg", it));
    use.setAttribute("href", `${this.controller.iconsValue}#${name}`);
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return svg;
  }

  press(command) {
    this.controller.catchUp();
    if (command.asks) ask(command.asks, this.controller);
    else command.run(this.controller.editor);
    this.refresh();
  }

  refresh() {
    const { editor, isSource } = this.controller;
    for (const [button, command] of this.buttons) {
      if (command.isOn) button.setAttribute("aria-pressed", String(Boolean(command.isOn(editor))));
      if (command.isShown) button.hidden = !command.isShown(editor);
      button.disabled = !command.isView && (isSource || (command.can ? !command.can(editor) : false));
    }
    if (!this.focusable.some((button) => button.tabIndex === 0)) this.stopAt(this.focusable[0]);
  }

  // Keys pressed in the text that mean a button, or the way to the buttons: Tab may be taken by a list or a table.
  hears(event) {
    if (event.altKey && event.key === "F10") {
      this.element.querySelector("[tabindex='0']").focus();
      return true;
    }
    const isMod = IS_MAC ? event.metaKey : event.ctrlKey;
    if (!isMod || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return false;
    event.preventDefault();
    ask("link", this.controller);
    return true;
  }

  move(event) {
    if (event.key === "Escape" && !this.isWide && !this.controller.isSource) return this.controller.editor.commands.focus();
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

  // The whole window for the text; Escape gives it back.
  widen() {
    const isWide = this.controller.element.classList.toggle("is-wide");
    document.documentElement.classList.toggle("has-wide-editor", isWide);
    if (isWide) addEventListener("keydown", this.narrowed = (event) => this.narrow(event));
    else removeEventListener("keydown", this.narrowed);
    this.refresh();
  }

  narrow(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    this.widen();
    this.element.querySelector("[data-command=fullScreen]").focus();
  }
}

function shownKeys(keys) {
  return IS_MAC ? keys.replace("Mod", "⌘").replace("Shift", "⇧").replace("Alt", "⌥").replaceAll("+", "") : keys.replace("Mod", "Ctrl");
}
