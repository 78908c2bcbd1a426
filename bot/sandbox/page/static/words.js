// The words of the page in the visitor's language, as the server rendered them.

const words = JSON.parse(document.documentElement.dataset.words);
const locale = document.documentElement.lang;

export const say = (name, values = {}) =>
  words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

export const faultWord = (kind) => words[`fault_${kind}`] ?? words[kind];

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });

export const day = (seconds) => {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return say("today");
  return date.toLocaleDateString(locale, { month: "long", day: "numeric" });
};
