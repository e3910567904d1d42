// Footnotes as they are stored: <sup><a href="#fn-1" id="fnref-1">1</a></sup> and, at the end,
// <section class="footnotes"><ol><li id="fn-1"><p>… <a href="#fnref-1">↩</a></p></li></ol></section>.
const BACK = "↩";

// Only what is exactly so, in order and whole, is taken for footnotes; anything else stays the links and lists that it is.
export function signsIn(body) {
  const signs = [...body.querySelectorAll("m-mark[data-tag=sup] > a[href^='#fn-']")].map(readSign);
  const notes = readNotes(body.lastElementChild);
  if (!notes || !signs.length || signs.includes(null) || !isInOrder(signs, notes.length)) return;
  for (const { mark, number, place } of signs) mark.replaceWith(element(body, "m-sign", { number, place }));
  const section = element(body, "m-notes", {});
  notes.forEach(({ item, back }, i) => {
    dropBack(back);
    const note = element(body, "m-note", { number: i + 1 });
    note.append(...item.childNodes);
    section.append(note);
  });
  body.lastElementChild.replaceWith(section);
}

function readSign(link) {
  const mark = link.parentElement, [, number, place = "1"] = idOf(link).match(/^fnref-(\d+)(?:-([2-9]|\d\d))?$/) ?? [];
  const isPlain = !mark.dataset.keep && mark.childNodes.length === 1 && link.textContent === number && !link.children.length;
  return isPlain && link.getAttribute("href") === `#fn-${number}` ? { mark, number: Number(number), place: Number(place) } : null;
}

function idOf(link) {
  const keep = JSON.parse(link.dataset.keep ?? "{}");
  return Object.keys(keep).join() === "id" ? keep.id : "";
}

function readNotes(box) {
  const list = box?.matches("m-box[data-tag=section]") && box.dataset.keep === '{"class":"footnotes"}' && box.firstElementChild;
  if (!list || list.localName !== "ol" || list.dataset.keep || box.children.length !== 1) return null;
  const notes = [...list.children].map((item, i) => {
    const back = item.lastElementChild?.matches("p") && item.lastElementChild.lastChild;
    const isOurs = back?.localName === "a" && back.textContent === BACK && !back.dataset.keep && back.getAttribute("href") === `#fnref-${i + 1}`;
    return isOurs && idOf(item) === `fn-${i + 1}` ? { item, back } : null;
  });
  return notes.includes(null) ? null : notes;
}

function isInOrder(signs, count) {
  const times = [];
  for (const { number, place } of signs) {
    if (number > times.length + 1 || (times[number - 1] ?? 0) + 1 !== place) return false;
    times[number - 1] = place;
  }
  return times.length === count;
}

function dropBack(back) {
  const text = back.previousSibling;
  back.remove();
  if (text?.nodeType === Node.TEXT_NODE) text.data = text.data.trimEnd();
}

export function signsOut(root) {
  for (const sign of root.querySelectorAll("m-sign")) {
    const { number, place } = sign.dataset;
    const [sup, link] = [element(root, "sup", {}), element(root, "a", {})];
    link.setAttribute("href", `#fn-${number}`);
    link.id = Number(place) > 1 ? `fnref-${number}-${place}` : `fnref-${number}`;
    link.textContent = number;
    sup.append(link);
    sign.replaceWith(sup);
  }
  for (const section of root.querySelectorAll("m-notes")) writeNotes(root, section);
}

function writeNotes(root, section) {
  const [whole, list] = [element(root, "section", {}), element(root, "ol", {})];
  whole.className = "footnotes";
  for (const note of section.children) {
    const item = element(root, "li", { loose: "" });
    item.id = `fn-${note.dataset.number}`;
    item.append(...note.childNodes);
    if (!item.lastElementChild.matches("p")) item.append(asParagraph(root, item.lastElementChild));
    const link = element(root, "a", {});
    link.setAttribute("href", `#fnref-${note.dataset.number}`);
    link.textContent = BACK;
    item.lastElementChild.append(...(item.lastElementChild.childNodes.length ? [" "] : []), link);
    list.append(item);
  }
  whole.append(list);
  section.replaceWith(whole);
}

// A line of text becomes a paragraph; after a list or a table comes one of its own.
function asParagraph(root, last) {
  const paragraph = element(root, "p", {});
  if (!last.matches("m-bare")) return paragraph;
  paragraph.append(...last.childNodes);
  last.remove();
  return paragraph;
}

function element(root, name, data) {
  const made = root.ownerDocument.createElement(name);
  Object.assign(made.dataset, data);
  return made;
}
