import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import { saveFile } from "../../api/save-file.ts";
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
    mutationFn: (kind: "csv" | "json") =>
      saveFile(
        withQuery("/audit-events/file", { ...filter, kind }),
        `audit-log.${kind}`,
        WHOLE_LOG,
      ),
  });
}
