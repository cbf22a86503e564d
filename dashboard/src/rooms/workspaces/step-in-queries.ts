import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { StepIn } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { useNow } from "../../lib/use-now.ts";
import { workspaceKeys } from "./keys.ts";

/** The operators who look into the workspace now; a step-in goes when its time is over. */
export function useStepIns(): StepIn[] {
  const now = useNow();
  return useViewer().step_ins.filter((each) => Date.parse(each.ends_at) > now);
}

/** Sends an operator out. */
export function useSendOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/step-ins/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKeys.standing }),
  });
}
