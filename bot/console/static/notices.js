// Customers with unread words: their number in the title, and a notice and a sound where this device is to give
// them. What comes in quiet hours is summed up once when these end.

import { isQuiet, preferences } from "./device.js";

const title = document.title;
const words = document.querySelector("[data-desk-notice]")?.dataset.deskNotice ?? "";
let unread = null;
let isHeld = false; // something came in quiet hours

function sound() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.1, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.4);
  tone.frequency.value = 660;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.4);
  tone.onended = () => audio.close();
}

function tell(chosen) {
  isHeld = false;
  if (chosen.sound) sound();
  if (!chosen.desktop || Notification.permission !== "granted" || document.hasFocus()) return;
  const notice = new Notification(words.replace("{count}", unread), { tag: "huifang-desk" });
  notice.onclick = () => {
    focus();
    notice.close();
  };
}

function show(count) {
  const chosen = preferences();
  document.title = chosen.badge && count ? `(${count}) ${title}` : title;
  const isMore = unread !== null && count > unread;
  unread = count;
  if (!isMore) return;
  if (isQuiet(chosen)) isHeld = true;
  else tell(chosen);
}

document.addEventListener("unread", ({ detail }) => show(detail));
const known = document.querySelector("[data-unread]");
if (known) show(Number(known.dataset.unread));

setInterval(() => {
  const chosen = preferences();
  if (isHeld && unread && !isQuiet(chosen)) tell(chosen);
}, 30_000);
