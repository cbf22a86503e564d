import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMe } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const NAME = "Karachi Kitchen Supplies";
const bar = () => screen.queryByRole("status", { name: "Workspace closed" });

async function ask(server = fakeProduct()) {
  const user = userEvent.setup();
  await renderApp(server, "/settings/workspace");
  await user.click(await screen.findByRole("button", { name: "Close the workspace" }));
  const dialog = await screen.findByRole("dialog", { name: `Close ${NAME}?` });
  return { user, server, dialog };
}

test("closing wants the name typed, and says what it means", async () => {
  const { user, server, dialog } = await ask();
  expect(dialog).toHaveTextContent("nobody can bring them back");
  const field = within(dialog).getByLabelText(`Type the name of the workspace: ${NAME}`);
  await user.type(field, "Karachi");
  await user.click(within(dialog).getByRole("button", { name: "Close it" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("Type the name");
  expect(server.me.workspace.status).toBe("active");
  await user.clear(field);
  await user.type(field, NAME);
  await user.click(within(dialog).getByRole("button", { name: "Close it" }));
  await waitFor(() => expect(bar()).toHaveTextContent("14 December"));
  expect(screen.queryByRole("button", { name: "Close the workspace" })).toBeNull();
});

test("the bar stands over every page, and an owner takes it back there", async () => {
  const server = fakeProduct();
  server.close("2026-12-14T09:00:00Z");
  server.add(makeConversation("c1"));
  await renderApp(server, "/inbox/mine/c1");
  await waitFor(() => expect(bar()).toHaveTextContent("All of it is deleted on"));
  expect(await screen.findByRole("textbox", { name: "Your reply" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Take it back" }));
  await waitFor(() => expect(bar()).toBeNull());
  expect(screen.getByRole("textbox", { name: "Your reply" })).toBeEnabled();
});

test("who may not close sees the bar and no way back", async () => {
  const server = fakeProduct(makeMe({ member: { id: "m1", role: "agent", capabilities: [] } }));
  server.close("2026-12-14T09:00:00Z");
  await renderApp(server, "/inbox/mine");
  await waitFor(() => expect(bar()).toBeInTheDocument());
  expect(screen.queryByRole("button", { name: "Take it back" })).toBeNull();
});
