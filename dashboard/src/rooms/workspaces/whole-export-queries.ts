import { useMutation, useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { saveFile } from "../../api/save-file.ts";
import type { WholeExport } from "../../api/types.ts";
import { workspaceKeys } from "./keys.ts";

/** Has a file made with the whole workspace. */
export function useMakeWholeExport() {
  return useMutation({ mutationFn: () => call<WholeExport>("POST", "/workspace-exports") });
}

/** How far the file is; asked again while it is being made. */
export function useWholeExport(id: string | undefined) {
  return useQuery({
    queryKey: workspaceKeys.wholeExport(id ?? ""),
    queryFn: ({ signal }) => call<WholeExport>("GET", `/workspace-exports/${id}`, { signal }),
    enabled: id !== undefined,
    refetchInterval: (query) =>
      (query.state.data?.state ?? "making") === "making" ? 1_000 : false,
    gcTime: 0,
  });
}

/** Stops making it. */
export function useStopWholeExport() {
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/workspace-exports/${id}`),
  });
}

/** Fetches the file and hands it to the browser to keep. */
export function useWholeExportFile() {
  return useMutation({
    mutationFn: (id: string) => saveFile(`/workspace-exports/${id}/file`, "workspace.zip"),
  });
}
