import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMe } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function openThread(server = fakeProduct()) {
  const user = userEvent.setup();
  server.add(makeConversation("c1"), []);
  await renderApp(server, "/inbox/mine/c1");
  await screen.findByRole("button", { name: "Change name" });

  return { user, server };
}

test("erasing a customer names them, asks once and says that it has begun", async () => {
  const { user, server } = await openThread();
  await user.click(await screen.findByRole("button", { name: "Erase customer" }));
  const dialog = screen.getByRole("dialog", { name: /^Erase .+\?$/ });
  expect(within(dialog).getByText(/cannot be undone/)).toBeInTheDocument();
  await user.click(within(dialog).getByRole("button", { name: "Erase for good" }));
  expect(await screen.findByText(/is being erased/)).toBeInTheDocument();
  expect(server.erased).toHaveLength(1);
});

test("who may not erase is not offered it", async () => {
  const me = makeMe();
  me.member.capabilities = me.member.capabilities.filter((each) => each !== "contacts.erase");
  await openThread(fakeProduct(me));
  expect(screen.queryByRole("button", { name: "Erase customer" })).toBeNull();
});

test("an export says how far it is and can be fetched once it is ready", async () => {
  const { user, server } = await openThread();
  await user.click(await screen.findByRole("button", { name: "Export data" }));
  const dialog = screen.getByRole("dialog", { name: /^Data of / });
  expect(await within(dialog).findByText("7 of 41 messages and files")).toBeInTheDocument();
  expect(within(dialog).getByRole("button", { name: "Download" })).toBeDisabled();
  server.exportsReady = true;
  expect(await within(dialog).findByText("The file is ready.")).toBeInTheDocument();
  expect(within(dialog).getByRole("button", { name: "Download" })).toBeEnabled();
});
