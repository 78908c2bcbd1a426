// Builds elements without markup in strings: texts of customers must never become markup.

export const byId = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function avatar(target, customer) {
  target.textContent = [...(customer.first_name || "?")][0].toUpperCase();
  target.className = `avatar tint-${customer.id % 6}`;
}

export function toast(text, { alert = false, seconds = 4 } = {}) {
  const note = element("p", { textContent: text, className: alert ? "alert" : "" });
  byId("toasts").append(note);
  setTimeout(() => note.remove(), seconds * 1000);
  return note;
}

// Opens a menu above a button, or below one near the top; each entry is [label, hint, action].
export function openMenu(button, entries, emptyText) {
  const menu = byId("menu");
  const items = entries.map(([label, hint, action]) =>
    element(
      "button",
      { type: "button", role: "menuitem", onclick: () => { menu.hidden = true; action(); } },
      label,
      ...(hint ? [element("small", { textContent: hint })] : []),
    ));
  menu.replaceChildren(...(items.length ? items : [element("p", { textContent: emptyText })]));
  menu.hidden = false;
  const place = button.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - menu.offsetWidth - 8))}px`;
  const isLow = place.top > innerHeight / 2;
  menu.style.bottom = isLow ? `${innerHeight - place.top + 6}px` : "auto";
  menu.style.top = isLow ? "auto" : `${place.bottom + 6}px`;
  menu.querySelector("button")?.focus();
}

document.addEventListener("click", (event) => {
  const menu = byId("menu");
  if (!menu.hidden && !menu.contains(event.target) && !event.target.closest("[aria-haspopup]")) menu.hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") byId("menu").hidden = true;
});
