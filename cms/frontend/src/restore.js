// What the schema writes, as HTML to store: the way back from prepare.js.
import { plain } from "./known.js";
import { fragment } from "./prepare.js";

export function restore(root) {
  plain(root);
  for (const table of root.querySelectorAll("table")) restoreSections(table);
  for (const holder of root.querySelectorAll("li, td, th")) tighten(holder);
  for (const line of root.querySelectorAll("m-bare")) restoreLine(line);
  for (const isle of root.querySelectorAll("m-island, m-isle")) isle.replaceWith(...fragment(isle.dataset.html).childNodes);
  for (const element of root.querySelectorAll("*")) restoreElement(element);
  return root.innerHTML;
}

// What was made here is written as people write it: <li>text</li>, not <li><p>text</p></li>.
function tighten(holder) {
  const isLoose = "loose" in holder.dataset;
  delete holder.dataset.loose;
  const lines = [...holder.children].filter((child) => child.matches("p, m-bare"));
  if (isLoose || lines.length !== 1 || lines[0] !== holder.firstChild || lines[0].localName !== "p" || lines[0].attributes.length) return;
  lines[0].replaceWith(...lines[0].childNodes);
}

// Two lines beside each other would run together: then they are paragraphs.
function restoreLine(line) {
  const isBeside = [line.previousElementSibling, line.nextElementSibling].some((it) => it?.matches("m-bare, p[data-was-bare]"));
  if (!isBeside) return line.replaceWith(...line.childNodes);
  const paragraph = line.ownerDocument.createElement("p");
  paragraph.dataset.wasBare = "";
  paragraph.append(...line.childNodes);
  line.replaceWith(paragraph);
}

function restoreElement(element) {
  const { keep, tag } = element.dataset;
  delete element.dataset.keep;
  delete element.dataset.tag;
  delete element.dataset.wasBare;
  for (const span of ["colspan", "rowspan"]) if (element.getAttribute(span) === "1") element.removeAttribute(span);
  for (const [name, value] of Object.entries(JSON.parse(keep ?? "{}"))) element.setAttribute(name, value);
  if (!tag) return;
  const other = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

// Rows go back into the sections they came from; a new row into that of the row before it, or else after it.
function restoreSections(table) {
  const rows = [...table.rows].filter((row) => row.closest("table") === table);
  const known = rows.map((row) => row.dataset.section);
  const sections = [];
  rows.forEach((row, i) => {
    const told = known[i] ?? known.slice(0, i).findLast(Boolean) ?? known.find(Boolean) ?? '[0,"tbody",{}]';
    delete row.dataset.section;
    if (sections.at(-1)?.told !== told) sections.push({ told, rows: [] });
    sections.at(-1).rows.push(row);
  });
  const head = fragment(table.dataset.head ?? "");
  delete table.dataset.head;
  table.replaceChildren(...head.childNodes, ...sections.map((section) => sectionOf(table, section)));
}

function sectionOf(table, { told, rows }) {
  const [, name, keep] = JSON.parse(told);
  const section = table.ownerDocument.createElement(name);
  if (Object.keys(keep).length) section.dataset.keep = JSON.stringify(keep);
  section.append(...rows);
  return section;
}
