// A button beside each address that is there to be copied.
export function offerCopies(root) {
  for (const field of root.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = field.dataset.copy;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard?.writeText(field.value);
      button.textContent = field.dataset.copied;
    });
    field.after(button);
  }
}
