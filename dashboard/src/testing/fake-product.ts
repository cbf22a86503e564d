import type { Me } from "../api/types.ts";
import { inboxRoutes } from "./fake-inbox.ts";
import { FakeServer } from "./fake-server.ts";
import { settingsRoutes } from "./fake-settings.ts";
import { threadRoutes } from "./fake-thread.ts";

/** A fake server with every door of the product. */
export function fakeProduct(me?: Me): FakeServer {
  return new FakeServer([...threadRoutes, ...inboxRoutes, ...settingsRoutes], me);
}
