// Where the signs and the notes of a document stand.
export function placesOf(doc, name) {
  const found = [];
  doc.descendants((node, place) => { if (node.type.name === name) found.push({ node, place }); });
  return found;
}

export function sectionOf(doc) {
  return doc.lastChild?.type.name === "footnotes" ? doc.lastChild : null;
}
