// Everything works without this file; it only saves clicks.

document.documentElement.classList.add("scripted");

for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
  // Empty fields would only make the address longer.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}

const corrections = [...document.querySelectorAll("details.correct")];
for (const details of corrections) {
  details.addEventListener("toggle", () => {
    if (details.open) for (const other of corrections) if (other !== details) other.open = false;
  });
}
document.addEventListener("keydown", (event) => {
  const details = event.key === "Escape" && corrections.find((each) => each.open);
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
});
