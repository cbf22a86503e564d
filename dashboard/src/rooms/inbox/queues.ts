import type { Me } from "../../api/types.ts";
import { viewerMay } from "../../api/viewer.tsx";
import { type Queue, queues } from "./keys.ts";

/** The queues this person may see: what the workspace shows agents, or everything with the right to. */
export function visibleQueues(me: Me): Queue[] {
  const { visibility } = me.workspace;
  if (visibility === "all" || viewerMay(me, "inbox.see_all")) {
    return [...queues];
  }
  return visibility === "own_unassigned" ? ["mine", "unassigned"] : ["mine"];
}
