import type { QuickReply, SavedView } from "../api/types.ts";
import { type FakeRoute, ok } from "./fake-server.ts";

/** The doors of quick replies and saved views, with what the product begins with here. */
export function quickRoutes(): FakeRoute[] {
  const replies: QuickReply[] = [
    { id: "q1", name: "hours", text: "Salam {customer|friend}, we open at ten.", mine: false },
    { id: "q2", name: "address", text: "Zamzama, Karachi", mine: true },
  ];
  const views: SavedView[] = [
    {
      id: "v1",
      name: "Late ones",
      queue: "all",
      status: "open",
      only: "closing",
      tag: null,
      mine: false,
    },
  ];
  return [
    ["GET", /^\/quick-replies$/, () => ok({ items: replies, next_cursor: null })],
    [
      "POST",
      /^\/quick-replies$/,
      (_server, { body }) => {
        replies.push({ ...(body as unknown as QuickReply), id: `q${replies.length + 1}` });
        return ok(replies.at(-1));
      },
    ],
    ["GET", /^\/views$/, () => ok({ items: views, next_cursor: null })],
    [
      "POST",
      /^\/views$/,
      (_server, { body }) => {
        views.push({ ...(body as unknown as SavedView), id: `v${views.length + 1}` });
        return ok(views.at(-1));
      },
    ],
  ];
}
