// On previews: what a reader selects in the text becomes the passage of their note.
const field = document.getElementById("note-quote");
const prose = document.querySelector(".prose");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = selection.toString().trim();
  // A triple click ends its range at the beginning of what follows the text, so its start counts.
  const within = selection.anchorNode && prose.contains(selection.anchorNode);
  if (within && text && text.length <= field.maxLength) field.value = text;
});
