// New messages appear by themselves: when the server reports a change, the page is fetched again and the part
// that is marked with data-live is replaced. Without this script, a reload does the same.

const BACKGROUND = { "x-huifang-background": "1" };
const part = document.querySelector("[data-live]:not([data-live-off])");
let last = 0;

const isBusy = () => part.contains(document.activeElement) || part.querySelector("details[open]") !== null;
const rows = () => new Set([...part.querySelectorAll("li[id], .row a")].map((each) => each.id || each.href));

async function renew() {
  if (isBusy()) return void setTimeout(renew, 3000);
  const started = ++last;
  const answer = await fetch(location.href, { headers: BACKGROUND, redirect: "error" });
  if (!answer.ok || started !== last) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!fresh || isBusy()) return;
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
  source.addEventListener("new", () => renew().catch(() => {}));
  source.addEventListener("over", () => source.close());
  addEventListener("pagehide", () => source.close());
}
