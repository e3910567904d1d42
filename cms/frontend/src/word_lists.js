// Word writes the items of its lists as paragraphs that name their list and level; here they become lists.
const ITEM = /mso-list:\s*(\S+)\s+level(\d+)/;
const NUMBER = /^\s*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i;

export function wordLists(body) {
  let open = [], last = null;
  for (const line of [...body.querySelectorAll("[data-style*='mso-list']")]) {
    const found = ITEM.exec(line.dataset.style);
    if (!found) continue;
    const [, list, level] = found;
    if (!last || followerOf(last.top) !== line || last.list !== list) open = [];
    const item = itemOf(line);
    open = open.slice(0, Number(level));
    if (!open.length) {
      open.push(listFor(item));
      line.before(open[0]);
    }
    while (open.length < Number(level)) open.push(nested(open.at(-1), item));
    open.at(-1).append(item.element);
    last = { list, top: open[0] };
    line.remove();
  }
}

function followerOf(list) {
  return list.nextElementSibling;
}

// The paragraph as an item, less its marker, which tells what kind of list it is.
function itemOf(line) {
  const element = line.ownerDocument.createElement("li");
  element.append(...line.childNodes);
  const marker = element.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
  const text = marker?.textContent ?? "";
  marker?.remove();
  return { element, number: NUMBER.exec(text)?.[1] };
}

function listFor({ element, number }) {
  const list = element.ownerDocument.createElement(number ? "ol" : "ul");
  if (Number(number) > 1) list.setAttribute("start", number);
  return list;
}

function nested(list, item) {
  const holder = list.lastElementChild ?? list.appendChild(list.ownerDocument.createElement("li"));
  return holder.appendChild(listFor(item));
}
