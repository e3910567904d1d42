// Puts an edit into the HTML as it was written: only the words that changed are written the editor's way.
import { MARKS } from "./kinds.js";

// Marks that open or close together count as one part: the editor has an order of its own for them.
const TAG = String.raw`(?:"[^"]*"|[^">])*>`;
const MARK = String.raw`(?:${MARKS.join("|")})(?![\w-])${TAG}`;
const PART = new RegExp(String.raw`(\s*)(<!--[^]*?-->|(?:<${MARK})+|(?:</${MARK})+|<${TAG}|[^\s<]+)`, "g");

// `source` as stored, `before` as the editor would write the same, `after` as it writes it with the edit.
export function patch(source, before, after) {
  const [stored, old, fresh] = [source, before, after].map(parts);
  const most = Math.min(stored.length, old.length, fresh.length);
  const head = alike(most, (i) => [stored[i], old[i], fresh[i]]);
  const tail = alike(most - head, (i) => [stored, old, fresh].map((all) => all.at(-1 - i)));
  const edited = after.slice(startOf(fresh, head), startOf(fresh, fresh.length - tail));
  const rest = source.slice(startOf(stored, stored.length - tail));
  if (head) return source.slice(0, startOf(stored, head)) + edited + rest;
  // The space before the first part stays, whatever comes to stand there.
  return (stored[0]?.space ?? "") + (edited ? edited + rest : rest.trimStart());
}

function parts(html) {
  return [...html.matchAll(PART)].map(({ 0: whole, 1: space, 2: core, index }) => ({
    space, core, start: index, end: index + whole.length,
  }));
}

// How many in a row are told the same way in all three.
function alike(most, at) {
  let count = 0;
  while (count < most && isAlike(...at(count))) count += 1;
  return count;
}

function isAlike(stored, old, fresh) {
  return old.space === fresh.space && old.core === fresh.core && nameOf(stored.core) === nameOf(old.core);
}

function nameOf(core) {
  return core.startsWith("<") ? String(core.match(/<\/?[^\s>]+/g).sort()) : core;
}

function startOf(all, i) {
  return i < all.length ? all[i].start : all.at(-1)?.end ?? 0;
}
