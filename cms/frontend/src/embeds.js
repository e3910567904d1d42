// Films, sounds and maps of other sites, each a card in the text.
import { Node } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { hostOf } from "./embed_hosts.js";

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    href: { default: "", rendered: false, parseHTML: (it) => it.dataset.href },
    label: { default: "", rendered: false, parseHTML: (it) => it.textContent },
  }),
  parseHTML: () => [{ tag: "m-embed" }],
  renderHTML: ({ node: { attrs } }) => ["m-embed", { "data-href": attrs.href, "data-host": hostOf(attrs.href) ?? "" }, attrs.label],
});

// In place of an empty paragraph or beneath the block with the cursor, which goes on after it.
export function setEmbed(editor, href, label = "") {
  const { state: { schema, selection, tr }, view } = editor;
  const node = schema.nodes.embed.create({ href, label: label || href });
  if (selection.node?.type === node.type) return view.dispatch(tr.setNodeMarkup(selection.from, null, node.attrs));
  const { $from, $to } = selection;
  const isEmpty = $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  const [from, to] = isEmpty ? [$from.before(), $from.after()] : [$to.end(1) + 1, $to.end(1) + 1];
  tr.replaceRangeWith(from, to, node);
  const behind = tr.mapping.map(to);
  if (!tr.doc.resolve(behind).nodeAfter?.isTextblock) tr.insert(behind, schema.nodes.paragraph.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(behind), 1)).scrollIntoView();
  view.dispatch(tr);
  view.focus();
}
