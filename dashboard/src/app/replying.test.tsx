import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { storedPhoto } from "../testing/fake-inbox.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { problem } from "../testing/fake-server.ts";
import { renderApp } from "../testing/render-app.tsx";

const POST = "POST /conversations/c1/messages";

function serverWithTalk(changes = {}) {
  const server = fakeProduct();
  server.add(makeConversation("c1", changes), [
    makeMessage("a", { text: "Is it open today?", sent_at: minutesAgo(10) }),
  ]);
  return server;
}

async function replyBox() {
  await screen.findByText("Is it open today?");
  return screen.findByRole("textbox", { name: "Your reply" });
}

function log() {
  return screen.getByRole("log", { name: "Messages" });
}

function stored(server: ReturnType<typeof serverWithTalk>) {
  return server.messages.get("c1")?.filter((message) => message.direction === "out") ?? [];
}

test("a reply shows at once, waits for the server, and is there once", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  await user.type(await replyBox(), "Until nine{Enter}");
  expect(within(log()).getByText("Until nine")).toBeInTheDocument();
  await waitFor(() => expect(stored(server)).toHaveLength(1));
  expect(within(log()).getAllByText("Until nine")).toHaveLength(1);
  expect(screen.getByRole("textbox", { name: "Your reply" })).toHaveValue("");
});

test("an answer that got lost is asked for again under the same id: one message", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  server.faults.set(POST, ["lost answer"]);
  await renderApp(server, "/inbox/mine/c1");
  await user.type(await replyBox(), "Until nine{Enter}");
  await waitFor(() => expect(server.requests.filter((name) => name === POST)).toHaveLength(2));
  expect(stored(server)).toHaveLength(1);
  expect(within(log()).getAllByText("Until nine")).toHaveLength(1);
});

test("a refused reply stays, says why, and goes out on retry", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  server.faults.set(POST, [problem(409, "number_disconnected", "Connect the number first.")]);
  await renderApp(server, "/inbox/mine/c1");
  await user.type(await replyBox(), "Until nine{Enter}");
  expect(await screen.findByText(/Connect the number first/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(stored(server)).toHaveLength(1));
});

test("a colleague's unseen reply holds ours back until we send anyway", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  const unseen = makeMessage("b", {
    direction: "out",
    text: "Until eight, sorry",
    author: { id: "m2", name: "Bilal Ahmed" },
    sent_at: minutesAgo(1),
    seq: 9,
  });
  server.faults.set(POST, [problem(409, "unseen_reply", "Somebody wrote.", { unseen: [unseen] })]);
  await renderApp(server, "/inbox/mine/c1");
  await user.type(await replyBox(), "Until nine{Enter}");
  expect(await screen.findByText("Until eight, sorry")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Send anyway" }));
  await waitFor(() => expect(stored(server)).toHaveLength(1));
});

test("a held-back reply can be taken back into the box", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  server.faults.set(POST, [problem(409, "unseen_reply", "Somebody wrote.", { unseen: [] })]);
  await renderApp(server, "/inbox/mine/c1");
  await user.type(await replyBox(), "Until nine{Enter}");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  expect(screen.getByRole("textbox", { name: "Your reply" })).toHaveValue("Until nine");
  expect(within(log()).queryByText("Until nine")).toBeNull();
});

test("a draft is kept on the server and comes back", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  const page = await renderApp(server, "/inbox/mine/c1");
  await user.type(await replyBox(), "Half a thought");
  await waitFor(() => expect(server.drafts.get("c1")).toBe("Half a thought"));
  page.unmount();
  await renderApp(server, "/inbox/mine/c1");
  await waitFor(async () => expect(await replyBox()).toHaveValue("Half a thought"));
});

