// What is pasted, less the dress of the program it comes from, in the form that the schema reads.
import { DOMParser } from "@tiptap/pm/model";
import { looksLikeMarkdown, markdown, plain } from "./markdown.js";
import { fragment, prepare } from "./prepare.js";
import { wordLists } from "./word_lists.js";

const GONE = "style, script, meta, link, title, xml, iframe, object, form, template, colgroup, head";
const RENAMED = { b: "strong", i: "em" };
const LOOKS = [
  [/font-weight:\s*(bold|[6-9]00)/, "strong"],
  [/font-style:\s*italic/, "em"],
  [/text-decoration[a-z-]*:[^;]*line-through/, "s"],
  [/vertical-align:\s*super/, "sup"],
  [/vertical-align:\s*sub/, "sub"],
];
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, pre, blockquote, figure, hr, section, article, header, footer, aside, main, address";
const CARRIED = ["class", "id", "data-style", "lang", "dir", "width", "height", "align", "valign"];

export function clean(html) {
  const body = fragment(html, { keepStyle: true });
  // It comes from this editor and is in its form already.
  if (html.includes("data-pm-slice")) return body.innerHTML;
  for (const element of body.querySelectorAll(GONE)) element.remove();
  dropComments(body);
  wordLists(body);
  for (const element of [...body.querySelectorAll("*")]) tidy(element);
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) list.previousElementSibling?.append(list);
  for (const rest of body.querySelectorAll("br")) if (isAtEdge(rest)) rest.remove();
  for (const line of body.querySelectorAll("p")) if (isBlank(line)) line.remove();
  for (const line of body.querySelectorAll(":is(li, td, th) > p:only-of-type:first-child")) unwrap(line);
  return prepare(body.innerHTML).body.innerHTML;
}

// Plain text by its lines, or as Markdown where it is written like that; pasted with Shift it stays as it is.
export function textSlice(text, $context, isPlain, view) {
  const isMarkdown = !isPlain && looksLikeMarkdown(text);
  const { body } = prepare(isMarkdown ? markdown(text) : plain(text));
  return DOMParser.fromSchema(view.state.schema).parseSlice(body, { context: $context, preserveWhitespace: !isMarkdown });
}

function dropComments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.remove();
}

function tidy(element) {
  const style = element.dataset?.style ?? "", name = element.localName;
  const isNormal = /font-weight:\s*(normal|400)/.test(style);
  for (const attribute of CARRIED) element.removeAttribute(attribute);
  if (name === "img" && !/^(https?:|\/(?!\/))/i.test(element.getAttribute("src") ?? "")) return element.remove();
  if (name === "a" && !/^(https?:|mailto:|tel:|\/|#)/i.test(element.getAttribute("href") ?? "")) return unwrap(element);
  if (name === "b" && isNormal) return unwrap(element);
  if (name === "span" || name === "font" || name.includes(":")) return unwrap(element, looksOf(element, style));
  if (RENAMED[name]) return rename(element, RENAMED[name]);
  if (["div", "section", "article", "header", "footer", "main", "aside"].includes(name)) return line(element);
}

function looksOf(element, style) {
  const isHeading = element.closest("h1, h2, h3, h4, h5, h6");
  return LOOKS.filter(([pattern, name]) => pattern.test(style) && !(isHeading && name === "strong")).map(([, name]) => name);
}

// A box that only holds a line is a paragraph; what it else holds stands by itself.
function line(element) {
  if (!element.querySelector(BLOCKS) && element.textContent.trim() && !element.closest("li, td, th")) rename(element, "p");
  else unwrap(element);
}

function unwrap(element, names = []) {
  for (const name of names) {
    const around = element.ownerDocument.createElement(name);
    around.append(...element.childNodes);
    element.append(around);
  }
  element.replaceWith(...element.childNodes);
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

// A break between blocks, or where a line ends anyway, is none.
function isAtEdge(rest) {
  const [before, after] = ["previousSibling", "nextSibling"].map((side) => beside(rest, side));
  return !after || [before, after].some((it) => it?.matches?.(BLOCKS));
}

function beside(node, side) {
  let other = node[side];
  while (other?.nodeType === Node.TEXT_NODE && !other.data.trim()) other = other[side];
  return other;
}

function isBlank(line) {
  return !line.textContent.trim() && !line.querySelector("img, audio, video");
}
