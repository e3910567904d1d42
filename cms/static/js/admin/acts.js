// What can be done on the page that is open: its own buttons, so that nothing is offered that the page does not.
const GROUPS = ":is(.head-actions, .button-row, .form-foot, .ask-foot, .below, .fold, .plan-form)";
const PAGES = "main .pages a:not([aria-current])"; // the other pages of the record

export function actsOf(root) {
  const acts = new Map();
  for (const button of root.querySelectorAll(`main ${GROUPS} > .button, main ${GROUPS} > form > .button, ${PAGES}`)) {
    const label = button.innerText?.trim() || button.textContent.trim();
    if (isOffered(button) && !acts.has(label)) acts.set(label, { label, icon: "act", press: () => press(button) });
  }
  return [...acts.values()];
}

// What waits for a moment or a word stands in a fold: it is opened, and the field that is wanted gets the focus.
function press(button) {
  const fold = button.closest("details:not([open])");
  if (!fold) return button.click();
  fold.open = true;
  (fold.querySelector("input:not([type=hidden]), select, textarea") ?? button).focus();
}

function isOffered(button) {
  return !button.matches(":disabled") && !button.closest("[hidden], .row-buttons, .bulk-bar, .plans");
}
