// What the buttons of the toolbar do: name, whether it is on, what happens. What has no sign is drawn in editor.svg.
import { canAddFootnote, footnote, isInFootnote } from "./footnotes.js";
import { hasHeader, insertTable, isInTable, toggleHeader } from "./tables.js";

const heading = (level) => ({
  isBlock: true,
  name: `heading${level}`,
  sign: `H${level}`,
  keys: `Mod+Alt+${level}`,
  isOn: (it) => it.isActive("heading", { level }),
  run: (it) => it.chain().focus().toggleHeading({ level }).run(),
});

const mark = (name, keys) => ({
  name,
  keys,
  isOn: (it) => it.isActive(name),
  run: (it) => it.chain().focus().toggleMark(name).run(),
});

const act = (name, command, options = {}) => ({
  name,
  run: (it) => it.chain().focus()[command]().run(),
  can: (it) => it.can()[command](),
  ...options,
});

const wrap = (name, command, keys) => act(name, command, { isBlock: true, keys, isOn: (it) => it.isActive(name) });

// Shown only where there is a table to change.
const inTable = (name, command) => act(name, command, { isShown: isInTable });

const header = (name, way) => ({
  name, isShown: isInTable, isOn: (it) => hasHeader(it, way), run: (it) => toggleHeader(it, way),
});

export const GROUPS = [
  [
    mark("bold", "Mod+B"),
    mark("italic", "Mod+I"),
    mark("strike", "Mod+Shift+S"),
    mark("code", "Mod+E"),
    { name: "link", keys: "Mod+K", asks: "link", isOn: (it) => it.isActive("link") },
  ],
  [heading(2), heading(3), heading(4)],
  [
    wrap("bulletList", "toggleBulletList", "Mod+Shift+8"),
    wrap("orderedList", "toggleOrderedList", "Mod+Shift+7"),
    wrap("taskList", "toggleTaskList", "Mod+Shift+9"),
    wrap("blockquote", "toggleBlockquote", "Mod+Shift+B"),
    { name: "codeBlock", isBlock: true, asks: "codeBlock", isOn: (it) => it.isActive("codeBlock") },
    act("horizontalRule", "setHorizontalRule", { isBlock: true }),
  ],
  [
    { name: "image", isBlock: true, asks: "image" },
    { name: "embed", isBlock: true, asks: "embed" },
    { name: "footnote", isBlock: true, isOn: isInFootnote, can: (it) => isInFootnote(it) || canAddFootnote(it), run: footnote },
    { name: "table", isBlock: true, can: (it) => !isInTable(it), run: insertTable },
    { name: "htmlBlock", isBlock: true, asks: "htmlBlock" },
  ],
  [
    inTable("rowBefore", "addRowBefore"),
    inTable("rowAfter", "addRowAfter"),
    inTable("rowGone", "deleteRow"),
    inTable("columnBefore", "addColumnBefore"),
    inTable("columnAfter", "addColumnAfter"),
    inTable("columnGone", "deleteColumn"),
    header("headerRow", "row"),
    header("headerColumn", "column"),
    { name: "tableCaption", asks: "tableCaption", isShown: isInTable },
    inTable("tableGone", "deleteTable"),
  ],
  [{ name: "direction", run: turn }, { name: "find", keys: "Mod+Alt+F", run: (it) => it.storage.find.bar.open() }],
  [act("undo", "undo", { keys: "Mod+Z" }), act("redo", "redo", { keys: "Mod+Shift+Z" })],
];

// The block with the cursor reads the other way than it does by itself; once more, by itself again.
function turn(editor) {
  const { $from } = editor.state.selection;
  const block = $from.parent;
  if (!$from.depth || !("keep" in block.attrs)) return;
  const { dir, ...others } = block.attrs.keep ?? {};
  if (!dir) others.dir = getComputedStyle(editor.view.nodeDOM($from.before())).direction === "rtl" ? "ltr" : "rtl";
  const keep = Object.keys(others).length ? others : null;
  editor.chain().focus().updateAttributes(block.type.name, { keep }).run();
}
