import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "../../api/client.ts";
import type { Me, Standing } from "../../api/types.ts";
import { workspaceKeys } from "./keys.ts";

/**
 * Who looks, with the rights and the standing of this moment. `me` itself stays as it was when the
 * page opened: it says from which event on the page listens.
 */
export function useViewerNow(me: Me): Me {
  const { data } = useQuery({
    queryKey: workspaceKeys.standing,
    queryFn: ({ signal }) => call<Standing>("GET", "/standing", { signal }),
    initialData: () => standingOf(me),
  });
  return useMemo(
    () => ({
      ...me,
      workspace: {
        ...me.workspace,
        status: data.status,
        reason: data.reason,
        purge_at: data.purge_at,
      },
      member: { ...me.member, role: data.role, capabilities: data.capabilities },
      step_ins: data.step_ins,
    }),
    [me, data],
  );
}

function standingOf({ workspace, member, step_ins }: Me): Standing {
  return {
    status: workspace.status,
    reason: workspace.reason,
    purge_at: workspace.purge_at,
    role: member.role,
    capabilities: member.capabilities,
    step_ins,
  };
}
