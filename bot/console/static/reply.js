// Writing to a customer: ready replies are inserted without a reload, by the form or by "/" at the beginning, which
// also finds answers of the business, whose files go with the reply;
// Ctrl+Enter sends, and Ctrl+Shift+Enter asks how the case was settled. Loaded early, like console.js.

const PAUSE = 800; // milliseconds
const MOST_FILES = 9; // as many as the server takes
const LOOK = 250;
let waiting = 0;
let looking = 0;

const field = () => document.querySelector("#reply-text");
const found = () => document.querySelector("#canned-found");

function insert({ text: chosen, key, does }, files) {
  const text = field();
  const isSearch = text.value.startsWith("/");
  const start = isSearch ? 0 : text.value.length;
  const between = isSearch || !text.value || text.value.endsWith("\n") ? "" : "\n";
  text.setRangeText(between + chosen, start, text.value.length, "end");
  offer(key, does);
  if (isSearch) document.querySelector("#reply-files")?.replaceChildren();
  if (files) attach(files);
  close();
  text.focus();
  keep();
}

const filesOf = (item) => item.querySelector("template")?.content;

// The files of an answer, each once; those that stand there unticked are ticked.
function attach(files) {
  const beside = document.querySelector("#reply-files");
  for (const each of document.importNode(files, true).querySelectorAll("label")) {
    const { value } = each.querySelector("input");
    const same = beside.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (same) same.checked = true;
    else if (beside.children.length < MOST_FILES) beside.append(each);
  }
}

// What the macro does with the case, which the writer can still leave out.
function offer(key, does) {
  const macro = document.querySelector("#macro");
  if (!macro) return;
  const box = macro.querySelector("input");
  macro.hidden = !does;
  box.value = does ? key : "";
  box.checked = Boolean(does);
  macro.querySelector("span").textContent = does;
}

function close() {
  found()?.replaceChildren();
  field()?.removeAttribute("aria-activedescendant");
}

// The ready replies whose title or text has the words after the "/".
function search(text) {
  const words = text.slice(1).trim().toLowerCase();
  const options = [...document.querySelectorAll("form[data-canned] option[data-text]")];
  return options.filter((each) => `${each.text} ${each.dataset.text}`.toLowerCase().includes(words)).slice(0, 6);
}

// Answers of the business with these words, below the ready replies; what was typed since makes them stale.
async function lookUp() {
  const typed = field()?.value ?? "";
  if (!typed.startsWith("/") || typed.trim().length < 2) return;
  const address = new URL(found().dataset.answers, location.href);
  address.searchParams.set("q", typed.slice(1, 101));
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (field()?.value !== typed) return;
  const old = found().children.length;
  for (const [index, item] of [...page.querySelectorAll("li")].entries()) {
    item.id = `answer-${index}`;
    item.setAttribute("aria-selected", "false");
    found().append(document.importNode(item, true));
  }
  if (!old) choose(0);
}

function show() {
  close();
  clearTimeout(looking);
  if (!found() || !field().value.startsWith("/")) return;
  looking = setTimeout(() => lookUp().catch(() => {}), LOOK);
  for (const [index, option] of search(field().value).entries()) {
    const item = document.createElement("li");
    item.id = `canned-${index}`;
    item.setAttribute("role", "option");
    Object.assign(item.dataset, option.dataset, { key: option.value });
    const title = document.createElement("b");
    title.textContent = option.text;
    item.append(title, ` ${option.dataset.text}`);
    found().append(item);
  }
  choose(0);
}

function choose(index) {
  const items = [...found().children];
  for (const [at, item] of items.entries()) item.setAttribute("aria-selected", String(at === index));
  if (items[index]) field().setAttribute("aria-activedescendant", items[index].id);
}

function walk(step) {
  const items = [...found().children];
  const at = items.findIndex((each) => each.getAttribute("aria-selected") === "true");
  choose((at + step + items.length) % items.length);
}

// The draft is kept on the server when the writer pauses, and when the page is left with words that are not kept.
function keep() {
  clearTimeout(waiting);
  waiting = 0;
  const text = field();
  if (!text || text.form.dataset.sent || text.value.startsWith("/")) return;
  const body = new URLSearchParams({ csrf: text.form.elements.csrf.value, text: text.value, quiet: "true" });
  for (const each of document.querySelectorAll("#reply-files input:checked")) body.append(each.name, each.value);
  fetch(text.dataset.draft, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

// Chosen on the page of the account; see device.js.
function enterSends() {
  try {
    return JSON.parse(localStorage.getItem("huifang-device"))?.enter === true;
  } catch {
    return false;
  }
}

function askHowSettled(form) {
  const settling = form.querySelector(".settling");
  if (!settling) return;
  settling.open = true;
  settling.querySelector("button[name=reason]").focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-canned]")) return;
  event.preventDefault();
  const chosen = form.elements.canned.selectedOptions[0];
  if (chosen?.dataset.text) insert({ ...chosen.dataset, key: chosen.value });
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches("#reply-text")) return;
  show();
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
});
document.addEventListener("change", ({ target }) => target.matches("#reply-files input") && keep());
addEventListener("pagehide", () => waiting && keep());

document.addEventListener("mousedown", (event) => {
  const item = event.target.closest?.("#canned-found li");
  if (!item) return;
  event.preventDefault();
  insert(item.dataset, filesOf(item));
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches("#reply-text") || event.isComposing) return;
  const chosen = found()?.querySelector("[aria-selected=true]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey || (!chosen && !event.shiftKey && enterSends()))) {
    if (event.shiftKey) askHowSettled(event.target.form);
    else event.target.form.requestSubmit();
  } else if (chosen && event.key === "Enter") insert(chosen.dataset, filesOf(chosen));
  else if (chosen && event.key === "Escape") close();
  else if (chosen && (event.key === "ArrowDown" || event.key === "ArrowUp")) walk(event.key === "ArrowDown" ? 1 : -1);
  else return;
  event.preventDefault();
});
