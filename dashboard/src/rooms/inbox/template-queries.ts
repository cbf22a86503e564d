import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import type { Page, Template } from "../../api/types.ts";
import { showToast } from "../../ui/toast.tsx";
import { inboxKeys } from "./keys.ts";

async function askTemplates(
  numberId: string,
  fresh: boolean,
  signal?: AbortSignal,
): Promise<Template[]> {
  const asked = { number_id: numberId, ...(fresh ? { fresh: "true" } : {}) };
  const path = withQuery("/templates", asked);
  const answer = await call<Page<Template>>("GET", path, signal ? { signal } : {});
  return answer.items;
}

/** The templates of a number's account, as the server has them now or had minutes ago. */
export function useTemplates(numberId: string) {
  return useQuery({
    queryKey: inboxKeys.templates(numberId),
    queryFn: ({ signal }) => askTemplates(numberId, false, signal),
    staleTime: 60_000,
  });
}

/** Asks Meta now, for a template that was approved a moment ago. */
export function useRefreshTemplates(numberId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => askTemplates(numberId, true),
    onSuccess: (found) => client.setQueryData(inboxKeys.templates(numberId), found),
    onError: (error) => showToast(error.message),
  });
}
