import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function openTemplates() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [makeMessage("a", { text: "The bill, please" })]);
  await renderApp(server, "/inbox/mine/c1");
  await screen.findByText("The bill, please");
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Template" }));
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findByRole("button", { name: /bill/ });
  return { server, user, dialog };
}

test("file, named value, link and code are asked for, shown, and go out together", async () => {
  const { user, dialog } = await openTemplates();
  await user.click(dialog.getByRole("button", { name: /bill/ }));
  await user.click(dialog.getByRole("button", { name: "Send template" }));
  expect(dialog.getByText(/^Document at the top is empty/)).toBeInTheDocument();
  expect(dialog.getByLabelText("Document at the top")).toHaveFocus();
  const bill = new File(["%PDF-"], "bill.pdf", { type: "application/pdf" });
  await user.upload(dialog.getByLabelText("Document at the top"), bill);
  await user.clear(dialog.getByLabelText("name"));
  await user.type(dialog.getByLabelText("name"), "Hina");
  await user.type(dialog.getByLabelText("End of the link “Pay”"), "4471");
  await user.type(dialog.getByLabelText("Code of the button “Copy code”"), "EID25");
  expect(dialog.getByText("Hello Hina, here is your bill.")).toBeInTheDocument();
  expect(dialog.getByText("Karachi Kitchen Supplies")).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Send template" }));
  const thread = within(screen.getByRole("log", { name: "Messages" }));
  expect(await thread.findByText("bill.pdf")).toBeInTheDocument();
  expect(thread.getByText(/Hello Hina, here is your bill/)).toBeInTheDocument();
  const buttons = thread.getByRole("list", { name: "Buttons the customer sees" });
  expect(within(buttons).getByText("Pay")).toBeInTheDocument();
  expect(within(buttons).getByText("Copy code")).toBeInTheDocument();
});

test("a template in review is shown with its reason and cannot be sent", async () => {
  const { user, dialog } = await openTemplates();
  await user.click(dialog.getByRole("button", { name: /we_are_back.*in review/ }));
  expect(dialog.getByText(/Meta still reviews it/)).toBeInTheDocument();
  expect(dialog.queryByRole("button", { name: "Send template" })).toBeNull();
});

test("Meta is asked again on request", async () => {
  const { server, user, dialog } = await openTemplates();
  const asked = () => server.requests.filter((each) => each === "GET /templates").length;
  const before = asked();
  await user.click(dialog.getByRole("button", { name: "Refresh" }));
  await waitFor(() => expect(asked()).toBe(before + 1));
});
