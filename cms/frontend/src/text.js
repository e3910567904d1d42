// One stored text in the editor: read once, written back block by block, untouched blocks as they were.
import { DOMParser, DOMSerializer } from "@tiptap/pm/model";
import { losses } from "./losses.js";
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
    this.sources = new WeakMap();
    this.losses = losses(this.html, this.whole(doc));
    if (doc.childCount !== sources.length) return;
    doc.forEach((block, _, i) => this.sources.set(block, sources[i]));
  }

  written(doc) {
    return doc.eq(this.first) ? this.html : this.whole(doc);
  }

  whole(doc) {
    const blocks = doc.content.content;
    if (isEmpty(doc)) return "";
    const isBare = (block) => block?.attrs.bare;
    const written = blocks.map((block, i) => {
      const isBeside = isBare(block) && (isBare(blocks[i - 1]) || isBare(blocks[i + 1]));
      const source = isBeside ? undefined : this.sources.get(block);
      const html = source ? source.html : this.block(isBeside ? block.type.create({ ...block.attrs, bare: false }, block.content) : block);
      return (source?.gap ?? (i ? "\n" : "")) + html;
    });
    return written.join("") + this.prepared.end;
  }

  block(node) {
    const root = document.implementation.createHTMLDocument("").createElement("div");
    root.append(this.serializer.serializeNode(node, { document: root.ownerDocument }));
    return restore(root);
  }
}

// The schema wants one block at least: an empty text has an empty paragraph.
function isEmpty(doc) {
  const [first] = doc.content.content;
  return doc.childCount === 1 && first.type.name === "paragraph" && !first.content.size && !first.attrs.keep;
}
