// Everything works without this file; it only saves clicks. It is loaded before the page is shown and listens on
// the document, so that no early choice is missed.

document.documentElement.classList.add("scripted");

document.addEventListener("change", ({ target }) => {
  const form = target.closest("form[data-auto]");
  if (form && target.matches("select, input[type=checkbox]")) form.requestSubmit();
});

// Empty fields would only make the address longer.
document.addEventListener("formdata", ({ target, formData }) => {
  if (!target.matches("form[data-auto]")) return;
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});

// One correction is open at a time; "toggle" does not bubble.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches("details.correct[open]")) return;
    for (const other of document.querySelectorAll("details.correct[open]")) if (other !== target) other.open = false;
  },
  { capture: true },
);

document.addEventListener("keydown", (event) => {
  const details = event.key === "Escape" && document.querySelector("details.correct[open]");
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
});

// What a second click would do twice is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
