// A list to choose from while the cursor stays in a field or in the text: the field tells which option is meant.
export class Listbox {
  constructor(id, label, choose) {
    this.element = Object.assign(document.createElement("ul"), { id, className: "editor-options", hidden: true });
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-label", label);
    // The cursor stays where it is.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", ({ target }) => {
      const at = [...this.element.children].indexOf(target.closest("[role=option]"));
      if (at >= 0) choose(this.values[at]);
    });
    this.values = [];
    this.at = -1;
  }

  get isOpen() { return !this.element.hidden; }

  get activeId() { return this.isOpen && this.at >= 0 ? `${this.element.id}-${this.at}` : ""; }

  get chosen() { return this.values[this.at]; }

  // `options` are [value, label, note]; the one at `at` is meant, none when it is -1.
  show(options, at = 0) {
    this.values = options.map(([value]) => value);
    this.element.replaceChildren(...options.map(([, label, note], i) => option(`${this.element.id}-${i}`, label, note)));
    this.element.hidden = options.length === 0;
    this.mean(Math.min(at, options.length - 1));
  }

  hide() {
    this.element.hidden = true;
    this.at = -1;
  }

  step(by) {
    const { length } = this.values;
    this.mean(this.at < 0 ? (by > 0 ? 0 : length - 1) : (this.at + by + length) % length);
  }

  mean(at) {
    this.at = at;
    [...this.element.children].forEach((element, i) => element.setAttribute("aria-selected", String(i === at)));
    this.element.children[at]?.scrollIntoView({ block: "nearest" });
  }
}

function option(id, label, note) {
  const element = Object.assign(document.createElement("li"), { id, dir: "auto" });
  element.setAttribute("role", "option");
  element.append(Object.assign(document.createElement("span"), { textContent: label }));
  if (note) element.append(Object.assign(document.createElement("small"), { textContent: note, dir: "ltr" }));
  return element;
}
