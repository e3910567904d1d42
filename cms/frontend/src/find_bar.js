// The bar beneath the text that asks what to find, and by what to replace it.
import { found, look, replace, replaceAll, step } from "./find.js";

export class FindBar {
  constructor(controller, editor) {
    Object.assign(this, { controller, editor, words: controller.wordsValue });
    this.element = Object.assign(document.createElement("div"), { className: "editor-find", hidden: true });
    this.element.setAttribute("role", "search");
    this.element.setAttribute("aria-label", this.words.find);
    this.wanted = this.field("findWords", () => this.look());
    this.fresh = this.field("findFresh");
    this.exact = this.field("findExact", () => this.look(), "checkbox");
    this.count = Object.assign(document.createElement("span"), { className: "editor-find-count" });
    this.count.setAttribute("role", "status");
    const row = Object.assign(document.createElement("div"), { className: "button-row" });
    row.append(
      this.button("findBefore", () => this.step(-1)),
      this.button("findNext", () => this.step(1)),
      this.button("findReplace", () => { replace(editor, this.fresh.value); this.tell(); }),
      this.button("findReplaceAll", () => this.all()),
      this.button("close", () => this.close()),
    );
    this.element.append(this.count, row);
    this.element.addEventListener("keydown", (event) => this.hears(event));
    controller.surface.after(this.element);
  }

  open() {
    const { state: { doc, selection: { from, to } } } = this.editor;
    const chosen = doc.textBetween(from, to, " ");
    if (chosen && chosen.length < 100) this.wanted.value = chosen;
    this.element.hidden = false;
    this.wanted.focus();
    this.wanted.select();
    this.look();
  }

  close() {
    this.element.hidden = true;
    look(this.editor, "", false);
    this.editor.commands.focus();
  }

  look() {
    look(this.editor, this.wanted.value, this.exact.checked);
    this.tell();
  }

  step(by) {
    step(this.editor, by);
    this.tell();
  }

  all() {
    const count = replaceAll(this.editor, this.fresh.value);
    this.count.textContent = this.filled(this.words.findReplaced, { count });
  }

  tell() {
    const { hits, at, words } = found(this.editor);
    const sentence = hits.length ? this.filled(this.words.findCount, { at: at + 1, count: hits.length }) : this.words.findNone;
    this.count.textContent = words ? sentence : "";
  }

  filled(sentence, numbers) {
    const shown = new Intl.NumberFormat(document.documentElement.lang || "en");
    return sentence.replace(/\{(\w+)\}/g, (_, name) => shown.format(numbers[name]));
  }

  hears(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.fresh) { replace(this.editor, this.fresh.value); this.tell(); }
    else if (event.key === "Enter" && event.target.localName === "input") this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  field(name, heard, type = "text") {
    const label = document.createElement("label"), input = Object.assign(document.createElement("input"), { type, autocomplete: "off" });
    if (type === "text") input.dir = "auto";
    if (heard) input.addEventListener("input", heard);
    label.append(this.words[name], input);
    this.element.append(label);
    return input;
  }

  button(name, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: this.words[name] });
    made.addEventListener("click", press);
    return made;
  }
}
