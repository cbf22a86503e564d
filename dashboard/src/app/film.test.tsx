import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage } from "../testing/fake-data.ts";
import { storedPhoto } from "../testing/fake-inbox.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function film() {
  const server = fakeProduct();
  const media = { ...storedPhoto("f1"), kind: "video", mime_type: "video/mp4", size: 2_400_000 };
  server.add(makeConversation("c1"), [makeMessage("a", { type: "video", text: "The pot", media })]);
  await renderApp(server, "/inbox/mine/c1");
  const bubble = (await screen.findByText("The pot")).closest("article") ?? document.body;
  return { server, bubble: within(bubble), video: within(bubble).getByLabelText("Video") };
}

test("a film shows its first picture, then its length and size, before all of it is loaded", async () => {
  const { server, bubble, video } = await film();
  expect(video).toHaveAttribute("preload", "metadata");
  expect(video).toHaveAttribute("src", `/api/v1/media/f1?workspace=${server.me.workspace.id}`);
  Object.defineProperty(video, "duration", { value: 65.2 });
  fireEvent.loadedMetadata(video);
  expect(bubble.getByText(/^1:05 · 2/)).toBeInTheDocument();
});

test("a film that cannot be loaded says so and can be tried again", async () => {
  const user = userEvent.setup();
  const { bubble, video } = await film();
  fireEvent.error(video);
  await user.click(bubble.getByRole("button", { name: "Try again" }));
  expect(bubble.getByLabelText("Video")).not.toBe(video);
});
