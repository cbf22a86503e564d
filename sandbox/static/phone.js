"use strict";

const byId = (id) => document.getElementById(id);
const state = { numbers: [], customers: [], number: "", customer: "", unread: new Map(), stream: null, typing: 0 };

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function initials(name) {
  const words = name.trim().split(/\s+/).slice(0, 2);
  return words.map((word) => Array.from(word)[0] ?? "").join("").toUpperCase();
}

function clock(at) {
  return new Date(at * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  if (answer.ok) return answer.json();
  const why = await answer.json().catch(() => ({}));
  throw new Error(why.error ?? "The stand-in did not take it. Try again.");
}

function chatQuery() {
  return new URLSearchParams({ number: state.number, customer: state.customer }).toString();
}

function showProblem(text) {
  byId("problem").textContent = text;
}

function showCustomers() {
  const rows = state.customers.map((person) => {
    const button = make("button", "person");
    button.type = "button";
    button.setAttribute("aria-pressed", String(person.key === state.customer));
    const name = make("span", "name");
    name.append(make("bdi", "", person.name));
    const contact = make("span", "contact", person.phone ?? `@${person.username ?? "unknown"} · no number`);
    const face = make("span", "face", initials(person.name));
    face.setAttribute("aria-hidden", "true");
    button.append(face, name, contact);
    const count = state.unread.get(person.key) ?? 0;
    if (count) {
      const badge = make("span", "new", String(count));
      badge.setAttribute("aria-label", `${count} new`);
      button.append(badge);
    }
    button.addEventListener("click", () => openChat(state.number, person.key));
    const row = make("li");
    row.append(button);
    return row;
  });
  byId("customers").replaceChildren(...rows);
}

function showNumbers() {
  const options = state.numbers.map((number) => {
    const option = make("option", "", `${number.name}${number.connected ? "" : " (not connected)"}`);
    option.value = number.id;
    return option;
  });
  byId("number").replaceChildren(...options);
  byId("number").value = state.number;
}

function showPresence(text) {
  const number = state.numbers.find((one) => one.id === state.number);
  byId("business-face").textContent = number ? initials(number.name) : "";
  byId("presence").textContent = text ?? (number ? number.phone : "No business number here yet");
}

function pictureOf(item) {
  const image = make("img");
  image.alt = item.text ? `Photo: ${item.text}` : "Photo";
  image.src = `/phone/media/${encodeURIComponent(item.media)}`;
  image.addEventListener("load", scrollDown);
  return image;
}

function bubbleOf(item) {
  const bubble = make("li", `bubble ${item.side}`);
  bubble.dataset.id = item.id ?? "";
  bubble.dataset.kind = item.kind;
  const quoted = item.reply_to && document.querySelector(`[data-id="${CSS.escape(item.reply_to)}"] p`);
  if (quoted) bubble.append(make("span", "tag quoted", quoted.textContent));
  const pictured = ["image", "sticker", "template"].includes(item.kind) && item.media;
  if (pictured) bubble.append(pictureOf(item));
  else if (["audio", "video"].includes(item.kind) && item.media) bubble.append(playerOf(item));
  else if (item.kind === "document" && item.media) bubble.append(documentOf(item));
  else if (item.link) bubble.append(make("span", "tag", `${item.kind} from ${item.link}`));
  else if (item.place) bubble.append(make("span", "tag", `Place ${item.place}`));
  else if (!["text", "template", "interactive", "button"].includes(item.kind)) bubble.append(make("span", "tag", item.kind));
  if (item.text) {
    const words = make("p", "", item.text);
    words.dir = "auto";
    if (/[\u0600-\u06ff]/.test(item.text)) words.lang = "ur";
    bubble.append(words);
  }
  for (const label of item.buttons ?? []) bubble.append(choiceOf(item, label, "button"));
  for (const label of item.rows ?? []) bubble.append(choiceOf(item, label, "list"));
  const time = make("span", "time", clock(item.at));
  if (item.side === "customer") markTick(time, item.status);
  bubble.append(time, deedsOf(item));
  return bubble;
}

function choiceOf(item, label, way) {
  if (way === "button" && item.rows?.length) return make("span", "choice", label);
  const choice = answerTo(item, label, way);
  choice.className = "choice";
  return choice;
}

function markTick(time, status) {
  const seen = status === "seen";
  const tick = make("span", "tick", seen ? " ✓✓" : " ✓");
  tick.setAttribute("role", "img");
  tick.setAttribute("aria-label", seen ? "Seen" : "Sent");
  time.querySelector(".tick")?.remove();
  time.append(tick);
}

function addBubble(item) {
  if (["reaction", "edit", "revoke"].includes(item.kind)) {
    applyMark(item);
    return;
  }
  const list = byId("messages");
  const bubble = bubbleOf(item);
  const last = list.lastElementChild;
  if (last && !last.classList.contains(item.side)) bubble.classList.add("turn");
  list.append(bubble);
}

function scrollDown() {
  const list = byId("messages");
  list.scrollTop = list.scrollHeight;
}

async function openChat(number, customer) {
  state.number = number;
  state.customer = customer;
  takeAim("");
  state.unread.delete(customer);
  showCustomers();
  showNumbers();
  showPresence();
  showProblem("");
  state.stream?.close();
  if (!number || !customer) return;
  history.replaceState(null, "", `?${chatQuery()}`);
  const wanted = chatQuery();
  const stream = new EventSource(`/phone/events?${wanted}`);
  state.stream = stream;
  stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
  stream.addEventListener("open", () => loadChat(wanted));
  stream.addEventListener("error", () => showPresence("Waiting for the stand-in…"));
}

async function loadChat(wanted) {
  const chat = await ask(`/phone/chat?${wanted}`).catch(() => null);
  if (!chat || wanted !== chatQuery()) return;
  byId("messages").replaceChildren();
  chat.messages.forEach(addBubble);
  showPresence();
  scrollDown();
}

function take(event) {
  const here = event.number === state.number && event.customer === state.customer;
  if (event.type === "message" && here) {
    if (event.item.side === "business") showPresence();
    const known = document.querySelector(`[data-id="${CSS.escape(event.item.id ?? "")}"]`);
    if (!known) addBubble(event.item);
    scrollDown();
  } else if (event.type === "message" && event.item.side === "business" && event.customer !== state.customer) {
    state.unread.set(event.customer, (state.unread.get(event.customer) ?? 0) + 1);
    showCustomers();
  } else if (here && (event.type === "seen" || event.type === "typing")) {
    document.querySelectorAll(".bubble.customer .time").forEach((time) => markTick(time, "seen"));
    if (event.type === "typing") showTyping();
  }
}

function showTyping() {
  showPresence("typing…");
  clearTimeout(state.typing);
  state.typing = setTimeout(() => showPresence(), 25000);
}

async function sendText(event) {
  event.preventDefault();
  const text = byId("text").value;
  if (!text.trim()) return;
  byId("text").value = "";
  fitText();
  showProblem("");
  if (aim.mode) {
    sendAimed(text);
    return;
  }
  const body = JSON.stringify({ number: state.number, customer: state.customer, text });
  try {
    await ask("/phone/messages", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  } catch (error) {
    byId("text").value = text;
    showProblem(error.message);
  }
}

async function sendPhoto(sample, file) {
  const query = new URLSearchParams(chatQuery());
  if (sample) query.set("sample", sample);
  const caption = byId("text").value.trim();
  if (caption) query.set("caption", caption);
  showSamples(false);
  try {
    await ask(`/phone/photos?${query}`, { method: "POST", body: file, headers: file ? { "Content-Type": file.type } : {} });
    byId("text").value = "";
    fitText();
    showProblem("");
  } catch (error) {
    showProblem(error.message);
  }
}

function showSamples(open) {
  byId("samples").hidden = !open;
  byId("attach").setAttribute("aria-expanded", String(open));
  scrollDown();
}

function fitText() {
  const text = byId("text");
  text.rows = Math.min(text.value.split("\n").length, 5);
}

function showLink(id, address) {
  byId(id).hidden = !address;
  if (address) byId(id).href = address;
}

async function start() {
  const known = await ask("/phone/state");
  state.numbers = known.numbers;
  state.customers = known.customers;
  showLink("product-link", known.product_url);
  showLink("mail-link", known.mail_url);
  const wanted = new URLSearchParams(location.search);
  const pick = (list, field, value) => (list.find((one) => one[field] === value) ?? list[0])?.[field] ?? "";
  openChat(pick(state.numbers, "id", wanted.get("number")), pick(state.customers, "key", wanted.get("customer")));
}

byId("number").addEventListener("change", (event) => openChat(event.target.value, state.customer));
byId("composer").addEventListener("submit", sendText);
byId("text").addEventListener("input", fitText);
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) sendText(event);
});
byId("attach").addEventListener("click", () => showSamples(byId("samples").hidden));
byId("photo").addEventListener("change", (event) => {
  const file = event.target.files[0];
  event.target.value = "";
  if (file) sendPhoto("", file);
});
for (const button of document.querySelectorAll(".sample")) {
  button.addEventListener("click", () => sendPhoto(button.dataset.sample, undefined));
}
listenForKinds();
start().catch((error) => showProblem(error.message));
