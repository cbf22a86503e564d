import {
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  useParams,
  useSearch,
} from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { pageWorkspace, sayPage } from "../lib/page.ts";
import { type Filter, filters } from "../rooms/inbox/keys.ts";
import { Late } from "../ui/late.tsx";
import { Bone } from "../ui/states.tsx";
import { InboxRoute, NotFound } from "./inbox-route.tsx";
import { SettingsLayout } from "./settings-layout.tsx";
import { Shell } from "./shell.tsx";

const ChannelsPage = lazy(async () => ({
  default: (await import("../rooms/channels/channels-page.tsx")).ChannelsPage,
}));
const ParkedPage = lazy(async () => ({
  default: (await import("../rooms/channels/parked-page.tsx")).ParkedPage,
}));
const ApiKeysPage = lazy(async () => ({
  default: (await import("../rooms/workspaces/api-keys-page.tsx")).ApiKeysPage,
}));
const TeamPage = lazy(async () => ({
  default: (await import("../rooms/workspaces/team-page.tsx")).TeamPage,
}));
const WorkspacePage = lazy(async () => ({
  default: (await import("../rooms/workspaces/workspace-page.tsx")).WorkspacePage,
}));
const BillingPage = lazy(async () => ({
  default: (await import("../rooms/billing/billing-page.tsx")).BillingPage,
}));
const RetentionPage = lazy(async () => ({
  default: (await import("../rooms/privacy/retention-page.tsx")).RetentionPage,
}));
const RulesPage = lazy(async () => ({
  default: (await import("../rooms/inbox/rules-page.tsx")).RulesPage,
}));
const AuditPage = lazy(async () => ({
  default: (await import("../rooms/workspaces/audit-page.tsx")).AuditPage,
}));

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox/$queue", params: { queue: "mine" }, search: { filter: "open" } });
  },
});

const inboxHome = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  beforeLoad: () => {
    throw redirect({ to: "/inbox/$queue", params: { queue: "mine" }, search: { filter: "open" } });
  },
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox/$queue",
  validateSearch: inboxSearch,
  component: InboxFromPath,
});

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: "$conversationId",
});

const billing = createRoute({
  getParentRoute: () => root,
  path: "/billing",
  component: BillingRoute,
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: SettingsLayout,
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/channels" });
  },
});

const channels = createRoute({
  getParentRoute: () => settings,
  path: "channels",
  component: ChannelsPage,
});

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: "api-keys",
  component: ApiKeysPage,
});

const team = createRoute({
  getParentRoute: () => settings,
  path: "team",
  component: TeamPage,
});

const workspace = createRoute({
  getParentRoute: () => settings,
  path: "workspace",
  component: WorkspacePage,
});

const rules = createRoute({
  getParentRoute: () => settings,
  path: "conversations",
  component: RulesPage,
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: "audit-log",
  component: AuditPage,
});

const retention = createRoute({
  getParentRoute: () => settings,
  path: "privacy",
  component: RetentionPage,
});

const parked = createRoute({
  getParentRoute: () => settings,
  path: "parked",
  component: ParkedPage,
});

const routeTree = root.addChildren([
  home,
  inboxHome,
  inbox.addChildren([conversation]),
  billing,
  settings.addChildren([
    settingsHome,
    channels,
    team,
    rules,
    workspace,
    retention,
    audit,
    apiKeys,
    parked,
  ]),
]);

/** One page per address below the workspace: /w/<org>/… */
export function createDashboardRouter() {
  const router = createRouter({
    routeTree,
    basepath: `/w/${pageWorkspace()}`,
    scrollRestoration: false,
    defaultPendingMs: 150,
  });
  router.subscribe("onResolved", () => {
    const shown = router.state.matches.at(-1)?.fullPath ?? "";
    sayPage(`/w/:org${shown.replaceAll("$", ":").replace(/\/$/, "")}`);
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}

/** Reads the address and hands it down, so that the inbox itself is not rebuilt per conversation. */
function InboxFromPath() {
  const { queue, conversationId } = useParams({ strict: false });
  const { filter, message } = useSearch({ strict: false });
  return (
    <InboxRoute
      queue={queue}
      filter={filter ?? "open"}
      conversationId={conversationId ?? null}
      messageId={message ?? null}
    />
  );
}

function BillingRoute() {
  return (
    <Suspense
      fallback={
        <Late>
          <div className="page">
            <Bone size="short" />
            <Bone size="block" />
          </div>
        </Late>
      }
    >
      <BillingPage />
    </Suspense>
  );
}

interface InboxSearch {
  filter?: Filter;
  /** The message at which the thread opens. */
  message?: string;
}

function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const filter = filters.find((each) => each === search.filter) ?? "open";
  const { message } = search;
  return typeof message === "string" && /^[0-9a-f-]{36}$/.test(message)
    ? { filter, message }
    : { filter };
}
