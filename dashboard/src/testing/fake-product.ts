import type { Me } from "../api/types.ts";
import { billingRoutes } from "./fake-billing.ts";
import { givingRoutes } from "./fake-giving.ts";
import { inboxRoutes } from "./fake-inbox.ts";
import { privacyRoutes } from "./fake-privacy.ts";
import { quickRoutes } from "./fake-quick.ts";
import { FakeServer } from "./fake-server.ts";
import { settingsRoutes } from "./fake-settings.ts";
import { sortingRoutes } from "./fake-sorting.ts";
import { threadRoutes } from "./fake-thread.ts";
import { transferRoutes } from "./fake-transfers.ts";

/** A fake server with every door of the product. */
export function fakeProduct(me?: Me): FakeServer {
  return new FakeServer(
    [
      ...quickRoutes(),
      ...givingRoutes,
      ...sortingRoutes,
      ...threadRoutes,
      ...inboxRoutes,
      ...billingRoutes,
      ...transferRoutes,
      ...settingsRoutes,
      ...privacyRoutes,
    ],
    me,
  );
}
