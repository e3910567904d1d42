// Addresses become links as they are typed or pasted; on an empty line, one of a known host becomes its card.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { hostOf } from "./embed_hosts.js";
import { setEmbed } from "./embeds.js";

const LONE = /^https?:\/\/[^\s<>"]+$/i;
const TYPED = /(?:^|[\s(])((?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)\]'])$/i;

export const Addresses = Extension.create({
  name: "addresses",
  priority: 200,
  addKeyboardShortcuts: () => ({
    Enter: ({ editor: { state, view } }) => {
      const tr = linked(state);
      if (tr) view.dispatch(tr);
      return false;
    },
  }),
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({ props: { handleTextInput: typed, handlePaste: (view, event) => pasted(editor, event) } })];
  },
});

function typed(view, from, to, text) {
  const tr = text === " " && from === to && linked(view.state);
  if (!tr) return false;
  view.dispatch(tr.insertText(" ", from));
  return true;
}

// The address that ends at the cursor as a link; nothing if there is none or it is one.
function linked({ selection: { $from, empty }, schema, tr }) {
  const { link } = schema.marks;
  if (!empty || !$from.parent.type.allowsMarkType(link) || $from.parent.type.spec.code) return null;
  const [, address] = $from.parent.textBetween(0, $from.parentOffset, null, " ").match(TYPED) ?? [];
  const start = $from.pos - (address?.length ?? 0);
  if (!address || $from.doc.rangeHasMark(start, $from.pos, link) || isCode($from)) return null;
  return tr.addMark(start, $from.pos, link.create({ href: address.startsWith("www.") ? `https://${address}` : address })).removeStoredMark(link);
}

function isCode($from) {
  return $from.marks().some((mark) => mark.type.spec.code);
}

function pasted(editor, event) {
  const address = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { selection: { $from, empty } } = editor.state;
  if (!LONE.test(address) || !$from.parent.inlineContent || ["codeBlock", "preformatted"].includes($from.parent.type.name) || isCode($from)) return false;
  const isAlone = empty && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  if (isAlone && hostOf(address)) setEmbed(editor, address);
  else if (empty) editor.commands.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] });
  else editor.commands.setMark("link", { href: address });
  return true;
}
