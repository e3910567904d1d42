// A block that is parted in two hands on all that it carries, but for its id: that stays with the first half.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

export const UniqueIds = Extension.create({
  name: "uniqueIds",
  addProseMirrorPlugins: () => [new Plugin({ appendTransaction })],
});

function appendTransaction(transactions, before, { doc, tr }) {
  if (!transactions.some((it) => it.docChanged)) return null;
  const known = idsOf(before.doc);
  for (const [id, places] of idsOf(doc)) {
    const most = Math.max(1, known.get(id)?.length ?? 0);
    for (const place of places.slice(most)) {
      const { id: _, ...keep } = doc.nodeAt(place).attrs.keep;
      tr.setNodeAttribute(place, "keep", Object.keys(keep).length ? keep : null);
    }
  }
  return tr.docChanged ? tr : null;
}

function idsOf(doc) {
  const found = new Map();
  doc.descendants((node, place) => {
    const id = node.attrs.keep?.id;
    if (id) found.set(id, [...(found.get(id) ?? []), place]);
  });
  return found;
}
