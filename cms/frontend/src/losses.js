// What HTML would lose if the editor wrote it anew, in words a writer can look for.
import { fragment } from "./prepare.js";
import { isPhrasing, nameOf } from "./kinds.js";

// For example ["<font>", "style"]; empty when nothing is lost. Space between words counts once, outside <pre>.
export function losses(before, after) {
  const old = tokens(fragment(before)), fresh = tokens(fragment(after));
  if (old.join("") === fresh.join("")) return [];
  const left = new Map();
  for (const token of fresh) left.set(token, (left.get(token) ?? 0) + 1);
  const gone = old.filter((token) => !left.get(token) || (left.set(token, left.get(token) - 1), false));
  return [...new Set(gone.length ? gone.map(named) : ["…"])].slice(0, 12);
}

function tokens(root) {
  const found = [];
  walk(root, [], false, found);
  return joined(found);
}

function walk(parent, marks, isVerbatim, found) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) found.push({ text: isVerbatim ? node.data : node.data.replace(/[ \t\n\f\r]+/g, " "), marks, isVerbatim });
    else if (node.nodeType !== Node.ELEMENT_NODE) found.push({ tag: `<!--${node.data}-->` });
    else if (isPhrasing(node) && node.firstChild) walk(node, [...marks, opening(node)].sort(), isVerbatim, found);
    else {
      found.push({ tag: opening(node), marks, isBlock: !isPhrasing(node) || nameOf(node) === "br" });
      walk(node, [], isVerbatim || nameOf(node) === "pre", found);
      if (node.firstChild || !isPhrasing(node)) found.push({ tag: `</${nameOf(node)}>`, isBlock: true });
    }
  }
}

// Texts under the same marks as one; no space at the edges of blocks.
function joined(found) {
  const whole = [];
  for (const token of found) {
    const last = whole.at(-1);
    if (token.tag) {
      if (token.isBlock && last?.text && !last.isVerbatim) last.text = last.text.trimEnd();
      whole.push(token);
    } else if (last && last.text !== undefined && String(last.marks) === String(token.marks)) {
      last.text += token.text;
    } else {
      whole.push({ ...token });
    }
  }
  return whole.flatMap((token, i) => {
    if (token.tag) return [`${token.marks ?? ""}${token.tag}`];
    if (token.isVerbatim) return [...token.marks, token.text];
    const isFirst = i === 0 || whole[i - 1].isBlock, isLast = i === whole.length - 1;
    let text = token.text.replace(/[ \t\n]+/g, " ");
    if (isFirst) text = text.trimStart();
    if (isLast) text = text.trimEnd();
    return text ? [...token.marks, text] : [];
  });
}

function opening(element) {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
  return `<${nameOf(element)}${attributes.join("")}>`;
}

function named(token) {
  const text = token.trim();
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
