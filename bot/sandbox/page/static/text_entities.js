// Text with the entities that Telegram marks by itself. Offsets are UTF-16 code units, as in JavaScript.

import { element } from "./elements.js";

function marked(type, text, onLink, onCommand) {
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
  for (const { type, offset, length } of entities) {
    nodes.push(text.slice(at, offset), marked(type, text.slice(offset, offset + length), onLink, onCommand));
    at = offset + length;
  }
  return element("div", { className: "words" }, ...nodes, text.slice(at));
}
