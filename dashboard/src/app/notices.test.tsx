import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadCatalogue } from "../lib/i18n.ts";
import { cookiesGone, heldBack, noteSignedOut, signedOut } from "../lib/page-health.ts";
import { Notices } from "./notices.tsx";

beforeEach(loadCatalogue);

afterEach(() => {
  signedOut.set(false);
  cookiesGone.set(false);
});

test("an ended session is told with the way back in", () => {
  noteSignedOut(new Response(null, { status: 401 }));
  render(<Notices />);
  expect(screen.getByRole("alert")).toHaveTextContent("You were signed out.");
  expect(screen.getByRole("link", { name: "Sign in again" })).toHaveAttribute(
    "href",
    expect.stringContaining("/login?next="),
  );
});

test("whoever is held back is told what to do first, and led there", () => {
  heldBack.set({ says: "Your work needs a second factor.", page: "/account/factors" });
  render(<Notices />);
  expect(screen.getByRole("alert")).toHaveTextContent("Your work needs a second factor.");
  expect(screen.getByRole("link", { name: "Do it now" })).toHaveAttribute(
    "href",
    "/account/factors",
  );
});

test("cookies that no longer arrive are named as the cause", () => {
  noteSignedOut(new Response(null, { status: 401, headers: { "ChatSync-Cookies": "none" } }));
  render(<Notices />);
  expect(screen.getByRole("alert")).toHaveTextContent("Your browser sends no cookies");
  expect(screen.getByRole("alert")).not.toHaveTextContent("You were signed out.");
});
