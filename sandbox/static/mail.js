"use strict";

const byId = (id) => document.getElementById(id);
const LINK = /https?:\/\/[^\s<>"']+/g;
let shown = "";

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function linked(text) {
  const box = make("pre");
  box.dir = "auto";
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(/[.,)]+$/, "");
    box.append(text.slice(end, match.index));
    const link = make("a", "", address);
    link.href = address;
    link.rel = "noreferrer noopener";
    box.append(link);
    end = match.index + address.length;
  }
  box.append(text.slice(end));
  return box;
}

function htmlButton(mail, content) {
  const button = make("button", "plain", "Show as formatted");
  button.type = "button";
  button.addEventListener("click", () => {
    const frame = make("iframe");
    frame.title = `Formatted: ${mail.subject}`;
    frame.setAttribute("sandbox", "");
    frame.src = `/mails/${mail.id}/html`;
    button.replaceWith(frame);
  });
  content.append(button);
}

function mailOf(mail, open) {
  const box = make("details");
  box.dataset.id = mail.id;
  box.open = open;
  const top = make("summary");
  const subject = make("span", "subject");
  subject.append(make("bdi", "", mail.subject || "(no subject)"));
  const when = make("time", "when", new Date(mail.at * 1000).toLocaleTimeString());
  when.dateTime = new Date(mail.at * 1000).toISOString();
  top.append(subject, when, make("span", "people", `To ${mail.to} · from ${mail.from}`));
  const content = make("div", "content");
  content.append(linked(mail.text));
  if (mail.html) htmlButton(mail, content);
  box.append(top, content);
  const row = make("li");
  row.append(box);
  return row;
}

function showLink(id, address) {
  byId(id).hidden = !address;
  if (address) byId(id).href = address;
}

async function refresh() {
  try {
    const answer = await fetch("/mails");
    const { items, sandbox_url, product_url } = await answer.json();
    showLink("phone-link", sandbox_url);
    showLink("numbers-link", sandbox_url && `${sandbox_url}/numbers`);
    showLink("product-link", product_url);
    const ids = items.map((mail) => mail.id).join();
    byId("count").textContent = items.length === 1 ? "1 mail" : `${items.length} mails`;
    byId("empty").hidden = items.length > 0;
    if (ids !== shown) {
      const known = new Map([...document.querySelectorAll("details")].map((box) => [box.dataset.id, box]));
      const rows = items.map((mail, index) => known.get(mail.id)?.parentElement ?? mailOf(mail, index === 0));
      byId("mails").replaceChildren(...rows);
      shown = ids;
    }
  } catch {
    byId("count").textContent = "The mailbox has stopped";
  }
  setTimeout(refresh, 2000);
}
refresh();
