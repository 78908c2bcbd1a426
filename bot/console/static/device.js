// What a member of staff prefers on this device: kept in this browser, and changed on the page of the account.

const KEPT = "huifang-device";
const DEFAULTS = { enter: false, badge: true, desktop: false, sound: false, from: "", to: "" };

export function preferences() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return DEFAULTS;
  }
}

// Whether it is quiet now; the span may go past midnight.
export function isQuiet({ from, to }, now = new Date()) {
  if (!from || !to || from === to) return false;
  const clock = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
  return from < to ? from <= clock && clock < to : from <= clock || clock < to;
}

const form = document.querySelector("form[data-device]");

function keep() {
  const chosen = { ...DEFAULTS };
  for (const field of form.elements) {
    if (field.name in chosen) chosen[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  localStorage.setItem(KEPT, JSON.stringify(chosen));
}

if (form) {
  const kept = preferences();
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = kept[field.name];
    else if (field.name in kept) field.value = kept[field.name];
  }
  form.inert = false; // before, a choice would be overwritten by what is kept
  form.addEventListener("change", async ({ target }) => {
    if (target.name === "desktop" && target.checked) {
      target.checked = (await Notification.requestPermission()) === "granted";
      form.querySelector("[data-refused]").hidden = target.checked;
    }
    keep();
  });
}
