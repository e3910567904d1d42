// On previews: what a reader selects in the text becomes the passage of their note.
const field = document.getElementById("note-quote");
const prose = document.querySelector(".prose");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = selection.toString().trim();
  const within = selection.rangeCount && prose.contains(selection.getRangeAt(0).commonAncestorContainer);
  if (within && text && text.length <= field.maxLength) field.value = text;
});
