import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function wish(days: string, server = fakeProduct()) {
  const user = userEvent.setup();
  await renderApp(server, "/settings/privacy");
  const field = await screen.findByLabelText("Days until things are deleted");
  await user.clear(field);
  await user.type(field, days);
  await user.click(screen.getByRole("button", { name: "Save" }));
  return { user, server };
}

test("fewer days say what they delete before they do", async () => {
  const { user, server } = await wish("7");
  const dialog = await screen.findByRole("dialog", { name: "Keep things for 7 days?" });
  expect(await within(dialog).findByText("Messages: 10,000 or more")).toBeInTheDocument();
  expect(within(dialog).getByText("Files: 33")).toBeInTheDocument();
  expect(server.retentionDays).toBe(30);
  await user.click(within(dialog).getByRole("button", { name: "Delete what is older" }));
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(server.retentionDays).toBe(7);
});

test("more days delete nothing and ask nothing", async () => {
  const { server } = await wish("60");
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(server.retentionDays).toBe(60);
});

test("keeping it as it is changes nothing", async () => {
  const { user, server } = await wish("7");
  await user.click(await screen.findByRole("button", { name: "Keep as it is" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(server.retentionDays).toBe(30);
});

test("who must confirm first is told so in the dialog", async () => {
  const server = fakeProduct();
  server.mustConfirm = true;
  const { user } = await wish("7", server);
  const sure = await screen.findByRole("button", { name: "Delete what is older" });
  await user.click(sure);
  expect(await screen.findByRole("link", { name: "Confirm" })).toBeInTheDocument();
});
