// Ask before leaving a form with changes that are kept nowhere.
export function guardForms(root) {
  for (const form of root.querySelectorAll("form[data-guard]")) {
    let leaving = false;
    const before = snapshot(form);
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && !form.dataset.kept && snapshot(form) !== before) event.preventDefault();
    });
  }
}

function snapshot(form) {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) => name !== "turn" && typeof value === "string"));
}
