// New messages appear by themselves: when the server reports a change, the part that is marked with data-live is
// fetched again, from data-part or from the page, and replaced. Without this script, a reload does the same.
// A page in the background waits; what it shows counts as read once the window has the focus.

const BACKGROUND = { "x-huifang-background": "1" };
const part = document.querySelector("[data-live]:not([data-live-off])");
let last = 0;
let isStale = false; // there is something new that is not shown, or not counted as read

const isBusy = () => part.contains(document.activeElement) || part.querySelector("details[open], input:checked") !== null;
const rows = () => new Set([...part.querySelectorAll("li[id], .row a")].map((each) => each.id || each.href));

function address() {
  if (!part.dataset.part) return location.href;
  const found = new URL(part.dataset.part, location.href);
  if (document.hasFocus()) found.searchParams.set("read", "true");
  return found;
}

async function renew() {
  isStale = true;
  if (document.hidden) return;
  if (isBusy()) return void setTimeout(renew, 3000);
  const started = ++last;
  const hadFocus = document.hasFocus();
  const answer = await fetch(address(), { headers: BACKGROUND, redirect: "error" });
  if (!answer.ok || started !== last) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!fresh || isBusy()) return;
  isStale = !hadFocus;
  const before = rows();
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
  part.replaceChildren(...document.importNode(fresh, true).childNodes);
  for (const each of part.querySelectorAll("li[id], .row a")) {
    if (!before.has(each.id || each.href)) each.closest("li").classList.add("fresh");
  }
  if (atEnd) scrollTo(0, document.documentElement.scrollHeight);
}

if (part) {
  const source = new EventSource(part.dataset.live);
  const quietly = () => renew().catch(() => {});
  const colleagues = document.querySelector("#colleagues");
  source.addEventListener("new", quietly);
  source.addEventListener("desk", ({ data }) => {
    part.dataset.unread = data; // for a script that begins to listen after this
    document.dispatchEvent(new CustomEvent("unread", { detail: Number(data) }));
  });
  source.addEventListener("here", ({ data }) => {
    colleagues.textContent = JSON.parse(data);
    colleagues.hidden = !colleagues.textContent;
  });
  source.addEventListener("over", () => source.close());
  addEventListener("focus", () => isStale && quietly());
  document.addEventListener("visibilitychange", () => isStale && quietly());
  addEventListener("pagehide", () => source.close());
}
