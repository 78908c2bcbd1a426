// Inserts a canned reply into the text without a reload, and keeps what is written. Loaded early, like console.js.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-canned]")) return;
  event.preventDefault();
  const chosen = form.elements.canned.selectedOptions[0]?.dataset.text;
  if (!chosen) return;
  const text = document.querySelector("#reply-text");
  text.setRangeText(text.value && !text.value.endsWith("\n") ? `\n${chosen}` : chosen, text.value.length, text.value.length, "end");
  text.focus();
});
