// The nodes and marks of the editor. Between them everything that the allow-list permits has a place.
import { Extension, Mark, Node, mergeAttributes } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import Blockquote from "@tiptap/extension-blockquote";
import Bold from "@tiptap/extension-bold";
import Code from "@tiptap/extension-code";
import CodeBlock from "@tiptap/extension-code-block";
import Document from "@tiptap/extension-document";
import HardBreak from "@tiptap/extension-hard-break";
import Heading from "@tiptap/extension-heading";
import HorizontalRule from "@tiptap/extension-horizontal-rule";
import Italic from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import Strike from "@tiptap/extension-strike";
import PlainText from "@tiptap/extension-text";
import { Gapcursor, UndoRedo } from "@tiptap/extensions";
import allowed from "../../tools/allowlist.json";
import { shownCaption } from "./tables.js";
import { UniqueIds } from "./unique_ids.js";

// Shown while editing too; the others only come along, so that no id or class meets those of the screen.
const SHOWN = ["dir", "lang", "start", "reversed", "type", "value", "title"];

const Keep = Extension.create({
  name: "keep",
  addGlobalAttributes() {
    const carrying = [
      "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "codeBlock", "horizontalRule", "hardBreak",
      "image", "box", "preformatted", "table", "tableRow", "tableCell", "tableHeader",
      "bold", "italic", "strike", "code", "link", "inline",
    ];
    return [
      { types: carrying, attributes: { keep: { default: null, parseHTML: read("keep", JSON.parse), renderHTML: shown } } },
      { types: ["bold", "italic", "strike", "box", "preformatted", "inline"], attributes: { tag: data("tag") } },
      { types: ["tableRow"], attributes: { section: data("section") } },
      { types: ["table"], attributes: { head: data("head") } },
      { types: ["listItem", "tableCell", "tableHeader"], attributes: { loose: { default: false, parseHTML: (it) => "loose" in it.dataset, renderHTML: ({ loose }) => (loose ? { "data-loose": "" } : {}) } } },
      { types: ["paragraph"], attributes: { bare: { default: false, parseHTML: (it) => it.localName === "m-bare", renderHTML: () => ({}) } } },
    ];
  },
});

function shown({ keep }) {
  if (!keep) return {};
  const visible = SHOWN.filter((name) => name in keep).map((name) => [name, keep[name]]);
  return { ...Object.fromEntries(visible), "data-keep": JSON.stringify(keep) };
}

function data(name) {
  return { default: null, parseHTML: read(name), renderHTML: (it) => (it[name] ? { [`data-${name}`]: it[name] } : {}) };
}

function read(name, as = (text) => text) {
  return (element) => (element.dataset[name] === undefined ? null : as(element.dataset[name]));
}

const Box = Node.create({
  name: "box",
  group: "block",
  content: "block+",
  parseHTML: () => [{ tag: "m-box" }],
  renderHTML: ({ HTMLAttributes }) => ["m-box", HTMLAttributes, 0],
});

const Preformatted = Node.create({
  name: "preformatted",
  group: "block",
  content: "inline*",
  whitespace: "pre",
  parseHTML: () => [{ tag: "m-pre", preserveWhitespace: "full" }],
  renderHTML: ({ HTMLAttributes }) => ["m-pre", HTMLAttributes, 0],
});

const Image = Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => ({ src: { default: null }, alt: { default: null } }),
  parseHTML: () => [{ tag: "img" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

function island(name, tag, placed) {
  return Node.create({
    name,
    ...placed,
    atom: true,
    addAttributes: () => ({ html: data("html") }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes, node }) => [tag, HTMLAttributes, node.attrs.html.slice(0, 200)],
  });
}

const Inline = Mark.create({
  name: "inline",
  excludes: "",
  parseHTML: () => [{ tag: "m-mark" }],
  renderHTML: ({ HTMLAttributes }) => ["m-mark", HTMLAttributes, 0],
});

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a", getAttrs: (it) => isSafe(it.getAttribute("href")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

// What the sanitiser takes away never becomes a link.
function isSafe(address) {
  const { protocol } = Object.assign(document.createElement("a"), { href: address ?? "" });
  return !address || allowed.url_schemes.includes(protocol.slice(0, -1));
}

// The stock table writes widths as style="", which the content policy forbids.
const PlainTable = Table.extend({ addNodeView: () => null, renderHTML: ({ HTMLAttributes, node }) => ["table", mergeAttributes(HTMLAttributes, shownCaption(node)), ["tbody", 0]] });

const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block",
  content: "inline*",
  parseHTML: () => [{ tag: "p" }, { tag: "m-bare" }],
  renderHTML: ({ node, HTMLAttributes }) => [node.attrs.bare ? "m-bare" : "p", HTMLAttributes, 0],
  addCommands() {
    return { setParagraph: () => ({ commands }) => commands.setNode(this.name) };
  },
});

export const extensions = [
  Document.extend({ content: "block+ footnotes?" }),
  PlainText,
  Paragraph,
  Heading,
  CodeBlock,
  HardBreak,
  Bold,
  Italic,
  Strike,
  // Behind bold, whose keys are its own less Shift: the later is asked first.
  Blockquote,
  BulletList,
  OrderedList,
  ListKeymap,
  Gapcursor,
  UndoRedo,
  Keep,
  UniqueIds,
  Box,
  Preformatted,
  Image,
  island("island", "m-island", { group: "inline", inline: true }),
  island("isle", "m-isle", { group: "block" }),
  Inline,
  Link,
  Code.extend({ excludes: "" }),
  HorizontalRule,
  ListItem.extend({ content: "block+" }),
  PlainTable,
  TableRow,
  TableCell,
  TableHeader,
];
