// A slash at the start of a line or after a space opens the list of what can be put there.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { GROUPS } from "./commands.js";
import { ask } from "./dialogs.js";
import { Listbox } from "./listbox.js";

const KEY = new PluginKey("slash");
const TYPED = /(?:^|\s)\/([\p{L}\p{N}]{0,20})$/u;
const EDGE = 8; // pixels kept free around the list

export const Slash = Extension.create({
  name: "slash",
  priority: 1100,
  addOptions: () => ({ controller: null }),
  addProseMirrorPlugins() {
    const menu = new Menu(this.options.controller, this.editor);
    return [new Plugin({
      key: KEY,
      state: { init: () => null, apply },
      view: () => menu.begin(),
      props: {
        attributes: () => menu.attributes,
        handleKeyDown: (_, event) => menu.hears(event),
        handleDOMEvents: { blur: () => { menu.close(); return false; } },
      },
    })];
  },
});

// Where the slash stands and what follows it. Only a slash that has just come opens the list; it stays while letters follow.
function apply(tr, open, _, { selection: { $from, empty } }) {
  if (tr.getMeta(KEY) === "close" || !empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return null;
  const [, query] = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc").match(TYPED) ?? [];
  if (query === undefined) return null;
  const from = $from.pos - query.length - 1;
  const isNew = tr.docChanged && query === "" && tr.doc.content.size > tr.before.content.size;
  return open?.from === from || isNew ? { from, to: $from.pos, query } : null;
}

class Menu {
  constructor(controller, editor) {
    Object.assign(this, { controller, editor });
    this.list = new Listbox("editor-slash", controller.wordsValue.slash, (command) => this.choose(command));
    // What scrolls must be within reach; the Tab key chooses while the list is open.
    this.list.element.tabIndex = 0;
    this.moved = () => this.list.isOpen && this.place();
  }

  // Each text that is loaded begins a view of its own.
  begin() {
    this.controller.element.append(this.list.element);
    addEventListener("scroll", this.moved, true);
    addEventListener("resize", this.moved);
    return this;
  }

  destroy() {
    removeEventListener("scroll", this.moved, true);
    removeEventListener("resize", this.moved);
    this.list.element.remove();
  }

  get open() { return KEY.getState(this.editor.state); }

  get attributes() {
    const active = this.list.activeId;
    return active ? { "aria-haspopup": "listbox", "aria-controls": this.list.element.id, "aria-activedescendant": active } : {};
  }

  update() {
    const { open } = this;
    if (!open) return this.hide();
    if (this.shown === open) return;
    this.shown = open;
    this.list.show(this.found(open.query));
    if (this.list.isOpen) this.place();
    this.tell();
  }

  found(query) {
    const words = this.controller.wordsValue, wanted = folded(query);
    const commands = GROUPS.flat().filter((it) => it.isBlock && (!it.can || it.can(this.editor)));
    return commands.map((it) => [it, words[it.name]]).filter(([, label]) => folded(label).includes(wanted));
  }

  hears(event) {
    if (!this.list.isOpen || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.list.step(step);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.list.chosen);
    else if (event.key === "Escape") this.close();
    else return false;
    event.stopPropagation();
    this.tell();
    return true;
  }

  choose(command) {
    const { open, editor, controller } = this;
    editor.view.dispatch(editor.state.tr.delete(open.from, open.to).setMeta(KEY, "close"));
    if (command.asks) ask(command.asks, controller);
    else command.run(editor);
  }

  close() {
    if (this.open) this.editor.view.dispatch(this.editor.state.tr.setMeta(KEY, "close"));
  }

  hide() {
    if (!this.list.isOpen) return;
    this.list.hide();
    this.shown = null;
    this.tell();
  }

  // The text is told which option is meant; it asks plugins for its attributes when its state is set.
  tell() {
    queueMicrotask(() => !this.editor.isDestroyed && this.editor.view.updateState(this.editor.state));
  }

  // Beneath the slash, or above it where there is no room, on the side the line begins.
  place() {
    const { element } = this.list, at = this.editor.view.coordsAtPos(this.open.from);
    const block = this.editor.view.domAtPos(this.open.from).node;
    const isRtl = getComputedStyle(block.nodeType === Node.TEXT_NODE ? block.parentElement : block).direction === "rtl";
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = isRtl ? at.right - width : at.left;
    const top = at.bottom + height + EDGE > innerHeight && at.top > height + EDGE ? at.top - height - 4 : at.bottom + 4;
    element.style.left = `${Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE))}px`;
    element.style.top = `${top}px`;
  }
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
