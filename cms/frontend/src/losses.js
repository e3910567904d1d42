// What HTML would lose if the editor wrote it anew, told by kind and name for a sentence.
import { fragment } from "./prepare.js";
import { isPhrasing, nameOf } from "./kinds.js";

const MOST = 12;

// For example [{ kind: "attribute", name: "data-x", element: "p" }]; empty when nothing is lost. Space between words
// counts once, outside <pre>.
export function losses(before, after) {
  const old = tokens(fragment(before)), fresh = tokens(fragment(after));
  if (old.map(keyOf).join("") === fresh.map(keyOf).join("")) return [];
  const left = new Map();
  for (const key of fresh.map(keyOf)) left.set(key, (left.get(key) ?? 0) + 1);
  const gone = old.filter((token) => !take(left, keyOf(token)));
  const told = gone.flatMap((token) => named(token, fresh));
  const each = new Map((told.length ? told : [{ kind: "order" }]).map((loss) => [JSON.stringify(loss), loss]));
  return [...each.values()].slice(0, MOST);
}

function take(left, key) {
  const count = left.get(key) ?? 0;
  left.set(key, count - 1);
  return count > 0;
}

function keyOf({ marks = [], tag, text }) {
  return JSON.stringify([marks, tag ?? null, text ?? null]);
}

function tokens(root) {
  const found = [];
  walk(root, [], false, found);
  return squeezed(joined(found));
}

function walk(parent, marks, isVerbatim, found) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) found.push({ text: node.data, marks, isVerbatim });
    else if (node.nodeType !== Node.ELEMENT_NODE) found.push({ tag: `<!--${node.data}-->`, comment: node.data.trim() });
    else if (isPhrasing(node) && node.firstChild) walk(node, [...marks, opening(node)].sort(), isVerbatim, found);
    else walkElement(node, marks, isVerbatim, found);
  }
}

function walkElement(node, marks, isVerbatim, found) {
  const isBlock = !isPhrasing(node) || nameOf(node) === "br";
  found.push({ tag: opening(node), marks, isBlock, element: node });
  walk(node, [], isVerbatim || nameOf(node) === "pre", found);
  if (node.firstChild || isBlock) found.push({ tag: `</${nameOf(node)}>`, isBlock: true });
}

// Texts under the same marks as one.
function joined(found) {
  const whole = [];
  for (const token of found) {
    const last = whole.at(-1);
    const continues = token.text !== undefined && last?.text !== undefined && String(last.marks) === String(token.marks);
    if (continues) last.text += token.text;
    else whole.push({ ...token });
  }
  return whole;
}

// Space as a browser shows it: one between words, whatever marks they bear; none at the edges of a block.
function squeezed(found) {
  let spaced = null, isAtStart = true;
  for (const token of found) {
    if (token.isVerbatim) isAtStart = false;
    if (token.isVerbatim || token.text === undefined) {
      if (token.isBlock) trimEnd(spaced);
      if (token.isBlock || token.tag) spaced = null;
      if (token.isBlock) isAtStart = true;
      else if (token.tag) isAtStart = false;
      continue;
    }
    token.text = token.text.replace(/[ \t\n\f\r]+/g, " ");
    if (isAtStart || spaced?.text.endsWith(" ")) token.text = token.text.trimStart();
    if (!token.text) continue;
    spaced = token;
    isAtStart = false;
  }
  trimEnd(spaced);
  return found.filter(({ text }) => text !== "");
}

function trimEnd(token) {
  if (token) token.text = token.text.replace(/ $/, "");
}

function opening(element) {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
  return `<${nameOf(element)}${attributes.join("")}>`;
}

// The attributes where the element itself stays, else the element, the comment or the words.
function named(token, fresh) {
  if (token.comment !== undefined) return [{ kind: "comment", name: short(token.comment) }];
  if (token.text !== undefined) return namedText(token, fresh);
  if (!token.element) return [];
  return namedElement(token.tag, nameOf(token.element), token.element, fresh.map(({ tag }) => tag));
}

function namedText({ marks, text }, fresh) {
  const kept = fresh.find((other) => other.text === text);
  if (!kept) return text.trim() ? [{ kind: "words", name: short(text) }] : [];
  return marks.filter((mark) => !kept.marks.includes(mark))
    .flatMap((mark) => namedElement(mark, mark.match(/[^<\s>]+/)[0], fragment(mark).firstElementChild, kept.marks));
}

function namedElement(tag, name, element, others) {
  const same = others.find((other) => other === `<${name}>` || other?.startsWith(`<${name} `));
  if (!same) return [{ kind: "element", name }];
  return [...(element?.attributes ?? [])].filter((it) => !same.includes(` ${it.name}="`))
    .map((it) => ({ kind: "attribute", name: it.name, element: name }));
}

function short(text) {
  const line = text.trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
