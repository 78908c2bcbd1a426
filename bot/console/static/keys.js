// Keyboard shortcuts. Every visible element with data-key is pressed, or entered, by that key; "g c" is one key
// after the other. J and K walk through a list, and "?" shows all keys of the page. They can be switched off
// on this device, since speech input types letters (WCAG 2.1.4).

const KEPT = "huifang-keys";
const PATIENCE = 1200; // milliseconds between two keys that belong together
const sheet = document.querySelector("#keys");
const onOff = document.querySelector("[data-keys-on]");
let first = "";
let since = 0;

const isOn = () => localStorage.getItem(KEPT) !== "off";
const isTyping = (element) => element.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
const visible = (element) => element.checkVisibility() && !element.closest("dialog:not([open])");
const keyed = () => [...document.querySelectorAll("[data-key]")].filter(visible);
const nameOf = (element) => element.dataset.keyName || element.getAttribute("aria-label") || element.textContent.trim();

function press(element) {
  if (isTyping(element)) {
    element.focus();
    element.select?.();
  } else element.click();
}

function walk(step) {
  const stops = [...document.querySelectorAll(".row .name a, [data-stop]")].filter(visible);
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  const next = stops[at < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + step, 0), stops.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function show() {
  const list = sheet.querySelector("dl");
  for (const old of list.querySelectorAll("[data-found]")) old.remove();
  for (const element of keyed()) {
    const term = document.createElement("dt");
    for (const key of element.dataset.key.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(cap, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = nameOf(element);
    for (const each of [term, meaning]) {
      each.dataset.found = "";
      list.append(each);
    }
  }
  onOff.checked = isOn();
  sheet.showModal();
}

document.addEventListener("keydown", (event) => {
  if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const both = Date.now() - since < PATIENCE ? `${first} ${event.key}` : "";
  const found = keyed().find((each) => each.dataset.key === both) ?? keyed().find((each) => each.dataset.key === event.key);
  [first, since] = [event.key, Date.now()];
  if (found) press(found);
  else if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
  else return;
  event.preventDefault();
  first = "";
});

if (sheet) {
  for (const button of document.querySelectorAll("[data-keys]")) button.addEventListener("click", show);
  onOff.addEventListener("change", () => localStorage.setItem(KEPT, onOff.checked ? "on" : "off"));
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
}
