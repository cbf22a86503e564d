import type { Conversation, Message } from "../api/types.ts";
import { makeContact, makeConversation, makeMessage, minutesAgo, startedAt } from "./fake-data.ts";
import { storedPhoto } from "./fake-inbox.ts";
import type { FakeServer } from "./fake-server.ts";

const names = [
  "Fatima Noor",
  "محمد عثمان",
  "Imran's Catering, Gulshan branch",
  "Sana Malik",
  "Tariq Mehmood",
  "زینب بی بی",
  "Hassan Raza",
  "Nadia Yousuf",
];
const lines = [
  "Do you have the 40 litre stock pot in steel?",
  "السلام علیکم، کیا آپ لاہور ڈیلیوری کرتے ہیں؟",
  "Please send the invoice for order 4471, the accountant needs it before the month ends",
  "OK 👍",
  "Price of pressure cooker 7L?",
  "شکریہ، کل لینے آؤں گی",
];
const ayesha = { id: "m1", name: "Ayesha Khan" };
const hour = 3_600_000;

/** Fills a fake server with enough talk to judge the screens by. */
export function fillWithTalk(server: FakeServer): void {
  for (let index = 0; index < 120; index += 1) {
    server.add(conversationAt(index), []);
  }
  server.messages.set("c0", longTalk());
  server.messages.set("c1", [
    makeMessage("u1", { conversation_id: "c1", text: lines[1] ?? "", sent_at: minutesAgo(30) }),
    makeMessage("u2", {
      conversation_id: "c1",
      direction: "out",
      status: "read",
      author: ayesha,
      text: "جی ہاں، لاہور میں 2 دن لگتے ہیں۔ Delivery is Rs 350 اور 5,000 سے اوپر مفت ہے۔",
      sent_at: minutesAgo(27),
    }),
  ]);
  server.messages.set("c2", [
    makeMessage("w1", { conversation_id: "c2", text: lines[2] ?? "", sent_at: minutesAgo(2_000) }),
  ]);
}

function conversationAt(index: number): Conversation {
  const text = lines[index % lines.length] ?? "";
  const at = minutesAgo(index * index + 2);
  const left = [20, 2.5, -30, 11, 0.4][index % 5] ?? 1;
  return makeConversation(`c${index}`, {
    contact: makeContact(`k${index}`, {
      profile_name: names[index % names.length] ?? null,
      phone: `+92 300 ${1_000_000 + index}`,
      name: index % 9 === 4 ? "Tariq (wholesale)" : null,
    }),
    assignee: [ayesha, null, { id: "m2", name: "Bilal Ahmed" }][index % 3] ?? null,
    unread: [0, 2, 0, 0, 1, 14][index % 6] ?? 0,
    last_message: {
      id: `last-${index}`,
      direction: index % 4 === 3 ? "out" : "in",
      type: "text",
      text,
      status: index % 4 === 3 ? "delivered" : "received",
      at,
    },
    last_message_at: at,
    waiting_since: at,
    window_expires_at: new Date(startedAt + left * hour).toISOString(),
  });
}

function longTalk(): Message[] {
  const past = Array.from({ length: 160 }, (_, index) =>
    makeMessage(`p${index}`, {
      conversation_id: "c0",
      direction: index % 3 === 1 ? "out" : "in",
      author: index % 3 === 1 ? ayesha : null,
      status: index % 3 === 1 ? "read" : "received",
      text: lines[index % lines.length] ?? "",
      sent_at: minutesAgo(9_000 - index * 53),
    }),
  );
  return [...past, ...recentTalk()];
}

function recentTalk(): Message[] {
  const out = { conversation_id: "c0", direction: "out", author: ayesha } as const;
  return [
    makeMessage("r1", { conversation_id: "c0", text: lines[0] ?? "", sent_at: minutesAgo(62) }),
    makeMessage("r2", {
      conversation_id: "c0",
      text: "For a wedding, Saturday",
      sent_at: minutesAgo(61),
    }),
    makeMessage("r3", {
      ...out,
      text: "Yes! 40 L is Rs 8,900, with lid.",
      status: "read",
      sent_at: minutesAgo(58),
    }),
    makeMessage("r4", {
      ...out,
      text: "We keep 3 for you until Friday.",
      status: "delivered",
      sent_at: minutesAgo(57),
    }),
    makeMessage("r5", {
      conversation_id: "c0",
      type: "image",
      text: null,
      media: { ...storedPhoto("photo"), caption: "This one?" },
      sent_at: minutesAgo(40),
    }),
    makeMessage("r6", {
      conversation_id: "c0",
      type: "location",
      text: "Clifton",
      content: {
        kind: "location",
        latitude: 24.8138,
        longitude: 67.03,
        name: "Clifton",
        address: null,
      },
      sent_at: minutesAgo(38),
    }),
    makeMessage("r7", {
      ...out,
      text: "Yes, exactly that one.",
      reply_to: { id: "r5", wamid: "wamid.r5" },
      status: "failed",
      error: {
        code: 131026,
        title: "WhatsApp could not deliver this.",
        advice: "The number may not be on WhatsApp. Ask for another one.",
      },
      sent_at: minutesAgo(30),
    }),
    makeMessage("r8", {
      ...out,
      text: "Hello Fatima Noor, your order 4471 is ready.",
      type: "template",
      template: {
        name: "order_ready",
        language: "en",
        components: [],
        buttons: [{ type: "url", text: "Track the order" }],
      },
      status: "unknown",
      sent_at: minutesAgo(20),
    }),
    makeMessage("r9", {
      ...out,
      text: "And the price list is on our page: https://example.com/price-list",
      status: "queued",
      sent_at: minutesAgo(3),
    }),
  ];
}
