// The page: connects its parts and passes events to them.

import { Composer } from "./composer.js";
import { byId, toast } from "./elements.js";
import { FaultPanel } from "./fault_panel.js";
import { CustomerList } from "./customer_list.js";
import { follow, get, post } from "./control_api.js";
import { ChatView } from "./chat_view.js";
import { say } from "./page_texts.js";

const LOOK_EVERY = 4000;
const current = () => talk.customer;
const composer = new Composer(current);
const faults = new FaultPanel(current);
const talk = new ChatView({
  link: (url) => followStartLink(url),
  command: (text) => composer.send("text", { text }),
  edit: (message) => composer.edit(message),
  share: () => composer.send("attachment", { kind: "contact" }),
});
const people = new CustomerList(async (customer) => {
  document.body.dataset.view = "talk";
  composer.edit(null);
  await talk.show(customer);
  if (!byId("composer").hidden && matchMedia("(hover: hover)").matches) byId("text").focus();
});
let bot = null;
let lostNote = null;

// A start link of the bot is followed here, as the customer who clicks it.
function followStartLink(url) {
  const link = new URL(url);
  if (link.hostname !== "t.me" || link.pathname.slice(1).toLowerCase() !== bot?.username?.toLowerCase()) return false;
  composer.send("text", { text: `/start ${link.searchParams.get("start") ?? ""}`.trim() });
  return true;
}

async function look() {
  const status = await get("/status").catch(() => null);
  if (!status) return;
  [bot] = status.bots;
  faults.count(status.faults);
  const state = byId("bot-state");
  const waiting = bot.waiting > 0 && bot.waiting === look.waited;
  look.waited = bot.waiting;
  state.textContent = !bot.seen ? say("bot_waiting") : waiting ? say("bot_away", { n: bot.waiting }) : say("bot_ready");
  state.classList.toggle("ready", bot.seen && !waiting);
}

function note(event) {
  people.note(event);
  talk.note(event);
  if (event.by === "bot" && !bot?.seen) look();
}

function connection(alive) {
  if (alive) { lostNote?.remove(); lostNote = null; } else { lostNote ??= toast(say("lost"), { seconds: 3600 }); }
}

function connect() {
  byId("new-customer").onclick = () => byId("customer-dialog").showModal();
  byId("customer-dialog").onclose = async (event) => {
    const form = byId("customer-form");
    if (event.target.returnValue === "create") await people.invent(form.elements.name.value.trim(), form.elements.code.value);
    form.reset();
  };
  for (const button of document.querySelectorAll("[data-first]")) {
    button.onclick = () => people.invent(button.dataset.first, button.dataset.code);
  }
  byId("start-button").onclick = () => composer.send("text", { text: "/start" });
  byId("back").onclick = () => { document.body.dataset.view = "list"; };
  byId("block").onclick = () => post(`/customers/${current().id}/${current().blocked ? "unblock" : "block"}`);
}

async function begin() {
  connect();
  const { seq } = await get("/status");
  await people.load();
  if (!current()) arrive(); // the visitor may already have chosen a customer
  follow(seq, note, connection);
  await look();
  setInterval(look, LOOK_EVERY);
}

function arrive() {
  const first = people.known.size === 0;
  byId("welcome").hidden = !first;
  byId("choose").hidden = first;
  document.body.dataset.view = first ? "empty" : "list";
  const [newest] = [...people.known.values()].sort((a, b) => (b.newest?.seq ?? 0) - (a.newest?.seq ?? 0));
  if (newest && matchMedia("(min-width: 721px)").matches) people.choose(newest.id);
}

begin();
