import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadCatalogue } from "../lib/i18n.ts";
import { signedOut } from "../lib/page-health.ts";
import { SessionNote } from "./session-note.tsx";

let left = { seconds_left: 9 * 3_600, can_stay: true };
const asked: string[] = [];

beforeEach(async () => {
  await loadCatalogue();
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    if (path === "/account/sessions") {
      left = { seconds_left: 43_200, can_stay: true };
    }
    const status = left.seconds_left > 0 ? 200 : 401;
    return Promise.resolve(new Response(JSON.stringify(left), { status }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const minute = () => act(() => vi.advanceTimersByTimeAsync(60_000));

test("nothing is said while the session lasts for hours", async () => {
  render(<SessionNote />);
  await minute();
  expect(asked).toEqual(["/account/session"]);
  expect(screen.queryByRole("status")).toBeNull();
});

test("ten minutes ahead the end is said, and one press stays", async () => {
  left = { seconds_left: 540, can_stay: true };
  render(<SessionNote />);
  await minute();
  expect(screen.getByRole("status")).toHaveTextContent("You will be signed out in 9 min.");
  fireEvent.click(screen.getByRole("button", { name: "Stay signed in" }));
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(screen.queryByRole("status")).toBeNull();
});

test("where nothing helps, no button pretends to", async () => {
  left = { seconds_left: 60, can_stay: false };
  render(<SessionNote />);
  await minute();
  expect(screen.getByRole("status")).toHaveTextContent("1 min");
  expect(screen.queryByRole("button")).toBeNull();
});

test("the end is noticed when it comes, not at the next look", async () => {
  left = { seconds_left: 20, can_stay: true };
  render(<SessionNote />);
  await minute();
  expect(signedOut.get()).toBe(false);
  left = { seconds_left: 0, can_stay: false };
  await act(() => vi.advanceTimersByTimeAsync(21_500));
  expect(signedOut.get()).toBe(true);
  signedOut.set(false);
});
