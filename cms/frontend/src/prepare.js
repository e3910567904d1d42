// Stored HTML in the form that the schema reads: every attribute that is only carried along in data-keep, every
// element without a counterpart of its own as a box, a mark or an island. restore.js turns it back.
import { disarm } from "./disarm.js";
import { known } from "./known.js";
import { BOXES, TEXTS, holdsBlocks, isOwn, isPhrasing, keptOf, markFor, nameOf } from "./kinds.js";

// The prepared body, and for each block at its top the HTML it came from with the space before it.
export function prepare(html) {
  const body = fragment(html);
  const gaps = wrapLines(body);
  const sources = [...body.children].map((block, i) => ({
    html: nameOf(block) === "m-bare" ? block.innerHTML : block.outerHTML,
    gap: gaps[i],
  }));
  const end = gaps[sources.length];
  prepareChildren(body);
  known(body);
  return { body, sources, end };
}

export function fragment(html, options) {
  const template = document.createElement("template");
  template.innerHTML = disarm(html, options);
  // Its own document is inert: nothing in it loads or runs.
  const body = template.content.ownerDocument.createElement("div");
  body.append(template.content);
  return body;
}

// Text that stands between blocks gets a block of its own; the space between blocks is taken out and returned.
function wrapLines(parent) {
  const gaps = [];
  let line = null, gap = "";
  for (const node of [...parent.childNodes]) {
    if (!line && node.nodeType === Node.TEXT_NODE && !/[^ \t\n\f\r]/.test(node.data)) {
      gap += node.data;
      node.remove();
      continue;
    }
    if (!isPhrasing(node)) {
      line = null;
    } else if (line) {
      line.append(node);
      continue;
    } else {
      line = parent.ownerDocument.createElement("m-bare");
      node.replaceWith(line);
      line.append(node);
    }
    gaps.push(gap);
    gap = "";
  }
  return [...gaps, gap];
}

function prepareBlocks(parent) {
  wrapLines(parent);
  prepareChildren(parent);
  if (!parent.firstChild) parent.append(parent.ownerDocument.createElement("m-bare"));
}

function prepareChildren(parent) {
  for (const block of [...parent.children]) prepareBlock(block);
}

function prepareBlock(block) {
  const name = nameOf(block);
  if (name === "m-bare") return prepareLine(block);
  if (TEXTS.has(name) && !holdsBlocks(block)) return prepareLine(kept(block));
  if (BOXES.has(name)) return prepareBlocks(kept(block, "m-box"));
  if (name === "blockquote") return prepareBlocks(kept(block));
  if (name === "hr") return kept(block);
  if (name === "pre" && !holdsBlocks(block)) return preparePre(block);
  if ((name === "ul" || name === "ol") && holdsOnly(block, ["li"]) && block.children.length) return prepareList(block);
  if (name === "table" && isPlainTable(block)) return prepareTable(block);
  island(block, "m-isle");
}

function prepareList(list) {
  for (const node of [...list.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
  for (const item of [...kept(list).children]) prepareHolder(item);
}

// An item or a cell whose text stands in paragraphs keeps them; others hold their text as it is.
function prepareHolder(element) {
  const isLoose = [...element.children].some((child) => nameOf(child) === "p");
  const shown = kept(element);
  if (isLoose) shown.dataset.loose = "";
  prepareBlocks(shown);
}

function preparePre(pre) {
  const [code] = pre.childNodes;
  const isCode = pre.childNodes.length === 1 && code.localName === "code" && !code.children.length
    && [...code.attributes].every(({ name, value }) => name === "class" && /^language-\S+$/.test(value));
  if (isCode) return kept(pre);
  prepareLine(kept(pre, "m-pre"));
}

function isPlainTable(table) {
  const sections = [...table.children].filter((part) => !["caption", "colgroup"].includes(nameOf(part)));
  return sections.length > 0 && holdsOnly(table, ["caption", "colgroup", "thead", "tbody", "tfoot"])
    && sections.every((part) => part.children.length && holdsOnly(part, ["tr"]))
    && [...table.rows].every((row) => row.children.length && holdsOnly(row, ["td", "th"]));
}

function prepareTable(table) {
  const head = [...table.children].filter((part) => ["caption", "colgroup"].includes(nameOf(part)));
  const sections = [...table.children].filter((part) => !head.includes(part));
  const rows = sections.flatMap((part, n) => [...part.children].map((row) => [row, [n, nameOf(part), keptOf(part)]]));
  const only = table.ownerDocument.createElement("tbody");
  for (const [row, section] of rows) {
    for (const cell of [...row.children]) prepareHolder(cell);
    row.replaceChildren(...row.children);
    const shown = kept(row);
    shown.dataset.section = JSON.stringify(section);
    only.append(shown);
  }
  const shown = kept(table);
  if (head.length) shown.dataset.head = head.map((part) => part.outerHTML).join("");
  shown.replaceChildren(only);
}

function prepareLine(parent, above = []) {
  let before = null;
  for (const node of [...parent.childNodes]) before = prepareNode(node, above, before);
}

// What the mark is told by, so that the same one does not open twice; null when it is no mark.
function prepareNode(node, above, before) {
  if (node.nodeType === Node.TEXT_NODE) return null;
  if (node.nodeType !== Node.ELEMENT_NODE) return island(node, "m-island");
  if (["br", "img"].includes(nameOf(node))) {
    kept(node);
    return null;
  }
  const mark = markFor(node);
  const key = mark === "m-mark" ? nameOf(node) + JSON.stringify(keptOf(node)) : mark;
  if (!mark || !node.firstChild || above.includes(key) || holdsBlocks(node)) return island(node, "m-island");
  if (key === before && mark === "m-mark") return island(node, "m-island");
  prepareLine(kept(node, mark), [...above, key]);
  return key;
}

// The element with what it only carries in data-keep, under another name where it has no counterpart.
function kept(element, name = nameOf(element)) {
  const carried = keptOf(element);
  const other = element.ownerDocument.createElement(name);
  for (const { name: attribute, value } of element.attributes) {
    if (isOwn(element, attribute)) other.setAttribute(attribute, value);
  }
  if (Object.keys(carried).length) other.dataset.keep = JSON.stringify(carried);
  if (name !== nameOf(element)) other.dataset.tag = nameOf(element);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function island(node, name) {
  const other = node.ownerDocument.createElement(name);
  const holder = node.ownerDocument.createElement("div");
  node.replaceWith(other);
  holder.append(node);
  other.dataset.html = holder.innerHTML;
  return null;
}

function holdsOnly(parent, names) {
  return [...parent.childNodes].every((node) =>
    node.nodeType === Node.TEXT_NODE ? !node.data.trim() : names.includes(node.localName));
}
