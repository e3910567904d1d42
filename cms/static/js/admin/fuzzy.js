// How well a label answers what was typed, whatever its capitals and accents: 0 for not at all.
export const STRONG = 2;

export function fit(label, typed) {
  const [text, wanted] = [plain(label), plain(typed)];
  if (text.startsWith(wanted)) return 4;
  const words = wanted.split(" ");
  if (words.every((word) => ` ${text}`.includes(` ${word}`))) return 3;
  if (words.every((word) => text.includes(word))) return STRONG;
  return wanted.length > 2 && holdsInOrder(text, wanted.replaceAll(" ", "")) ? 1 : 0;
}

export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim().replace(/\s+/g, " ");
}

function holdsInOrder(text, letters) {
  let at = -1;
  return [...letters].every((letter) => (at = text.indexOf(letter, at + 1)) >= 0);
}
