// One message as a list item.

import { element } from "./elements.js";
import { formatted } from "./text_entities.js";
import { clock, say } from "./page_texts.js";

const fileAddress = (file) => `/sandbox/files/${encodeURIComponent(file.file_id)}`;
const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KB`);

function thing(sign, title, hint, href) {
  const words = element("span", {}, title, element("small", { textContent: hint }));
  return element(href ? "a" : "div", href ? { className: "thing", href } : { className: "thing" },
    element("span", { textContent: sign, ariaHidden: "true" }), words);
}

function media(message) {
  if (message.photo) return [element("img", { src: fileAddress(message.photo.at(-1)), alt: say("photo") })];
  if (message.voice) {
    const length = `0:${String(message.voice.duration).padStart(2, "0")}`;
    return [thing("▶", say("voice_message"), length, fileAddress(message.voice))];
  }
  if (message.document) {
    return [thing("📄", message.document.file_name, size(message.document.file_size), fileAddress(message.document))];
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return [thing("📍", say("location"), `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)];
  }
  if (message.contact) return [thing("👤", message.contact.first_name, `+${message.contact.phone_number}`)];
  if (message.sticker) return [element("div", { className: "sticker", textContent: message.sticker.emoji })];
  return [];
}

function button(data, actions) {
  if (data.url) {
    const onclick = (event) => { if (actions.link(data.url)) event.preventDefault(); };
    return element("a", { href: data.url, target: "_blank", rel: "noopener noreferrer", textContent: `${data.text} ↗`, onclick });
  }
  const made = element("button", { type: "button", textContent: data.text });
  made.onclick = () => actions.tap(made, data.callback_data);
  return made;
}

// Returns the line that the list of customers shows of a message.
export function summary(message) {
  const kind = ["photo", "voice", "document", "location", "contact"].find((name) => message[name]);
  return message.text ?? message.caption ?? message.sticker?.emoji ?? (kind ? say(kind) : "…");
}

export function bubble(message, by, actions) {
  const parts = media(message);
  if (message.reply_to_message) {
    parts.unshift(element("div", { className: "quote", textContent: summary(message.reply_to_message) }));
  }
  const text = message.text ?? message.caption;
  if (text) parts.push(formatted(text, message.entities ?? message.caption_entities, actions.link, actions.command));
  const meta = [clock(message.edit_date ?? message.date)];
  if (message.edit_date) meta.unshift(say("edited"));
  parts.push(element("div", { className: "meta" }, ...meta.map((word) => element("span", { textContent: word }))));
  const item = element("li", { className: by }, element("div", { className: "bubble" }, ...parts));
  item.dataset.message = message.message_id;
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) {
    const tap = (made, data) => actions.tap(made, message.message_id, data);
    const row = (buttons) => element("div", { className: "row" }, ...buttons.map((data) => button(data, { ...actions, tap })));
    item.append(element("div", { className: "rows" }, ...rows.map(row)));
  }
  if (by === "customer" && message.text) {
    item.append(element("button", { type: "button", className: "round change", textContent: "✎", title: say("edit"), ariaLabel: say("edit"), onclick: () => actions.edit(message) }));
  }
  return item;
}
