import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeMe } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function begin(server = fakeProduct()) {
  const user = userEvent.setup();
  await renderApp(server, "/settings/workspace");
  await user.click(await screen.findByRole("button", { name: "Make the file" }));
  return { user, server };
}

test("the file says how far it is, and is handed over when it is ready", async () => {
  const { server } = await begin();
  expect(await screen.findByText("7 of 41 messages and files")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Download" })).toBeNull();
  server.wholeExport = "ready";
  expect(
    await screen.findByRole("button", { name: "Download" }, { timeout: 4_000 }),
  ).toBeInTheDocument();
});

test("it can be stopped and made anew", async () => {
  const { user } = await begin();
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(
    await screen.findByText("Stopped. Nothing was kept.", {}, { timeout: 4_000 }),
  ).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Make it anew" })).toBeInTheDocument();
});

test("who may not export is offered no file", async () => {
  const server = fakeProduct(
    makeMe({ member: { id: "m1", role: "owner", capabilities: ["settings.manage"] } }),
  );
  await renderApp(server, "/settings/workspace");
  expect(await screen.findByRole("heading", { name: "Workspace" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Make the file" })).toBeNull();
});
