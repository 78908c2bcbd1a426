// The texts of the page in the visitor's language, as the server rendered them.

const texts = JSON.parse(document.documentElement.dataset.texts);
const locale = document.documentElement.lang;

export const say = (name, values = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

export const faultName = (kind) => texts[`fault_${kind}`] ?? texts[kind];

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });

export const day = (seconds) => {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return say("today");
  return date.toLocaleDateString(locale, { month: "long", day: "numeric" });
};
