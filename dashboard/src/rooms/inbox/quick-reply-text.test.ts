import { expect, test } from "vitest";
import type { QuickReply } from "../../api/types.ts";
import { filled, fitting, slashBefore } from "./quick-reply-text.ts";

const reply = (name: string, text = ""): QuickReply => ({ id: name, name, text, mine: false });

test("a slash asks at the beginning or after a space, and nowhere else", () => {
  expect(slashBefore("/ho", 3)).toEqual({ at: 0, words: "ho" });
  expect(slashBefore("Salam /", 7)).toEqual({ at: 6, words: "" });
  expect(slashBefore("a\n/x and on", 4)).toEqual({ at: 2, words: "x" });
  expect(slashBefore("1/2", 3)).toBeNull();
  expect(slashBefore("https://x", 9)).toBeNull();
  expect(slashBefore("/ho more", 8)).toBeNull();
});

test("names that begin so come first, then names that hold it, then texts", () => {
  const replies = [reply("a", "our hours"), reply("shop hours"), reply("Hours"), reply("price")];
  expect(fitting(replies, "hours").map(({ name }) => name)).toEqual(["Hours", "shop hours", "a"]);
  expect(fitting(replies, "")).toHaveLength(4);
});

test("names are put in, with other words where a name is unknown", () => {
  const names = { customer: null, me: "Bilal", business: "Karachi Kitchen" };
  const text = "Salam {customer|friend}, {me} of {business} here {customer}{other}";
  expect(filled(text, names)).toBe("Salam friend, Bilal of Karachi Kitchen here {other}");
  expect(filled(text, { ...names, customer: "Sana" })).toBe(
    "Salam Sana, Bilal of Karachi Kitchen here Sana{other}",
  );
});
