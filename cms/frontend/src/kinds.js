// How the editor treats each element of the allow-list. What is in none of these is kept verbatim, as an island.
import allowed from "../../tools/allowlist.json";

const CANONICAL = { strong: "strong", b: "strong", em: "em", i: "em", s: "s", strike: "s", del: "s", code: "code", a: "a" };
const OTHER_MARKS = words("abbr bdi bdo big cite data dfn ins kbd mark q samp small span sub sup time tt u var");
const ATOMS = words("audio br img picture ruby video wbr");
const OWN = { a: ["href"], img: ["src", "alt"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] };

export const MARKS = [...Object.keys(CANONICAL), ...OTHER_MARKS];
export const BOXES = words("address article aside center dd details div dl dt figcaption figure footer header section summary");
export const TEXTS = words("p h1 h2 h3 h4 h5 h6");

export function nameOf(element) {
  return element.localName;
}

// The element that stands for this one in the editor; undefined when it is no mark.
export function markFor(element) {
  return CANONICAL[nameOf(element)] ?? (OTHER_MARKS.has(nameOf(element)) ? "m-mark" : undefined);
}

// Whether it stands within a line of text.
export function isPhrasing(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return true;
  if (!markFor(node)) return ATOMS.has(nameOf(node));
  return !holdsBlocks(node);
}

export function holdsBlocks(element) {
  return [...element.children].some((child) => !isPhrasing(child));
}

// The attributes that the allow-list permits and that the editor only carries along.
export function keptOf(element) {
  const permitted = new Set([...allowed.attributes["*"], ...(allowed.attributes[nameOf(element)] ?? [])]);
  const kept = [...element.attributes].filter(({ name }) => permitted.has(name) && !isOwn(element, name));
  return Object.fromEntries(kept.map(({ name, value }) => [name, value]));
}

// Whether the schema has it as an attribute of its own. A span of one says nothing, so it is carried along where it stands.
export function isOwn(element, attribute) {
  const says = !attribute.endsWith("span") || element.getAttribute(attribute) !== "1";
  return says && (OWN[nameOf(element)] ?? []).includes(attribute);
}

function words(text) {
  return new Set(text.split(" "));
}
