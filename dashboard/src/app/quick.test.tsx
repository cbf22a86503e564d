import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function inATalk() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [
    makeMessage("a", { text: "Is it open today?", sent_at: minutesAgo(10) }),
  ]);
  await renderApp(server, "/inbox/mine/c1");
  return { user: userEvent.setup(), box: await screen.findByLabelText("Your reply") };
}

test("a slash offers quick replies, and Enter puts one in with the customer's name", async () => {
  const { user, box } = await inATalk();
  await user.type(box, "Yes! /ho");
  expect(await screen.findByRole("option", { name: /hours/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await user.keyboard("{Enter}");
  expect(box).toHaveValue("Yes! Salam Customer k-c1, we open at ten.");
  expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
});

test("the button offers all of them, arrows choose, Escape leaves the text alone", async () => {
  const { user, box } = await inATalk();
  await user.type(box, "Come to ");
  await user.click(screen.getByRole("button", { name: "Quick replies" }));
  await screen.findByRole("option", { name: /hours/ });
  await user.keyboard("{ArrowDown}{Enter}");
  expect(box).toHaveValue("Come to Zamzama, Karachi");
  await user.click(screen.getByRole("button", { name: "Quick replies" }));
  await user.keyboard("{Escape}");
  expect(box).toHaveValue("Come to Zamzama, Karachi");
});

test("a new quick reply is kept beside the offers and offered at once", async () => {
  const { user, box } = await inATalk();
  await user.type(box, "/pay");
  expect(await screen.findByText("No quick reply has these words.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Edit quick replies" }));
  await user.type(screen.getByLabelText("Name of the quick reply"), "payment");
  await user.type(screen.getByLabelText("Text"), "By bank or cash");
  await user.click(screen.getByRole("button", { name: "Keep quick reply" }));
  await user.click(await screen.findByRole("button", { name: "Close" }));
  expect(await screen.findByRole("option", { name: /payment/ })).toBeInTheDocument();
});

test("a filter is chosen above the list, kept as a view and opened again by its name", async () => {
  const { user } = await inATalk();
  await user.click(screen.getByRole("button", { name: "Everyone" }));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: "Unread" }));
  expect(await screen.findByText("None at the moment")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Views" }));
  await user.click(await screen.findByRole("menuitem", { name: "Save this list…" }));
  await user.type(screen.getByLabelText("Name of the view"), "New ones");
  await user.click(screen.getByRole("button", { name: "Save view" }));
  await user.click(await screen.findByRole("button", { name: "Views" }));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: /Late ones/ }));
  expect(await screen.findByRole("button", { name: "Window closes soon" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Views" }));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: /New ones/ }));
  expect(await screen.findByRole("button", { name: "Unread" })).toBeInTheDocument();
});
