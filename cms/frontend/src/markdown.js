// Plain text as HTML: by its lines, or by the marks that people write in Markdown.
const FENCE = /^ {0,3}(```+|~~~+)\s*([A-Za-z0-9+#-]*)\s*$/;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}>\s?(.*)$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const SIGNS = [/^#{1,6} \S/m, /^(```|~~~)/m, /^> \S/m, /\[[^\]\n]+\]\([^)\s]+\)/, /(^|\s)\*\*\S[^*\n]*\*\*/, /^([-*+] \S.*\n+){1,}\s*[-*+] \S/m, /^1[.)] \S.*\n+\s*\d+[.)] \S/m];

export function looksLikeMarkdown(text) {
  const lines = text.replace(/\r\n?/g, "\n");
  return SIGNS.some((sign) => sign.test(lines));
}

// An empty line parts paragraphs, a line break stays one.
export function plain(text) {
  const blocks = text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n+/).map((block) => block.replace(/^\n+|\n+$/g, ""));
  return blocks.filter((block) => block.trim()).map((block) => `<p>${escape(block).replaceAll("\n", "<br>")}</p>`).join("");
}

export function markdown(text) {
  return blocks(text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n"));
}

function blocks(lines) {
  let html = "", rest = lines;
  while (rest.length) {
    const [written, count] = block(rest);
    html += written;
    rest = rest.slice(count);
  }
  return html;
}

// The HTML of what the lines begin with, and how many lines that is.
function block(lines) {
  const [first] = lines;
  if (!first.trim()) return ["", 1];
  if (FENCE.test(first)) return fence(lines);
  const heading = HEADING.exec(first);
  if (heading) return [`<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`, 1];
  if (RULE.test(first)) return ["<hr>", 1];
  if (QUOTE.test(first)) return quote(lines);
  if (ITEM.test(first)) return list(lines);
  return paragraph(lines);
}

function fence(lines) {
  const [, mark, language] = FENCE.exec(lines[0]);
  const inside = lines.slice(1).findIndex((line) => line.trim().startsWith(mark));
  const code = lines.slice(1, inside < 0 ? undefined : inside + 1);
  const named = language ? ` class="language-${language}"` : "";
  return [`<pre><code${named}>${escape(code.join("\n"))}</code></pre>`, code.length + (inside < 0 ? 1 : 2)];
}

function quote(lines) {
  const count = run(lines, (line) => QUOTE.test(line));
  return [`<blockquote>${blocks(lines.slice(0, count).map((line) => QUOTE.exec(line)[1]))}</blockquote>`, count];
}

// Items of one indent; what is indented deeper belongs to the item above it.
function list(lines) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const isNumbered = /\d/.test(mark);
  const belongs = (line, i) => !line.trim() ? /^\s/.test(lines[i + 1] ?? "") || ITEM.test(lines[i + 1] ?? "")
    : depth(line) > indent.length || isItem(line);
  const isItem = (line) => {
    const found = ITEM.exec(line);
    return found && found[1].length === indent.length && /\d/.test(found[2]) === isNumbered;
  };
  const count = run(lines, belongs);
  const items = [];
  for (const line of lines.slice(0, count)) {
    if (isItem(line)) items.push([ITEM.exec(line)[3]]);
    else items.at(-1).push(line);
  }
  const start = isNumbered && parseInt(mark, 10) !== 1 ? ` start="${parseInt(mark, 10)}"` : "";
  const name = isNumbered ? "ol" : "ul";
  return [`<${name}${start}>${items.map(item).join("")}</${name}>`, count];
}

function item([first, ...more]) {
  const text = more.slice(0, run(more, (line) => line.trim() && !ITEM.test(line)));
  const inside = blocks(dedented(more.slice(text.length)));
  return `<li>${inline([first, ...text.map((line) => line.trim())].join(" "))}${inside}</li>`;
}

function paragraph(lines) {
  const count = Math.max(1, run(lines, (line) => line.trim() && ![FENCE, HEADING, QUOTE, ITEM].some((it) => it.test(line))));
  const text = lines.slice(0, count).map((line) => inline(line.trim()) + (/( {2}|\\)$/.test(line) ? "<br>" : " "));
  return [`<p>${text.join("").trim().replace(/<br>$/, "")}</p>`, count];
}

const MARKS = [
  [/!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g, (_, alt, src) => `<img src="${src}" alt="${alt}">`],
  [/\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g, (_, text, href) => `<a href="${href}">${text}</a>`],
  [/&lt;(https?:\/\/[^\s&]+)&gt;/g, (_, href) => `<a href="${href}">${href}</a>`],
  [/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "<strong>$2</strong>"],
  [/(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])/g, "<em>$2</em>"],
  [/~~(?=\S)(.+?)(?<=\S)~~/g, "<s>$1</s>"],
];

// Code first: nothing in it is a mark. What is set aside stands as a private character until the end.
function inline(text) {
  const aside = [];
  const put = (html) => `\ue000${aside.push(html) - 1}\ue001`;
  let html = text.replace(/[\ue000\ue001]/g, "").replace(/(`+)(.+?)\1(?!`)/g, (_, mark, code) => put(`<code>${escape(code.trim())}</code>`));
  html = html.replace(/\\([\\`*_{}[\]()#+\-.!>~])/g, (_, sign) => put(escape(sign)));
  html = escape(html);
  for (const [pattern, written] of MARKS) {
    html = html.replace(pattern, typeof written === "string" ? written : (...found) => tagsAside(written(...found), put));
  }
  for (let i = 0; i < 2; i += 1) html = html.replace(/\ue000(\d+)\ue001/g, (_, n) => aside[n]);
  return html;
}

// Of a link or a picture only the tags are set aside; its words may bear marks of their own.
function tagsAside(html, put) {
  return html.replace(/<[^>]*>/g, put);
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function run(lines, isPart) {
  const end = lines.findIndex((line, i) => !isPart(line, i));
  return end < 0 ? lines.length : end;
}

function depth(line) {
  return line.match(/^ */)[0].length;
}

function dedented(lines) {
  const least = Math.min(...lines.filter((line) => line.trim()).map(depth));
  return lines.map((line) => line.slice(least));
}
