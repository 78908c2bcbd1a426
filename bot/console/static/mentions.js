// Colleagues are offered while "@" and the beginning of a name are typed in a note. Without this file the list below
// the note does the same.

const BEGUN = /@([^\s@]*)$/;

const isNote = (element) => element instanceof HTMLTextAreaElement && "mentions" in element.dataset;
const begun = (text) => BEGUN.exec(text.value.slice(0, text.selectionStart))?.[1];

function listOf(text) {
  let list = text.form.querySelector(".mentioned");
  if (!list) {
    list = document.createElement("ul");
    list.className = "mentioned found";
    list.setAttribute("role", "listbox");
    text.after(list);
  }
  return list;
}

function offer(text) {
  const typed = begun(text)?.toLowerCase();
  const names = [...(text.form.elements.tell?.options ?? [])].map((option) => option.value).filter(Boolean);
  const fitting = typed === undefined ? [] : names.filter((name) => name.toLowerCase().startsWith(typed)).slice(0, 6);
  listOf(text).replaceChildren(...fitting.map(item));
}

function item(name, index) {
  const found = document.createElement("li");
  found.setAttribute("role", "option");
  found.setAttribute("aria-selected", String(index === 0));
  found.textContent = name;
  return found;
}

function take(text, name) {
  const at = text.selectionStart;
  text.setRangeText(`@${name} `, at - begun(text).length - 1, at, "end");
  listOf(text).replaceChildren();
  text.focus();
}

document.addEventListener("input", ({ target }) => isNote(target) && offer(target));

document.addEventListener("click", ({ target }) => {
  const list = target.closest?.(".mentioned");
  if (list && target.matches("li")) take(list.parentElement.querySelector("textarea"), target.textContent);
});

document.addEventListener("keydown", (event) => {
  if (!isNote(event.target) || event.isComposing) return;
  const items = [...listOf(event.target).children];
  if (!items.length) return;
  const at = items.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    for (const each of items) each.setAttribute("aria-selected", "false");
    items[(at + step + items.length) % items.length].setAttribute("aria-selected", "true");
  } else if (event.key === "Enter" || event.key === "Tab") take(event.target, items[at].textContent);
  else if (event.key === "Escape") listOf(event.target).replaceChildren();
  else return;
  event.preventDefault();
});
