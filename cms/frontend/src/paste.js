// What is pasted, less the dress of Word and Google Docs, in the form that the schema reads.
import { fragment, prepare } from "./prepare.js";

const GONE = "style, script, meta, link, title, xml, iframe, object, form, template";
const DRESS = "span, font, div, b[style*='font-weight:normal'], b[style*='font-weight: normal']";

export function clean(html) {
  if (html.includes("data-pm-slice")) return html;
  const body = fragment(html);
  for (const element of body.querySelectorAll(GONE)) element.remove();
  for (const element of [...body.querySelectorAll("*")]) tidy(element);
  return prepare(body.innerHTML).body.innerHTML;
}

function tidy(element) {
  const isBold = /font-weight:\s*(bold|[6-9]00)/.test(element.getAttribute("style") ?? "");
  const isItalic = /font-style:\s*italic/.test(element.getAttribute("style") ?? "");
  const isDress = element.localName.includes(":") || element.matches(DRESS);
  for (const { name } of [...element.attributes]) {
    if (["class", "id", "style", "lang", "dir"].includes(name) || name.startsWith("on")) element.removeAttribute(name);
  }
  if (isDress && isBold) wrap(element, "strong");
  if (isDress && isItalic) wrap(element, "em");
  if (isDress) element.replaceWith(...element.childNodes);
}

function wrap(element, name) {
  const around = element.ownerDocument.createElement(name);
  around.append(...element.childNodes);
  element.append(around);
}
