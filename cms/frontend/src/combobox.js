// A field that suggests the site's own posts and pages while somebody types: the arrow keys choose, Escape closes.
import { Listbox } from "./listbox.js";

const WAIT = 200; // milliseconds after the last key

export function combobox(input, label, address) {
  const list = new Listbox("editor-targets", label, (path) => take(path));
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.element.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
  input.parentElement.after(list.element);
  let timer, latest = 0;

  function tell() {
    input.setAttribute("aria-expanded", String(list.isOpen));
    if (list.activeId) input.setAttribute("aria-activedescendant", list.activeId);
    else input.removeAttribute("aria-activedescendant");
  }

  function hide() {
    list.hide();
    tell();
  }

  function take(path) {
    input.value = path;
    hide();
    input.focus();
  }

  async function suggest() {
    const query = input.value.trim(), asked = ++latest;
    if (!query || /^(https?:|mailto:|tel:|[/#])/i.test(query)) return hide();
    const answer = await fetch(`${address}?${new URLSearchParams({ name: "targets", query, limit: "8" })}`, { headers: { Accept: "application/json" } });
    // A later question may have been answered before this one.
    if (!answer.ok || asked !== latest || !input.isConnected) return;
    list.show((await answer.json()).map(([path, title]) => [path, title, path]), -1);
    tell();
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, WAIT); });
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!list.isOpen) return;
    if (step) list.step(step);
    else if (event.key === "Enter" && list.chosen !== undefined) take(list.chosen);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
    tell();
  });
}
