// Open menus close when one clicks elsewhere or presses Escape.
export function closeMenus(root) {
  const menus = [...root.querySelectorAll(".account, .phone-menu")];
  root.addEventListener("click", (event) => {
    menus.filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((each) => each.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
