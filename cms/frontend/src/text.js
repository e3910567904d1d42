// One stored text in the editor: read once, written back block by block, untouched blocks as they were.
import { DOMParser, DOMSerializer } from "@tiptap/pm/model";
import { losses } from "./losses.js";
import { patch } from "./patch.js";
import { prepare } from "./prepare.js";
import { restore } from "./restore.js";

export class Text {
  constructor(html, schema) {
    this.html = html;
    this.prepared = prepare(html);
    this.read = DOMParser.fromSchema(schema).parse(this.prepared.body);
    this.serializer = DOMSerializer.fromSchema(schema);
  }

  // Called once the editor shows it, with the document as the editor has it.
  begin(doc) {
    const { sources } = this.prepared;
    this.first = doc;
    this.places = new Map();
    this.losses = losses(this.html, this.whole(doc));
    if (doc.childCount === sources.length) doc.forEach((block, _, i) => this.places.set(block, i));
  }

  written(doc) {
    return doc.eq(this.first) ? this.html : this.whole(doc);
  }

  whole(doc) {
    if (isEmpty(doc)) return "";
    const runs = this.runs(this.filled(doc.content.content));
    const written = runs.map((run, i) => (run.place === undefined ? this.changed(run.blocks, runs[i - 1], runs[i + 1]) : this.kept(run.place, i)));
    return written.join("") + this.prepared.end;
  }

  // Blocks as they were, each by its place in the text as read, and runs of others between them.
  runs(blocks) {
    const runs = [];
    blocks.forEach((block, i) => {
      const isBeside = isBare(block) && [blocks[i - 1], blocks[i + 1]].some(isBare);
      const place = isBeside ? undefined : this.places.get(block);
      if (place === undefined && runs.length && runs.at(-1).place === undefined) runs.at(-1).blocks.push(block);
      else runs.push({ place, blocks: [block] });
    });
    return runs;
  }

  kept(place, i) {
    const { sources } = this.prepared;
    const gap = i ? (place ? sources[place].gap : "\n") : sources[0].gap;
    return gap + sources[place].html;
  }

  changed(blocks, before, after) {
    const written = this.fresh(blocks);
    const [from, to] = [before ? before.place + 1 : 0, after?.place ?? this.places.size];
    const replaced = this.prepared.sources.slice(from, Math.max(from, to));
    if (!this.places.size || !replaced.length) return (before ? "\n" : "") + written;
    const source = replaced.map(({ gap, html }) => gap + html).join("");
    const old = this.fresh(this.first.content.content.slice(from, to));
    const patched = patch(source, old, written);
    return losses(patched, written).length ? replaced[0].gap + written : patched;
  }

  // Written anew. Two lines beside each other would run together, so they become paragraphs; as do lines in a text that had none.
  fresh(blocks) {
    const isLine = (block, i) => isBare(block) && this.hadLines && ![blocks[i - 1], blocks[i + 1]].some(isBare);
    return blocks.map((block, i) => this.block(isBare(block) && !isLine(block, i) ? asParagraph(block) : block)).join("\n");
  }

  get hadLines() {
    return this.first.content.content.some(isBare);
  }

  // Empty paragraphs that somebody left at the end only hold the cursor.
  filled(blocks) {
    const last = blocks.findLastIndex((block) => !isBlank(block) || this.places.has(block) || block === this.first.lastChild);
    return blocks.slice(0, last + 1);
  }

  block(node) {
    const root = document.implementation.createHTMLDocument("").createElement("div");
    root.append(this.serializer.serializeNode(node, { document: root.ownerDocument }));
    return restore(root);
  }
}

function isBare(block) {
  return Boolean(block?.attrs.bare);
}

function asParagraph(block) {
  return block.type.create({ ...block.attrs, bare: false }, block.content);
}

function isBlank(block) {
  return block.type.name === "paragraph" && !block.content.size && !block.attrs.keep;
}

// The schema wants one block at least: an empty text has an empty paragraph.
function isEmpty(doc) {
  return doc.childCount === 1 && isBlank(doc.firstChild);
}
