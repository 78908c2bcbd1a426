// The list of customers at the side.

import { summary } from "./bubbles.js";
import { avatar, byId, element } from "./elements.js";
import { get, post } from "./control_api.js";
import { clock, say } from "./page_texts.js";

const SHOWN = 200;

export class CustomerList {
  constructor(onChoose) {
    this.known = new Map();
    this.unread = new Map();
    this.chosen = null;
    this.onChoose = onChoose;
  }

  async load() {
    for (const customer of await get("/customers")) this.known.set(customer.id, customer);
    this.draw();
  }

  async invent(name, code) {
    const customer = await post("/customers", { first_name: name, language_code: code || null });
    this.known.set(customer.id, customer);
    this.choose(customer.id);
  }

  choose(id) {
    this.chosen = id;
    this.unread.delete(id);
    this.draw();
    this.onChoose(this.known.get(id));
  }

  // Stores an event; an unknown chat belongs to a customer that another page or program has invented.
  async note(event) {
    const customer = this.known.get(event.chat);
    if (!customer) {
      if (event.chat > 0) this.soon();
      return;
    }
    if (event.kind === "member") customer.blocked = event.body.status === "kicked";
    if (event.kind === "message" || event.kind === "edited") customer.newest = event;
    if (event.kind === "message" && event.by === "bot" && event.chat !== this.chosen) {
      this.unread.set(event.chat, (this.unread.get(event.chat) ?? 0) + 1);
    }
    this.drawSoon();
  }

  soon() {
    this.loading ??= setTimeout(() => { this.loading = null; this.load(); }, 400);
  }

  drawSoon() {
    this.drawing ??= requestAnimationFrame(() => { this.drawing = null; this.draw(); });
  }

  draw() {
    const order = (customer) => customer.newest?.seq ?? customer.id;
    const newest = [...this.known.values()].sort((a, b) => order(b) - order(a)).slice(0, SHOWN);
    byId("people").replaceChildren(...newest.map((customer) => this.line(customer)));
  }

  line(customer) {
    const sign = element("span", { ariaHidden: "true" });
    avatar(sign, customer);
    const event = customer.newest;
    const message = event && (event.kind === "message" || event.kind === "edited") ? event.body : null;
    const words = message ? (event.by === "customer" ? say("you") : "") + summary(message) : say("no_messages");
    const unread = this.unread.get(customer.id);
    const line = element("button", { type: "button", onclick: () => this.choose(customer.id) },
      sign,
      element("span", { className: "person" }, customer.first_name, element("small", { textContent: customer.language_code ?? "" })),
      element("span", { className: "when", textContent: message ? clock(message.date) : "" }),
      element("span", { className: "preview", textContent: words }),
      ...(unread ? [element("span", { className: "unread", textContent: unread })] : []));
    if (customer.id === this.chosen) line.ariaCurrent = "true";
    return element("li", {}, line);
  }
}
