// Earlier messages are fetched when the reader scrolls up to the first one, and stay when live.js renews the newest.
// Without this script, the link above the messages leads to them.

const AHEAD = "300px"; // above the messages in sight
const part = document.querySelector("[data-live][data-part]");
let isLoaded = false; // there are more messages than live.js fetches

const linkIn = (root) => root.querySelector("a[data-earlier]");
const listIn = (root) => root.querySelector(".lines");

// A day or topic that the earlier lines end with is not named twice.
function putBefore(lines, list) {
  const named = new Map(lines.filter((each) => each.matches(".day")).map((each) => [each.className, each.textContent]));
  const children = [...list.children];
  const first = children.findIndex((each) => each.id);
  for (const each of children.slice(0, first)) if (named.get(each.className) === each.textContent) each.remove();
  list.prepend(...lines);
}

// Returns what stands above the messages: the link to those that are earlier still, or nothing.
const above = (root) => linkIn(root)?.closest("p");

async function load(link) {
  const address = new URL(part.dataset.part, location.href);
  address.searchParams.set("before", link.dataset.earlier);
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok || !link.isConnected) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!found || !link.isConnected) return;
  isLoaded = true;
  putBefore([...document.importNode(listIn(found), true).children], listIn(part));
  const hadFocus = document.activeElement === link;
  const next = above(found);
  if (next) link.closest("p").replaceWith(document.importNode(next, true));
  else link.closest("p").remove();
  if (hadFocus) (linkIn(part) ?? part).focus();
  watch();
}

const sight = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) load(target).catch(() => {});
  },
  { root: part, rootMargin: `${AHEAD} 0px 0px` },
);

function watch() {
  sight.disconnect();
  const link = linkIn(part);
  if (link) sight.observe(link);
}

// The lines before those that were renewed; none where so much is new that some between them are missing.
function keep(old) {
  const lines = [...listIn(old).children];
  const first = [...listIn(part).children].find((each) => each.id);
  const seam = lines.findIndex((each) => each.id === first?.id);
  isLoaded = seam > 0;
  if (!isLoaded) return;
  const link = above(old);
  const fresh = above(part);
  if (link) fresh?.replaceWith(link);
  else fresh?.remove();
  const kept = lines.slice(0, seam);
  while (kept.at(-1)?.matches(".day")) kept.pop(); // they head the lines that were renewed
  putBefore(kept, listIn(part));
}

if (part) {
  watch();
  new MutationObserver((changes) => {
    const old = changes.flatMap(({ removedNodes }) => [...removedNodes]).find((each) => each.querySelector?.(".lines"));
    if (old && isLoaded) keep(old);
    watch();
  }).observe(part, { childList: true });
}
