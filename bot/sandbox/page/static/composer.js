// The writing field: texts, commands, attachments and changes of own messages.

import { byId, openMenu, toast } from "./elements.js";
import { get, post } from "./control_api.js";
import { say } from "./page_texts.js";

const KINDS = ["photo", "voice", "document", "location", "sticker"];

const base64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});

export class Composer {
  constructor(currentCustomer) {
    this.currentCustomer = currentCustomer;
    this.changed = null;
    byId("composer").onsubmit = (event) => { event.preventDefault(); this.submit(); };
    byId("text").oninput = () => this.grow();
    byId("text").onkeydown = (event) => this.key(event);
    byId("attach").onclick = () => this.offerAttachments();
    byId("commands").onclick = () => this.offerCommands();
    byId("file").onchange = () => this.attachFile();
    byId("stop-editing").onclick = () => this.edit(null);
  }

  address(move) {
    return `/customers/${this.currentCustomer().id}/${move}`;
  }

  async send(move, body) {
    try {
      await post(this.address(move), body);
      return true;
    } catch (error) {
      toast(say("failed", { reason: error.message }));
      return false;
    }
  }

  async submit() {
    const field = byId("text");
    const text = field.value;
    if (!text.trim()) return;
    const changed = this.changed;
    const done = changed
      ? await this.send("edit", { message_id: changed.message_id, text })
      : await this.send("text", { text });
    if (!done) return;
    this.edit(null);
    field.focus();
  }

  // Begins to change a message; null ends it.
  edit(message) {
    this.changed = message;
    byId("editing").hidden = message === null;
    byId("text").value = message?.text ?? "";
    this.grow();
    if (message) byId("text").focus();
  }

  key(event) {
    // While an input method is composing, Enter chooses a character.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.changed) {
      this.edit(null);
    } else if (event.key === "ArrowUp" && byId("text").value === "") {
      event.preventDefault();
      [...document.querySelectorAll("#messages .change")].at(-1)?.click();
    }
  }

  grow() {
    const field = byId("text");
    field.style.height = "auto";
    if (field.scrollHeight > field.clientHeight) field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }

  offerAttachments() {
    const sample = (kind) => [say(kind), "", () => this.send("attachment", { kind })];
    openMenu(byId("attach"), [...KINDS.map(sample), [say("own_file"), "", () => byId("file").click()]]);
  }

  async offerCommands() {
    const commands = await get(this.address("commands"));
    const entries = commands.map(({ command, description }) =>
      [`/${command}`, description, () => this.send("text", { text: `/${command}` })]);
    openMenu(byId("commands"), entries, say("no_commands"));
  }

  async attachFile() {
    const [file] = byId("file").files;
    if (!file) return;
    const kind = file.type.startsWith("image/") ? "photo" : file.type.startsWith("audio/") ? "voice" : "document";
    const caption = byId("text").value.trim();
    const content = await base64(file);
    const body = { kind, caption, name: file.name, mime: file.type || "application/octet-stream", content };
    if (await this.send("attachment", body)) this.edit(null);
    byId("file").value = "";
  }
}
