import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { NewSettings, WorkspaceSettings } from "../../api/types.ts";
import { workspaceKeys } from "./keys.ts";

export function useWorkspaceSettings() {
  return useQuery({
    queryKey: workspaceKeys.settings,
    queryFn: ({ signal }) => call<WorkspaceSettings>("GET", "/settings", { signal }),
    staleTime: 0,
  });
}

/** Saves all settings of the workspace; its name is shown elsewhere too. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewSettings) =>
      call<WorkspaceSettings>("PUT", "/settings", { body: wanted }),
    onSuccess: (saved) => {
      client.setQueryData(workspaceKeys.settings, saved);
      return client.invalidateQueries({ queryKey: workspaceKeys.me });
    },
  });
}
