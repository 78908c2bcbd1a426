// Text with entities. Offsets are UTF-16 code units, which is how JavaScript counts too.

import { element } from "./elements.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

const safe = (url) => /^https?:\/\//i.test(url);

function wrapped(entity, text, children, onLink, onCommand) {
  if (TAGS[entity.type]) {
    return element(TAGS[entity.type], entity.type === "spoiler" ? { className: "spoiler" } : {}, ...children);
  }
  const url = entity.type === "text_link" ? entity.url : entity.type === "url" ? text : "";
  if (safe(url)) {
    const onclick = (event) => { if (onLink(url)) event.preventDefault(); };
    return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick }, ...children);
  }
  if (entity.type === "bot_command") {
    return element("button", { type: "button", onclick: () => onCommand(text) }, ...children);
  }
  return element("span", {}, ...children);
}

// Returns nodes for text[start, end); entities are sorted, outer ones first.
function pieces(text, entities, start, end, onLink, onCommand) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const stop = entity.offset + entity.length;
    if (entity.offset < at || stop > end) continue;
    nodes.push(text.slice(at, entity.offset));
    const inner = pieces(text, entities.slice(i + 1), entity.offset, stop, onLink, onCommand);
    nodes.push(wrapped(entity, text.slice(entity.offset, stop), inner, onLink, onCommand));
    at = stop;
  }
  nodes.push(text.slice(at, end));
  return nodes;
}

export function formatted(text, entities = [], onLink = () => false, onCommand = () => {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return element("div", { className: "words" }, ...pieces(text, sorted, 0, text.length, onLink, onCommand));
}
