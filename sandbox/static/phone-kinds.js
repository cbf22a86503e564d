"use strict";

// What the phone can do beside writing: files, places, cards, reactions, edits, deletions, answers.

const HEARTS = ["\u{1F44D}", "\u2764\uFE0F", "\u{1F602}"];
const FILE_KINDS = { image: ["image/jpeg", "image/png"], sticker: ["image/webp"], audio: ["audio/"], video: ["video/"] };
const RECORDED = ["audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2"];
const aim = { mode: "", id: "" };

function kindOfFile(file) {
  const found = Object.entries(FILE_KINDS).find(([, types]) => types.some((type) => file.type.startsWith(type)));
  return found ? found[0] : "document";
}

async function post(path, options) {
  showProblem("");
  try {
    await ask(path, { method: "POST", ...options });
    return true;
  } catch (error) {
    showProblem(error.message);
    return false;
  }
}

function postKind(wish) {
  return post(`/phone/kinds?${chatQuery()}`, { body: JSON.stringify(wish) });
}

// What stands in the box goes along: a name for a place or a card, words for an order or an ad.
function sendKind(kind, words) {
  const name = words || (kind === "contacts" ? "Bilal" : null);
  return postKind({ kind, name, text: words || null });
}

function postFile(query, file) {
  const more = new URLSearchParams(query);
  const type = file?.type || "application/octet-stream";
  return post(`/phone/files?${chatQuery()}&${more}`, file ? { body: file, headers: { "Content-Type": type } } : {});
}

// A reply or an edit is aimed at a message first and written then.
function takeAim(mode, item, words) {
  aim.mode = mode;
  aim.id = item ? item.id : "";
  byId("aim").hidden = !mode;
  byId("aim").firstElementChild.textContent = words ?? "";
  if (mode === "edit") byId("text").value = item.text;
  if (mode) byId("text").focus();
}

async function sendAimed(text) {
  const { mode, id } = aim;
  takeAim("");
  if (mode === "edit") return postKind({ kind: "edit", target: id, text });
  const body = JSON.stringify({ number: state.number, customer: state.customer, text, reply_to: id });
  return post("/phone/messages", { headers: { "Content-Type": "application/json" }, body });
}

function deed(label, act) {
  const button = make("button", "deed", label);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function deedsOf(item) {
  const row = make("span", "deeds");
  if (item.side === "business") {
    for (const emoji of HEARTS) {
      const button = deed(emoji, () => postKind({ kind: "reaction", target: item.id, emoji }));
      button.setAttribute("aria-label", `React ${emoji}`);
      row.append(button);
    }
    row.append(deed("No reaction", () => postKind({ kind: "reaction", target: item.id })));
  } else {
    if (item.kind === "text") row.append(deed("Edit", () => takeAim("edit", item, "Changing your message")));
    row.append(deed("Delete", () => postKind({ kind: "revoke", target: item.id })));
  }
  row.append(deed("Reply", () => takeAim("reply", item, `Replying to: ${item.text || item.kind}`)));
  return row;
}

function answerTo(item, label, way) {
  const kind = item.kind === "template" ? "button" : "interactive";
  return deed(label, () => postKind({ kind, way, target: item.id, text: label }));
}

function playerOf(item) {
  const player = make(item.kind);
  player.controls = true;
  player.preload = "metadata";
  player.setAttribute("aria-label", item.kind === "audio" ? "Voice note" : "Video");
  player.src = `/phone/media/${encodeURIComponent(item.media)}`;
  return player;
}

function documentOf(item) {
  const link = make("a", "tag", `Document: ${item.file_name ?? "file"}`);
  link.href = `/phone/media/${encodeURIComponent(item.media)}`;
  link.download = item.file_name ?? "file";
  return link;
}

// Reactions, edits and deletions change the bubble they speak of.
function applyMark(item) {
  const bubble = document.querySelector(`[data-id="${CSS.escape(item.target ?? "")}"]`);
  if (!bubble) return;
  if (item.kind === "reaction") {
    bubble.querySelector(`.mark.${item.side}`)?.remove();
    if (!item.text) return;
    const mark = make("span", `mark ${item.side}`, item.text);
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", `${item.side === "customer" ? "You" : "They"} reacted ${item.text}`);
    bubble.append(mark);
  } else if (item.kind === "edit") {
    const words = bubble.querySelector("p");
    if (words) words.textContent = item.text;
    if (!bubble.querySelector(".edited")) bubble.append(make("span", "tag edited", "Edited"));
  } else {
    bubble.replaceChildren(make("span", "tag", "You deleted this message"));
  }
}

const microphone = { recorder: null };

async function record(button) {
  if (microphone.recorder) {
    microphone.recorder.stop();
    return;
  }
  const type = RECORDED.find((one) => window.MediaRecorder?.isTypeSupported(one));
  if (!type) {
    showProblem("This browser records in a format that no phone sends. Use Firefox, or choose a sound file.");
    return;
  }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }).catch(() => null);
  if (!stream) {
    showProblem("The microphone is not available. Allow it for this page.");
    return;
  }
  const parts = [];
  const recorder = new MediaRecorder(stream, { mimeType: type });
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    microphone.recorder = null;
    button.textContent = "Record your voice";
    postFile({ kind: "audio" }, new File(parts, "voice", { type: type.split(";")[0] }));
  });
  microphone.recorder = recorder;
  recorder.start();
  button.textContent = "Stop and send";
}

function listenForKinds() {
  byId("file").addEventListener("change", (event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (file) postFile({ kind: kindOfFile(file), name: file.name, caption: byId("text").value }, file);
  });
  for (const button of document.querySelectorAll("[data-file]")) {
    button.addEventListener("click", () => postFile({ sample: button.dataset.file }));
  }
  for (const button of document.querySelectorAll("[data-kind]")) {
    button.addEventListener("click", () => sendKind(button.dataset.kind, byId("text").value.trim()));
  }
  byId("record").addEventListener("click", (event) => record(event.currentTarget));
  byId("aim").lastElementChild.addEventListener("click", () => takeAim(""));
}
