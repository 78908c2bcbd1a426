// Sends the browser's time zone to the server in a cookie, so that the next page shows times in that zone.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isSecure = location.protocol === "https:";
const name = `${isSecure ? "__Host-" : ""}huifang-zone`;
const kept = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
if (zone && kept !== zone) {
  document.cookie = `${name}=${zone}; path=/; max-age=31536000; samesite=lax${isSecure ? "; secure" : ""}`;
}
