import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import type { Me } from "../api/types.ts";
import { Viewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { heldBack, signedOut } from "../lib/page-health.ts";
import { useSignal } from "../lib/signal.ts";
import { useMe } from "../rooms/workspaces/queries.ts";
import { useViewerNow } from "../rooms/workspaces/standing-queries.ts";
import { Frozen } from "../ui/changes.tsx";
import { Late } from "../ui/late.tsx";
import { Bone, ErrorState } from "../ui/states.tsx";
import { Toasts } from "../ui/toast.tsx";
import { Connection, useLive } from "./connection.tsx";
import { Notices } from "./notices.tsx";
import { createQueryClient } from "./query-client.ts";
import { createDashboardRouter } from "./router.tsx";

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Entrance />
      <Notices />
      <Toasts />
    </QueryClientProvider>
  );
}

/** Asks who is there before anything else is shown. */
function Entrance() {
  const me = useMe();
  const out = useSignal(signedOut);
  const first = useSignal(heldBack);
  if (me.data) {
    return <SignedIn me={me.data} />;
  }
  if (me.isError) {
    return out || first ? null : (
      <ErrorState
        title={i18n._("The workspace could not be opened")}
        error={me.error}
        onRetry={() => void me.refetch()}
      />
    );
  }
  return (
    <Late>
      <div className="state" role="status" aria-label={i18n._("Opening the workspace")}>
        <Bone size="circle" />
        <Bone size="short" />
      </div>
    </Late>
  );
}

function SignedIn({ me }: { me: Me }) {
  const [router] = useState(createDashboardRouter);
  const state = useLive(me);
  const viewer = useViewerNow(me);
  return (
    <Viewer value={viewer}>
      <Frozen value={frozenReason(viewer)}>
        <Connection value={state}>
          <RouterProvider router={router} />
        </Connection>
      </Frozen>
    </Viewer>
  );
}

function frozenReason({ workspace, member }: Me): string | null {
  if (member.role === "operator") {
    return i18n._("You only look into this workspace.");
  }
  if (workspace.status === "closing") {
    return i18n._("The workspace is closed and will be deleted.");
  }
  if (workspace.status === "paused") {
    return i18n._("The workspace is paused: its trial or plan is over.");
  }
  return workspace.status === "suspended"
    ? i18n._("Suspended by the operator: {reason}", { reason: workspace.reason ?? "" })
    : null;
}
