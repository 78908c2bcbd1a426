// The panel that makes faults.

import { byId, element, toast } from "./elements.js";
import { ask, get, post } from "./control_api.js";
import { faultName, say } from "./page_texts.js";

const UNLIMITED = { chat_per_second: null, bot_per_second: null, group_per_minute: null };

export class FaultPanel {
  constructor(currentCustomer) {
    this.currentCustomer = currentCustomer;
    byId("open-faults").onclick = () => this.open(byId("faults").hidden);
    byId("close-faults").onclick = () => this.open(false);
    byId("fault-form").onsubmit = (event) => { event.preventDefault(); this.order(new FormData(event.target)); };
    byId("clear-faults").onclick = async () => this.draw(await ask("DELETE", "/faults"));
    byId("rates").onchange = (event) => ask("PUT", "/rates", event.target.value === "off" ? UNLIMITED : {});
  }

  async open(wanted) {
    byId("faults").hidden = !wanted;
    byId("open-faults").ariaExpanded = String(wanted);
    if (wanted) await this.refresh();
  }

  async refresh() {
    this.draw(await get("/faults"));
    const { bot_per_second: pace } = await get("/rates");
    byId("rates").querySelector(`[value=${pace === null ? "off" : "telegram"}]`).checked = true;
  }

  async order(form) {
    const body = {
      kind: form.get("kind"),
      method: form.get("method").trim() || "*",
      count: Number(form.get("count")) || null,
      seconds: Number(form.get("seconds")),
      chat: form.get("here") ? this.currentCustomer().id : null,
    };
    try {
      await post("/faults", body);
      await this.refresh();
    } catch (error) {
      toast(say("failed", { reason: error.message }));
    }
  }

  draw(faults) {
    byId("fault-list").replaceChildren(...faults.map((fault) => this.line(fault)));
    byId("no-faults").hidden = faults.length > 0;
    byId("clear-faults").hidden = faults.length === 0;
    this.count(faults.length);
  }

  count(number) {
    byId("fault-count").textContent = number;
    byId("fault-count").hidden = number === 0;
  }

  line(fault) {
    const left = fault.count === null ? say("fault_always") : say("fault_left", { n: fault.count - fault.hits });
    const hint = `${fault.method} · ${say("fault_hits", { n: fault.hits })} · ${left}`;
    const remove = async () => this.draw(await ask("DELETE", `/faults/${fault.id}`));
    return element("li", {},
      element("span", {}, faultName(fault.kind), element("br"), element("small", { className: "faint", textContent: hint })),
      element("button", { type: "button", className: "round", textContent: "×", ariaLabel: say("cancel"), onclick: remove }));
  }
}
