// A canned reply goes into the text without a reload; what has been written stays.

const form = document.querySelector("form[data-canned]");
const text = document.querySelector("#reply-text");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = form.elements.canned.selectedOptions[0]?.dataset.text;
  if (!chosen) return;
  text.setRangeText(text.value && !text.value.endsWith("\n") ? `\n${chosen}` : chosen, text.value.length, text.value.length, "end");
  text.focus();
});

for (const once of document.querySelectorAll("form[data-once]")) {
  once.addEventListener("submit", (event) => {
    if (once.dataset.sent) event.preventDefault();
    once.dataset.sent = "yes";
  });
}
