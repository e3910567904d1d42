// Ask before leaving a form with changes that are not saved.
export function guardForms(root) {
  for (const form of root.querySelectorAll("form[data-guard]")) {
    let leaving = false;
    const before = snapshot(form);
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && snapshot(form) !== before) event.preventDefault();
    });
  }
}

function snapshot(form) {
  return JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}
