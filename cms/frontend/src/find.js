// Find and replace within the text. The browser's own search keeps its key.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { FindBar } from "./find_bar.js";

const KEY = new PluginKey("find");
const COVERED = { top: 160, bottom: 160, left: 0, right: 0 }; // pixels
const NOTHING = { words: "", isExact: false, hits: [], at: 0 };

export const Find = Extension.create({
  name: "find",
  addOptions: () => ({ controller: null }),
  addStorage: () => ({ bar: null }),
  onCreate() { this.storage.bar = new FindBar(this.options.controller, this.editor); },
  onDestroy() { this.storage.bar.element.remove(); },
  addKeyboardShortcuts() {
    return { "Mod-Alt-f": () => { this.storage.bar.open(); return true; } };
  },
  addProseMirrorPlugins: () => [new Plugin({
    key: KEY,
    state: {
      init: () => NOTHING,
      apply(tr, before) {
        const asked = tr.getMeta(KEY);
        if (!asked && !tr.docChanged) return before;
        const now = { ...before, ...asked };
        const hits = hitsIn(tr.doc, now);
        return { ...now, hits, at: Math.min(now.at, Math.max(0, hits.length - 1)) };
      },
    },
    props: {
      // The buttons above and the bar beneath cover what lies under them.
      scrollThreshold: COVERED,
      scrollMargin: COVERED,
      decorations({ doc, ...state }) {
        const { hits, at } = KEY.getState({ doc, ...state });
        return DecorationSet.create(doc, hits.map(([from, to], i) => Decoration.inline(from, to, { class: i === at ? "find-hit find-here" : "find-hit" })));
      },
    },
  })],
});

export function found({ state }) {
  return KEY.getState(state);
}

// Looks for these words, from the cursor on.
export function look(editor, words, isExact) {
  const { state, view } = editor;
  view.dispatch(state.tr.setMeta(KEY, { words, isExact, at: 0 }));
  const at = found(editor).hits.findIndex(([from]) => from >= state.selection.from);
  if (at > 0) view.dispatch(view.state.tr.setMeta(KEY, { at }));
  show(editor);
}

export function step(editor, by) {
  const { hits, at } = found(editor);
  if (!hits.length) return;
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { at: (at + by + hits.length) % hits.length }));
  show(editor);
}

export function replace(editor, fresh) {
  const { hits, at } = found(editor);
  if (!hits.length) return;
  const [from, to] = hits[at];
  const isWithin = found(editor).isExact ? fresh.includes(found(editor).words) : folded(fresh).includes(folded(found(editor).words));
  editor.view.dispatch(put(editor.state.tr, fresh, from, to).setMeta(KEY, { at: isWithin ? at + 1 : at }));
  show(editor);
}

// All at once, so that one undo takes it back.
export function replaceAll(editor, fresh) {
  const { hits } = found(editor), { tr } = editor.state;
  for (const [from, to] of [...hits].reverse()) put(tr, fresh, from, to);
  if (hits.length) editor.view.dispatch(tr.setMeta(KEY, { at: 0 }));
  return hits.length;
}

function put(tr, fresh, from, to) {
  return fresh ? tr.insertText(fresh, from, to) : tr.delete(from, to);
}

// Where the words stand, through bold and links but not from one block into the next.
function hitsIn(doc, { words, isExact }) {
  if (!words) return [];
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), isExact ? "gu" : "giu");
  const hits = [];
  doc.descendants((block, place) => {
    if (!block.isTextblock) return;
    const text = block.textBetween(0, block.content.size, null, "\ufffc");
    for (const { index, 0: hit } of text.matchAll(pattern)) hits.push([place + 1 + index, place + 1 + index + hit.length]);
  });
  return hits;
}

function show(editor) {
  const { hits, at } = found(editor);
  if (!hits.length) return;
  const { tr, doc } = editor.state;
  editor.view.dispatch(tr.setSelection(TextSelection.create(doc, ...hits[at])).scrollIntoView());
}

function folded(text) {
  return text.toLowerCase();
}
