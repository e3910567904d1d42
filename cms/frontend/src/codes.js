// Buttons to copy and to print recovery codes.
export function offerCodes(root) {
  const copy = root.querySelector("[data-copy-codes]");
  const print = root.querySelector("[data-print]");
  if (copy && navigator.clipboard) {
    copy.parentElement.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copyCodes);
      copy.textContent = copy.dataset.copied;
    });
  }
  if (print) {
    print.parentElement.hidden = false;
    print.addEventListener("click", () => window.print());
  }
}
