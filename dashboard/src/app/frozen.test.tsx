import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage, makeNumber } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const REASON = "Suspended by the operator: Unpaid.";

function shop() {
  const server = fakeProduct();
  server.numbers = [makeNumber("n1", { status: "connected" })];
  server.add(makeConversation("c1", { assignee: null }), [
    makeMessage("a", { text: "Is it ready?" }),
    makeMessage("b", { direction: "out", status: "failed", text: "Yes" }),
  ]);
  return server;
}

const buttons = (names: string[]) =>
  names.map((name) => screen.getAllByRole("button", { name })[0] as HTMLElement);

test.each([
  [
    "/inbox/unassigned/c1",
    [
      "Take next",
      "Take",
      "Assign to someone",
      "Resolve",
      "More for this conversation",
      "React to this message",
      "Send again",
      "Change name",
      "Note",
    ],
  ],
  ["/settings/channels", ["Connect a number", "Send test message", "Ask now"]],
  ["/settings/api-keys", ["Create key"]],
])("on %s what the server would refuse is off, with the reason", async (path, names) => {
  const server = shop();
  await renderApp(server, path);
  await screen.findAllByRole("button", { name: names.at(-1) as string });
  await waitFor(() => {
    for (const button of buttons(names)) {
      expect(button).toBeEnabled();
    }
  });
  server.suspend("Unpaid.");
  await waitFor(() => {
    for (const button of buttons(names)) {
      expect(button).toBeDisabled();
      expect(button).toHaveAttribute("title", REASON);
    }
  });
  server.suspend(null);
  await waitFor(() => {
    for (const button of buttons(names)) {
      expect(button).toBeEnabled();
    }
  });
});

test("what may still be done stays on", async () => {
  const server = shop();
  server.suspend("Unpaid.");
  await renderApp(server, "/settings/channels");
  expect(await screen.findByRole("button", { name: "Disconnect" })).toBeEnabled();
  expect(screen.getByLabelText("Send a test message to")).toBeDisabled();
});

test("what stood in a form is still there when it is lifted", async () => {
  const user = userEvent.setup();
  const server = shop();
  await renderApp(server, "/settings/api-keys");
  const name = await screen.findByLabelText("Name of the new key");
  await user.type(name, "Till");
  server.suspend("Unpaid.");
  await waitFor(() => expect(name).toBeDisabled());
  server.suspend(null);
  await waitFor(() => expect(name).toBeEnabled());
  expect(name).toHaveValue("Till");
});

test("a key that would be refused says why instead", async () => {
  const user = userEvent.setup();
  const server = shop();
  await renderApp(server, "/inbox/mine");
  await screen.findByRole("button", { name: "Take next" });
  server.suspend("Unpaid.");
  await waitFor(() => expect(screen.getByRole("button", { name: "Take next" })).toBeDisabled());
  await user.keyboard("t");
  expect(await screen.findByText(REASON)).toBeInTheDocument();
});
