// Writing answers: answers that are near the questions of the form are looked up while one types, and a file fills
// the field of an import. Without this file a button does the first, and pasting the second. Loaded early, like
// console.js.

const PAUSE = 900; // milliseconds without a key
let waiting = 0;
let asked = 0;

async function lookUp(form) {
  const number = ++asked;
  const answer = await fetch(form.dataset.answer, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || number !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("#rivals");
  if (found) document.querySelector("#rivals")?.replaceChildren(...found.childNodes);
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-answer]");
  if (!form || !/_(question|variants)$|^outlet$/.test(target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => lookUp(form).catch(() => {}), PAUSE);
});

// The button would reload the page and scroll to its top.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-check]");
  if (!button) return;
  event.preventDefault();
  lookUp(button.form).catch(() => {});
});

document.addEventListener("change", async ({ target }) => {
  const [file] = target.files ?? [];
  if (!target.dataset.fills || !file || !/\.ya?ml$/i.test(file.name)) return;
  const text = await file.text();
  if (text.includes("\ufffd")) return; // not UTF-8: the server says so
  target.form.elements[target.dataset.fills].value = text;
  target.value = ""; // what is posted is the text, which may be changed
});

document.addEventListener("change", ({ target }) => {
  if (!target.dataset.largest) return;
  const large = [...target.files].find((file) => file.size > Number(target.dataset.largest));
  target.setCustomValidity(large ? target.dataset.tooLarge.replace("{name}", large.name) : "");
  target.reportValidity();
});