test("a closed window says until when it was open and offers a template", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk({ window_expires_at: minutesAgo(60) });
  await renderApp(server, "/inbox/mine/c1");
  expect(await replyBox()).toBeDisabled();
  expect(screen.getByText(/Free replies were open until/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Send a template" }));
  const choices = await screen.findAllByRole("button", { name: /order_ready/ });
  await user.click(choices[0] as HTMLElement);
  await user.click(screen.getByRole("button", { name: "Send template" }));
  expect(screen.getByText("Value 2 is empty. Fill it in to send.")).toBeInTheDocument();
  await user.type(screen.getByRole("textbox", { name: "Value 2" }), "4471");
  await user.click(screen.getByRole("button", { name: "Send template" }));
  await waitFor(() => expect(stored(server)[0]?.template?.name).toBe("order_ready"));
});

test("a message of the customer opens the box again", async () => {
  const server = serverWithTalk({ window_expires_at: minutesAgo(60) });
  await renderApp(server, "/inbox/mine/c1");
  expect(await replyBox()).toBeDisabled();
  server.change("c1", { window_expires_at: new Date(Date.now() + 86_400_000).toISOString() });
  await waitFor(async () => expect(await replyBox()).toBeEnabled());
});

test("ticks are read out in words and rise with the news", async () => {
  const server = serverWithTalk();
  server.messages.get("c1")?.push(makeMessage("b", { direction: "out", status: "queued" }));
  await renderApp(server, "/inbox/mine/c1");
  await replyBox();
  expect(within(log()).getByRole("img", { name: "Waiting to be sent" })).toBeInTheDocument();
  server.changeMessage("c1", "b", { status: "delivered" });
  expect(await within(log()).findByRole("img", { name: "Delivered" })).toBeInTheDocument();
  server.changeMessage("c1", "b", { status: "read" });
  expect(await within(log()).findByRole("img", { name: "Read" })).toBeInTheDocument();
});

test("a failure is told in words with advice, what is unknown is explained", async () => {
  const server = serverWithTalk();
  server.messages.get("c1")?.push(
    makeMessage("b", {
      direction: "out",
      status: "failed",
      error: { code: 131026, title: "Not on WhatsApp.", advice: "Ask for another number." },
    }),
    makeMessage("c", { direction: "out", status: "unknown" }),
    makeMessage("d", { type: "hologram", text: null, placeholder: "hologram" }),
  );
  await renderApp(server, "/inbox/mine/c1");
  await replyBox();
  expect(screen.getByText(/Ask for another number/)).toBeInTheDocument();
  expect(screen.getByText(/We do not know yet whether this was sent/)).toBeInTheDocument();
  expect(within(log()).getByText("Message")).toBeInTheDocument();
});

test("after a lost connection nothing is missing and nothing is there twice", async () => {
  const server = serverWithTalk();
  const { network } = await renderApp(server, "/inbox/mine/c1");
  await replyBox();
  server.store(makeMessage("b", { text: "First", sent_at: minutesAgo(3) }));
  network.cut();
  server.store(makeMessage("c", { text: "Second", sent_at: minutesAgo(2) }));
  server.store(makeMessage("late", { text: "Older", sent_at: minutesAgo(9) }));
  dispatchEvent(new Event("online"));
  await within(log()).findByText("Second");
  const texts = within(log())
    .getAllByText(/^(Is it open today\?|First|Second|Older)$/)
    .map((each) => each.textContent);
  expect(texts).toEqual(["Is it open today?", "Older", "First", "Second"]);
});

test("news that overtake an answer are not lost when it arrives", async () => {
  const server = serverWithTalk();
  const real = server.handle.bind(server);
  server.handle = (request) => {
    const answer = real(request);
    const copy = structuredClone(answer);
    if (request.path === "/conversations/c1/messages" && server.frames.length === 0) {
      server.store(makeMessage("b", { text: "Overtaking", sent_at: minutesAgo(1) }));
    }
    return copy;
  };
  await renderApp(server, "/inbox/mine/c1");
  await replyBox();
  expect(await within(log()).findByText("Overtaking")).toBeInTheDocument();
});

test("a reply can quote a message, and the quote goes along", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  const box = await replyBox();
  await user.click(screen.getByRole("button", { name: "Reply to this message" }));
  expect(screen.getByText("Replying to the customer")).toBeInTheDocument();
  expect(box).toHaveFocus();
  await user.type(box, "Until nine{Enter}");
  await waitFor(() => expect(stored(server)[0]?.reply_to?.id).toBe("a"));
  expect(screen.queryByText("Replying to the customer")).toBeNull();
});

test("a text that failed goes out once more as a new message", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  const failed = { direction: "out", status: "failed", text: "Until nine" } as const;
  server.messages.get("c1")?.push(makeMessage("f", { ...failed, sent_at: minutesAgo(1) }));
  await renderApp(server, "/inbox/mine/c1");
  await user.click(await screen.findByRole("button", { name: "Send again" }));
  await waitFor(() => expect(stored(server)).toHaveLength(2));
  expect(stored(server)[1]?.text).toBe("Until nine");
  expect(screen.queryByRole("button", { name: "Send again" })).toBeNull();
});

test("a file and a template that failed go out once more with what was in them", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  const failed = { direction: "out", status: "failed", sent_at: minutesAgo(1) } as const;
  const components = [{ type: "body", parameters: [{ type: "text", text: "Sana" }] }];
  const template = { name: "hello", language: "en", components, buttons: [] };
  server.messages
    .get("c1")
    ?.push(
      makeMessage("p", { ...failed, type: "image", text: null, media: storedPhoto("parcel") }),
      makeMessage("t", { ...failed, type: "template", text: "Hello Sana", template }),
    );
  await renderApp(server, "/inbox/mine/c1");
  for (const sent of [3, 4]) {
    const [next] = await screen.findAllByRole("button", { name: "Send again" });
    await user.click(next as HTMLElement);
    await waitFor(() => expect(stored(server)).toHaveLength(sent));
  }
  const again = stored(server).slice(2);
  expect(again.find(({ type }) => type === "image")?.media?.id).toBe("parcel");
  const filled = { name: "hello", components };
  expect(again.find(({ type }) => type === "template")?.template).toMatchObject(filled);
});

test("what failed and has lost its file is not sent again", async () => {
  const server = serverWithTalk();
  const media = { ...storedPhoto("parcel"), state: "expired" as const };
  const failed = { direction: "out", status: "failed", type: "image", text: null } as const;
  server.messages.get("c1")?.push(makeMessage("p", { ...failed, media, sent_at: minutesAgo(1) }));
  await renderApp(server, "/inbox/mine/c1");
  expect(await screen.findByText("This message was not delivered")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Send again" })).toBeNull();
});
