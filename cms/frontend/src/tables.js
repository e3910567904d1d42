// Tables with header cells that say which way they head, and with a caption.
import { TableMap } from "@tiptap/pm/tables";
import { fragment } from "./prepare.js";

const HEAD = '[0,"thead",{}]', BODY = '[1,"tbody",{}]';

export function insertTable(editor) {
  editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: false })
    .command(({ tr }) => toggle(tr, "row")).run();
}

export function toggleHeader(editor, way) {
  editor.chain().focus().command(({ tr }) => toggle(tr, way)).run();
}

export function hasHeader({ state }, way) {
  const it = tableAt(state);
  return Boolean(it) && cellsOf(it, way).every((place) => it.node.nodeAt(place).type.name === "tableHeader");
}

export function isInTable({ state }) {
  return Boolean(tableAt(state));
}

export function captionOf({ state }) {
  return captionIn(fragment(tableAt(state)?.node.attrs.head ?? ""))?.textContent ?? "";
}

export function setCaption(editor, text) {
  const it = tableAt(editor.state);
  if (!it || text === captionOf(editor)) return;
  const head = fragment(it.node.attrs.head ?? ""), caption = captionIn(head) ?? head.ownerDocument.createElement("caption");
  caption.textContent = text;
  if (text) head.prepend(caption);
  else caption.remove();
  const { tr } = editor.state;
  editor.view.dispatch(tr.setNodeAttribute(it.place, "head", [...head.children].map((part) => part.outerHTML).join("") || null));
  editor.commands.focus();
}

// The table's caption as plain text, shown while editing.
export function shownCaption({ attrs: { head } }) {
  const text = head ? captionIn(fragment(head))?.textContent : "";
  return text ? { "data-caption": text } : {};
}

function captionIn(head) {
  return head.querySelector("caption");
}

function tableAt({ selection: { $from } }) {
  const depth = [...Array($from.depth).keys()].map((i) => $from.depth - i).find((i) => $from.node(i).type.name === "table");
  return depth ? { node: $from.node(depth), place: $from.before(depth) } : null;
}

function cellsOf({ node }, way) {
  const map = TableMap.get(node);
  const edge = way === "row" ? { left: 0, right: map.width, top: 0, bottom: 1 } : { left: 0, right: 1, top: 0, bottom: map.height };
  return map.cellsInRect(edge);
}

// The cell in the corner heads what the other way leaves it.
function toggle(tr, way) {
  const it = tableAt(tr);
  if (!it) return false;
  const { tableCell, tableHeader } = tr.doc.type.schema.nodes;
  const other = way === "row" ? "column" : "row", cells = cellsOf(it, way), crossing = cellsOf(it, other);
  const isHead = (places) => places.every((place) => it.node.nodeAt(place).type === tableHeader);
  const isOn = !isHead(cells), staysInCorner = crossing.length > 1 && isHead(crossing.slice(1));
  for (const place of cells) {
    const cell = it.node.nodeAt(place), isKept = !isOn && staysInCorner && crossing.includes(place);
    const scope = isKept ? scopeOf(other) : scopeOf(way);
    const { scope: _, ...keep } = cell.attrs.keep ?? {};
    const carried = isOn || isKept ? { ...keep, scope } : keep;
    tr.setNodeMarkup(it.place + 1 + place, isOn || isKept ? tableHeader : tableCell, { ...cell.attrs, keep: Object.keys(carried).length ? carried : null });
  }
  if (way === "row") section(tr, it, isOn);
  return true;
}

function scopeOf(way) {
  return way === "row" ? "col" : "row";
}

// The row of headers is the head of the table, and the others are its body.
function section(tr, it, isOn) {
  it.node.forEach((row, offset, i) => {
    const isOfHead = row.attrs.section && JSON.parse(row.attrs.section)[1] === "thead";
    const told = isOn ? (i === 0 ? HEAD : row.attrs.section ?? BODY) : (isOfHead || !row.attrs.section ? BODY : row.attrs.section);
    if (told !== row.attrs.section) tr.setNodeAttribute(it.place + 1 + offset, "section", told);
  });
}
