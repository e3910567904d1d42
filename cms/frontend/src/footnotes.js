// Footnotes: signs in the text and, as the last block, what they say. Numbers follow the order of the signs.
import { Extension, Node } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { arranged, remembering } from "./footnote_order.js";
import { placesOf, sectionOf } from "./footnote_places.js";

// What a sign and its note share while the text is open; the stored number changes too often to be told by.
const key = { default: null, parseHTML: (it) => it.dataset.key ?? `stored-${it.dataset.number}`, renderHTML: (it) => ({ "data-key": it.key }) };
const number = { default: 1, parseHTML: (it) => Number(it.dataset.number), renderHTML: (it) => ({ "data-number": it.number }) };
const place = { default: 1, parseHTML: (it) => Number(it.dataset.place ?? 1), renderHTML: (it) => ({ "data-place": it.place }) };

export const FootnoteSign = Node.create({
  name: "footnoteSign",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ key, number, place }),
  parseHTML: () => [{ tag: "m-sign" }],
  renderHTML: ({ HTMLAttributes, node }) => ["m-sign", HTMLAttributes, String(node.attrs.number)],
});

export const Footnote = Node.create({
  name: "footnote",
  content: "block+",
  isolating: true,
  defining: true,
  addAttributes: () => ({ key, number }),
  parseHTML: () => [{ tag: "m-note" }],
  renderHTML: ({ HTMLAttributes }) => ["m-note", HTMLAttributes, 0],
});

export const Footnotes = Node.create({
  name: "footnotes",
  content: "footnote+",
  isolating: true,
  parseHTML: () => [{ tag: "m-notes" }],
  renderHTML: () => ["m-notes", 0],
});

export const footnoteKeys = Extension.create({
  name: "footnoteKeys",
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => goToNote(editor, editor.state.selection.node?.attrs.key),
    Escape: ({ editor }) => goBack(editor),
    Backspace: ({ editor }) => removeEmpty(editor),
  }),
  addProseMirrorPlugins: () => [new Plugin({
    ...remembering,
    appendTransaction: arranged,
    props: { handleDoubleClickOn: (view, _, node) => node.type.name === "footnoteSign" && goToNote({ view, state: view.state }, node.attrs.key) },
  })],
});

export function isInFootnote({ state: { selection: { $from } } }) {
  return $from.depth > 0 && $from.node(1).type.name === "footnotes";
}

export function canAddFootnote({ state: { selection: { $to } } }) {
  return $to.parent.inlineContent && !$to.parent.type.spec.code && $to.parent.type.contentMatch.matchType($to.doc.type.schema.nodes.footnoteSign) !== null;
}

// A sign at the cursor and an empty note to write in; within a note, back to the text instead.
export function footnote(editor) {
  if (isInFootnote(editor)) return goBack(editor);
  const { state: { schema: { nodes }, selection, tr }, view } = editor;
  const attrs = { key: `made-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}` };
  const note = nodes.footnote.create(attrs, nodes.paragraph.create());
  tr.insert(selection.to, nodes.footnoteSign.create(attrs));
  if (sectionOf(tr.doc)) tr.insert(tr.doc.content.size - 1, note);
  else tr.insert(tr.doc.content.size, nodes.footnotes.create(null, note));
  view.dispatch(tr);
  return goToNote({ view, state: view.state }, attrs.key);
}

function goToNote({ view, state }, wanted) {
  const at = wanted && placesOf(state.doc, "footnote").find(({ node }) => node.attrs.key === wanted);
  if (!at) return false;
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(at.place + 1), 1)).scrollIntoView());
  view.focus();
  return true;
}

function goBack(editor) {
  if (!isInFootnote(editor)) return false;
  const { state, view } = editor;
  const sign = signOf(state);
  if (sign) view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, sign.place + 1)).scrollIntoView());
  view.focus();
  return Boolean(sign);
}

function removeEmpty(editor) {
  const { state, view } = editor;
  if (!isInFootnote(editor) || state.selection.$from.node(2).textContent || state.selection.$from.node(2).childCount > 1) return false;
  const sign = signOf(state);
  if (!sign) return false;
  const tr = state.tr.delete(sign.place, sign.place + 1);
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(sign.place), -1)).scrollIntoView());
  return true;
}

function signOf({ doc, selection: { $from } }) {
  return placesOf(doc, "footnoteSign").find(({ node }) => node.attrs.key === $from.node(2).attrs.key);
}
