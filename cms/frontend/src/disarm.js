// Takes out what the content policy complains of while HTML is parsed, even in a document that shows nothing.
// The server keeps none of it either; what is pasted still tells its looks by `style`, which can be asked for.
const OPENING = /<[a-z][^\s/>]*/gi;
const ATTRIBUTE = /[\s/]*([^\s/>=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?/y;

// The HTML without `style` and `on…`; with keepStyle, `style` stands there as `data-style`.
export function disarm(html, { keepStyle = false } = {}) {
  let safe = "", end = 0;
  for (const { 0: opening, index } of html.matchAll(OPENING)) {
    if (index < end) continue;
    safe += html.slice(end, index + opening.length);
    end = index + opening.length;
    for (let found; (found = attributeAt(html, end)); end += found[0].length) safe += disarmed(found, keepStyle);
  }
  return safe + html.slice(end);
}

function attributeAt(html, place) {
  ATTRIBUTE.lastIndex = place;
  return ATTRIBUTE.exec(html);
}

function disarmed([whole, name, value = ""], keepStyle) {
  if (/^on/i.test(name)) return "";
  if (!/^style$/i.test(name)) return whole;
  return keepStyle ? ` data-style${value}` : "";
}
