// The control API of the sandbox: see bot/sandbox/control/control_api.py.

export class Refused extends Error {}

export async function ask(method, path, body) {
  const response = await fetch(`/sandbox${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.detail ?? String(response.status));
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);

// Calls back for each event after `since`; the browser reconnects by itself and sends the last number it saw.
export function follow(since, onEvent, onState) {
  const source = new EventSource(`/sandbox/stream?since=${since}`);
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
}
