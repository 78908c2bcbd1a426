// The chat with one customer: messages, buttons and "is typing".

import { bubble } from "./bubbles.js";
import { avatar, byId, element, toast } from "./elements.js";
import { get, post } from "./control_api.js";
import { day, say } from "./page_texts.js";

const SPINNER_SECONDS = 12;

export class ChatView {
  constructor(actions) {
    this.customer = null;
    this.actions = actions;
    this.taps = new Map();
    this.early = new Map(); // answers that came before the reply to the tap
    this.sending = 0;
  }

  async show(customer) {
    this.customer = customer;
    this.seen = 0;
    this.taps.clear();
    this.early.clear();
    byId("messages").replaceChildren();
    byId("phone-keyboard").hidden = true;
    this.lastDay = null;
    for (const id of ["talk-bar", "messages"]) byId(id).hidden = false;
    for (const id of ["welcome", "choose"]) byId(id).hidden = true;
    avatar(byId("talk-avatar"), customer);
    byId("talk-name").textContent = customer.first_name;
    for (const event of await get(`/chats/${customer.id}/events`)) this.note(event);
    this.drawState();
  }

  get started() {
    return byId("messages").childElementCount > 0;
  }

  drawState() {
    const { blocked, deactivated } = this.customer;
    byId("block").textContent = say(blocked ? "unblock" : "block");
    byId("block").hidden = deactivated || !this.started;
    byId("start").hidden = this.started;
    byId("composer").hidden = blocked || deactivated;
  }

  note(event) {
    if (event.chat !== this.customer?.id || event.seq <= this.seen) return;
    this.seen = event.seq;
    const draw = {
      message: () => this.add(event),
      edited: () => this.changed(event),
      deleted: () => this.item(event.body.message_id)?.remove(),
      answered: () => this.answered(event.body),
      action: () => this.typing(),
      reacted: () => this.reacted(event.body),
      member: () => this.line(say(event.body.status === "kicked" ? "blocked" : "unblocked")),
    }[event.kind];
    const list = byId("messages");
    const low = list.scrollHeight - list.scrollTop - list.clientHeight < 140;
    draw?.();
    if (low || event.by === "customer") list.scrollTop = list.scrollHeight;
    if (event.kind === "message" || event.kind === "member") this.drawState();
  }

  add(event) {
    const today = day(event.at);
    if (today !== this.lastDay) this.line(today);
    this.lastDay = today;
    if (event.by === "bot") this.stopTyping();
    byId("messages").append(this.made(event));
    if (event.body.input) this.offerPhone(event.body.input.keyboard[0][0].text);
    if (event.body.contact) byId("phone-keyboard").hidden = true;
  }

  made(event) {
    return bubble(event.body, event.by, { ...this.actions, tap: (button, id, data) => this.tap(button, id, data) });
  }

  // An edited message keeps the reaction to it.
  changed(event) {
    const before = this.item(event.body.message_id);
    if (!before) return;
    const made = this.made(event);
    const reaction = before.querySelector(".reaction");
    if (reaction) made.querySelector(".bubble").append(reaction);
    before.replaceWith(made);
  }

  reacted({ message_id: id, emoji }) {
    const bubble = this.item(id)?.querySelector(".bubble");
    bubble?.querySelector(".reaction")?.remove();
    if (emoji) bubble?.append(element("span", { className: "reaction", textContent: emoji }));
  }

  item(id) {
    return byId("messages").querySelector(`[data-message="${id}"]`);
  }

  line(text) {
    byId("messages").append(element("li", { className: "line", textContent: text }));
  }

  async tap(button, messageId, data) {
    button.classList.add("busy");
    const calm = () => button.classList.remove("busy");
    setTimeout(calm, SPINNER_SECONDS * 1000);
    this.sending += 1;
    try {
      const { query_id: query } = await post(`/customers/${this.customer.id}/tap`, { message_id: messageId, data });
      this.taps.set(query, calm);
      if (this.early.has(query)) this.answered(this.early.get(query));
    } catch (error) {
      calm();
      toast(say("failed", { reason: error.message }));
    } finally {
      this.sending -= 1;
      if (!this.sending) this.early.clear();
    }
  }

  answered(body) {
    const { query_id: query, text, alert } = body;
    const calm = this.taps.get(query);
    if (!calm) {
      if (this.sending) this.early.set(query, body);
      return;
    }
    calm();
    this.taps.delete(query);
    if (text) toast(text, { alert, seconds: alert ? 8 : 4 });
  }

  typing() {
    this.stopTyping();
    const item = element("li", { className: "bot typing" }, element("div", { className: "bubble", textContent: say("typing") }));
    byId("messages").append(item);
    this.typingItem = item;
    setTimeout(() => item.remove(), 5000);
  }

  // Shows the button below the messages that shares the customer's phone number.
  offerPhone(label) {
    const share = element("button", { type: "button", className: "main second", textContent: label, onclick: () => this.actions.share() });
    byId("phone-keyboard").replaceChildren(share);
    byId("phone-keyboard").hidden = false;
  }

  stopTyping() {
    this.typingItem?.remove();
  }
}
