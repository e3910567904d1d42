// Keeps signs and notes together after every edit: a note without a sign goes, and a sign without a note.
import { PluginKey } from "@tiptap/pm/state";
import { placesOf, sectionOf } from "./footnote_places.js";

const KEY = new PluginKey("footnotes");

// Every note that there was: what is cut comes back with its sign when that is put in elsewhere.
export const remembering = {
  key: KEY,
  state: {
    init: (_, { doc }) => remember(new Map(), doc),
    apply: (tr, notes) => (tr.docChanged ? remember(notes, tr.doc) : notes),
  },
};

function remember(notes, doc) {
  sectionOf(doc)?.forEach((note) => notes.set(note.attrs.key, note));
  return notes;
}

export function arranged(transactions, before, state) {
  if (!transactions.some((it) => it.docChanged)) return null;
  const { tr } = state;
  const signs = placesOf(state.doc, "footnoteSign");
  if (!signs.length && !sectionOf(state.doc)) return null;
  const present = new Map();
  sectionOf(state.doc)?.forEach((note) => present.set(note.attrs.key, note));
  const had = new Set(placesOf(before.doc, "footnoteSign").map(({ node }) => node.attrs.key));
  const noteOf = (key) => present.get(key) ?? (had.has(key) ? undefined : KEY.getState(state).get(key));
  for (const { node, place } of [...signs].reverse()) if (!noteOf(node.attrs.key)) tr.delete(place, place + 1);
  const numbers = number(tr);
  place(tr, [...numbers].map(([key, at]) => noteOf(key).type.create({ key, number: at }, noteOf(key).content)));
  return tr.docChanged ? tr : null;
}

// Gives every sign the number of its note and says which of several signs it is; returns numbers by key.
function number(tr) {
  const numbers = new Map(), times = new Map();
  for (const { node: { attrs }, place: at } of placesOf(tr.doc, "footnoteSign")) {
    if (!numbers.has(attrs.key)) numbers.set(attrs.key, numbers.size + 1);
    times.set(attrs.key, (times.get(attrs.key) ?? 0) + 1);
    const told = { number: numbers.get(attrs.key), place: times.get(attrs.key) };
    for (const [name, value] of Object.entries(told)) if (attrs[name] !== value) tr.setNodeAttribute(at, name, value);
  }
  return numbers;
}

// As little as possible is replaced, so that the cursor stays where it is.
function place(tr, notes) {
  const { doc } = tr, section = sectionOf(doc);
  const end = doc.content.size, start = section ? end - section.nodeSize : end;
  if (!notes.length) return section && tr.delete(start, end);
  if (!section) return tr.insert(end, doc.type.schema.nodes.footnotes.create(null, notes));
  const keysOf = (all) => all.map((note) => note.attrs.key).join(" ");
  if (keysOf(section.content.content) !== keysOf(notes)) return tr.replaceWith(start + 1, end - 1, notes);
  section.forEach((note, offset, i) => {
    if (note.attrs.number !== i + 1) tr.setNodeAttribute(start + 1 + offset, "number", i + 1);
  });
}
