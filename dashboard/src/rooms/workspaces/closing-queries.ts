import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Closing } from "../../api/types.ts";
import { workspaceKeys } from "./keys.ts";

/** Closes the workspace whose name was typed. */
export function useClose() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      call<Closing>("PUT", "/closure", { body: { workspace_name: name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: workspaceKeys.standing }),
  });
}

/** Keeps a workspace that was closed. */
export function useTakeBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<Closing>("DELETE", "/closure"),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKeys.standing }),
  });
}
