import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { call, callForFile, withQuery } from "../../api/client.ts";
import type { AuditEvent, AuditVerdict, Page } from "../../api/types.ts";
import { workspaceKeys } from "./keys.ts";

/** A log of years takes its time. */
const WHOLE_LOG = 10 * 60_000;

export interface AuditFilter {
  action: string;
  member_id: string;
  since: string;
  until: string;
}

export const everything: AuditFilter = { action: "", member_id: "", since: "", until: "" };

export function useAuditEvents(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: [...workspaceKeys.audit, filter],
    queryFn: ({ signal, pageParam }) =>
      call<Page<AuditEvent>>("GET", withQuery("/audit-events", { ...filter, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
}

/** Whether the log is as it was written. */
export function useAuditVerdict() {
  return useQuery({
    queryKey: [...workspaceKeys.audit, "verdict"],
    queryFn: ({ signal }) => call<AuditVerdict>("GET", "/audit-events/verdict", { signal }),
    staleTime: 0,
  });
}

/** Fetches the log as a file and hands it to the browser to keep. */
export function useAuditFile(filter: AuditFilter) {
  return useMutation({
    mutationFn: async (kind: "csv" | "json") => {
      const file = await callForFile(withQuery("/audit-events/file", { ...filter, kind }), {
        patience: WHOLE_LOG,
      });
      const address = URL.createObjectURL(file);
      const link = document.createElement("a");
      link.href = address;
      link.download = `audit-log.${kind}`;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
}
