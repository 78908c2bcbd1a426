// Text with its entities: names of people, and what Telegram marks by itself. Offsets are UTF-16 code units, as
// in JavaScript.

import { element } from "./elements.js";

function marked({ type, user }, text, onLink, onCommand) {
  if (type === "text_mention") return element("span", { className: "mention", title: user.first_name, textContent: text });
  if (type === "url") {
    const onclick = (event) => { if (onLink(text)) event.preventDefault(); };
    return element("a", { href: text, target: "_blank", rel: "noopener noreferrer", textContent: text, onclick });
  }
  if (type === "bot_command") {
    return element("button", { type: "button", textContent: text, onclick: () => onCommand(text) });
  }
  return text;
}

export function formatted(text, entities = [], onLink, onCommand) {
  const nodes = [];
  let at = 0;
  for (const entity of entities) {
    const { offset, length } = entity;
    nodes.push(text.slice(at, offset), marked(entity, text.slice(offset, offset + length), onLink, onCommand));
    at = offset + length;
  }
  return element("div", { className: "words" }, ...nodes, text.slice(at));
}
