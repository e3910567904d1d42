// What the buttons of the toolbar do: name, sign, whether it is on, what happens.
const heading = (level) => ({
  name: `heading${level}`,
  sign: `H${level}`,
  isOn: (it) => it.isActive("heading", { level }),
  run: (it) => it.chain().focus().toggleHeading({ level }).run(),
});

const mark = (name, sign) => ({
  name,
  sign,
  isOn: (it) => it.isActive(name),
  run: (it) => it.chain().focus().toggleMark(name).run(),
});

const act = (name, sign, command, isOn) => ({
  name,
  sign,
  isOn,
  run: (it) => it.chain().focus()[command]().run(),
  can: (it) => it.can()[command](),
});

export const GROUPS = [
  [mark("bold", "B"), mark("italic", "I"), mark("strike", "S"), mark("code", "<>"), { name: "link", sign: "↗", asks: "link", isOn: (it) => it.isActive("link") }],
  [heading(2), heading(3), heading(4)],
  [
    act("bulletList", "•", "toggleBulletList", (it) => it.isActive("bulletList")),
    act("orderedList", "1.", "toggleOrderedList", (it) => it.isActive("orderedList")),
    act("blockquote", "❝", "toggleBlockquote", (it) => it.isActive("blockquote")),
    { name: "codeBlock", sign: "{ }", asks: "codeBlock", isOn: (it) => it.isActive("codeBlock") },
    act("horizontalRule", "―", "setHorizontalRule"),
  ],
  [
    { name: "image", sign: "▣", asks: "image" },
    { name: "table", sign: "▦", run: (it) => it.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
    act("rowAfter", "+↧", "addRowAfter"),
    act("columnAfter", "+↦", "addColumnAfter"),
    act("rowGone", "−↧", "deleteRow"),
    act("columnGone", "−↦", "deleteColumn"),
  ],
  [{ name: "direction", sign: "⇄", run: turn }],
  [act("undo", "↶", "undo"), act("redo", "↷", "redo")],
];

// The block with the cursor reads the other way than it does now.
function turn(editor) {
  const { $from } = editor.state.selection;
  const block = $from.parent;
  if (!$from.depth || !("keep" in block.attrs)) return;
  const shown = editor.view.nodeDOM($from.before());
  const dir = getComputedStyle(shown).direction === "rtl" ? "ltr" : "rtl";
  editor.chain().focus().updateAttributes(block.type.name, { keep: { ...block.attrs.keep, dir } }).run();
}
