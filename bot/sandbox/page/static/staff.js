// The page of staff: a group with topics, in which one writes as one of its members.

import { bubble, summary } from "./bubbles.js";
import { byId, element, openMenu, toast } from "./elements.js";
import { ask, follow, get, post } from "./control_api.js";
import { say } from "./page_texts.js";

const STAFF = ["小王", "Ann"];
const RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages"];
const ANONYMOUS = "anonymous";
// Messages of Telegram about a topic itself; they change the list, and have no words.
const OF_TOPICS = ["created", "edited", "closed", "reopened"].map((deed) => `forum_topic_${deed}`);
let group = null;
let topic = null; // null is General
let topics = [];
let events = [];
let replyTo = null;
let rights = [...RIGHTS];

const attempt = async (work) => {
  try { return await work(); } catch (error) { toast(say("failed", { reason: error.message })); return null; }
};
const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : null);
const isOfTopics = (message) => OF_TOPICS.some((name) => name in message);
const chosen = () => topics.find((each) => each.message_thread_id === topic);

async function openGroup() {
  const members = [];
  for (const name of STAFF) members.push((await post("/customers", { first_name: name })).id);
  await post("/groups", { title: say("staff_group"), members, forum: true });
  await enter();
}

async function enter() {
  const forums = (await get("/groups")).filter((each) => each.is_forum);
  group = forums.at(-1) ?? null;
  byId("welcome").hidden = group !== null;
  for (const id of ["topics-side", "topic-bar", "messages", "composer"]) byId(id).hidden = group === null;
  if (!group) return;
  const names = group.members.map((member) => element("option", { value: member.id, textContent: member.first_name }));
  byId("speaker").replaceChildren(...names, element("option", { value: ANONYMOUS, textContent: say("staff_anonymous") }));
  events = await get(`/chats/${group.id}/events`);
  await loadTopics();
}

async function loadTopics() {
  topics = await get(`/groups/${group.id}/topics`);
  if (topic !== null && !chosen()) topic = null;
  draw();
}

function draw() {
  const entry = (id, name, hint) => element("li", {}, element("button", {
    type: "button", ariaCurrent: String(id === topic), onclick: () => { topic = id; answer(null); draw(); },
  }, name, element("small", { textContent: hint })));
  byId("topics").replaceChildren(
    entry(null, say("staff_general"), ""),
    ...topics.map((each) => entry(each.message_thread_id, each.name, each.closed ? say("staff_closed") : "")));
  byId("topic-name").textContent = chosen()?.name ?? say("staff_general");
  for (const id of ["switch-topic", "delete-topic"]) byId(id).hidden = !chosen();
  byId("switch-topic").textContent = say(chosen()?.closed ? "staff_reopen" : "staff_close");
  byId("messages").replaceChildren();
  for (const event of events) show(event);
}

function show(event) {
  const { body } = event;
  if (event.kind === "reacted") { react(body); return; }
  if (event.kind === "deleted") { item(body.message_id)?.remove(); return; }
  if (!["message", "edited"].includes(event.kind) || topicOf(body) !== topic) return;
  if (isOfTopics(body)) return;
  const made = bubble(body, event.by, {
    link: () => false, command: (text) => write(text), edit: () => {},
    tap: (button, id, data) => attempt(() => post(`/customers/${speaker().id}/tap`, { message_id: id, data, chat: group.id })),
  });
  made.querySelector(".change")?.remove();
  made.querySelector(".bubble").prepend(element("div", { className: "author", textContent: body.from.first_name }));
  made.append(element("button", { type: "button", className: "quiet reply", textContent: say("staff_reply"), onclick: () => answer(body) }));
  if (event.kind === "edited" && item(body.message_id)) item(body.message_id).replaceWith(made);
  else byId("messages").append(made);
  byId("messages").scrollTop = byId("messages").scrollHeight;
}

const item = (id) => byId("messages").querySelector(`[data-message="${id}"]`);

function react({ message_id: id, emoji }) {
  const target = item(id)?.querySelector(".bubble");
  target?.querySelector(".reaction")?.remove();
  if (emoji) target?.append(element("span", { className: "reaction", textContent: emoji }));
}

function answer(message) {
  replyTo = message;
  byId("replying").hidden = message === null;
  byId("reply-text").textContent = message ? say("staff_replying", { text: summary(message) }) : "";
}

function speaker() {
  const value = byId("speaker").value;
  return { id: value === ANONYMOUS ? group.members[0].id : Number(value), anonymous: value === ANONYMOUS };
}

async function write(text) {
  const { id, anonymous } = speaker();
  const body = { text, chat: group.id, topic, anonymous, reply_to: replyTo?.message_id ?? null };
  if (await attempt(() => post(`/customers/${id}/text`, body))) answer(null);
}

function note(event) {
  if (event.chat !== group?.id) return;
  events.push(event);
  if (isOfTopics(event.body)) loadTopics();
  else show(event);
}

async function setRights(right) {
  rights = rights.includes(right) ? rights.filter((each) => each !== right) : [...rights, right];
  await ask("PUT", `/groups/${group.id}/standing`, { status: "administrator", rights });
}

function connect() {
  byId("open-group").onclick = () => attempt(openGroup);
  byId("stop-replying").onclick = () => answer(null);
  byId("composer").onsubmit = (event) => {
    event.preventDefault();
    const text = byId("text").value.trim();
    byId("text").value = "";
    if (text) write(text);
  };
  byId("text").onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  };
  byId("photo").onclick = () => attempt(() => post(`/customers/${speaker().id}/attachment`, { kind: "photo", chat: group.id, topic }));
  byId("switch-topic").onclick = () => attempt(async () => {
    await post(`/groups/${group.id}/topics/${topic}/${chosen().closed ? "reopen" : "close"}`);
    await loadTopics();
  });
  byId("delete-topic").onclick = () => attempt(async () => {
    await post(`/groups/${group.id}/topics/${topic}/delete`);
    await loadTopics();
  });
  byId("open-rights").onclick = (event) => openMenu(event.target, RIGHTS.map((right) => [
    `${rights.includes(right) ? "✓" : "–"} ${right}`, "", () => attempt(() => setRights(right)),
  ]), "");
}

async function begin() {
  connect();
  const { seq } = await get("/status");
  await enter();
  follow(seq, note, () => {});
}

begin();
