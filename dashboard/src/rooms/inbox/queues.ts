import type { Me } from "../../api/types.ts";
import { viewerMay } from "../../api/viewer.tsx";
import { type Queue, queues } from "./keys.ts";

/**
 * The queues this person may see: what the workspace shows agents, or everything with the right to.
 * An operator who looks in has none of their own.
 */
export function visibleQueues(me: Me): Queue[] {
  if (me.member.role === "operator") {
    return ["unassigned", "all"];
  }
  const { visibility } = me.workspace;
  if (visibility === "all" || viewerMay(me, "inbox.see_all")) {
    return [...queues];
  }
  return visibility === "own_unassigned" ? ["mine", "unassigned"] : ["mine"];
}
