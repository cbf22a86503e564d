import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Loss, Page, PolicyNotice, Retention } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { privacyKeys } from "./keys.ts";

export function useRetention() {
  return useQuery({
    queryKey: privacyKeys.retention,
    queryFn: ({ signal }) => call<Retention>("GET", "/retention", { signal }),
    staleTime: 0,
  });
}

/** What would be deleted if things were kept for so many days. */
export function useLoss(days: number) {
  return useQuery({
    queryKey: privacyKeys.loss(days),
    queryFn: ({ signal }) => call<Loss>("GET", `/retention/loss?days=${days}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useChooseRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (days: number) => call<Retention>("PUT", "/retention", { body: { days } }),
    onSuccess: (chosen) => client.setQueryData(privacyKeys.retention, chosen),
  });
}

/** What changed in the policies and its owner has not read; others never ask. */
export function usePolicyNotices() {
  return useQuery({
    queryKey: privacyKeys.notices,
    queryFn: async ({ signal }) =>
      (await call<Page<PolicyNotice>>("GET", "/policy-notices", { signal })).items,
    enabled: useMay("settings.manage"),
  });
}

/** Says of each that it was read. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (notices: PolicyNotice[]) => {
      await Promise.all(
        notices.map(({ id }) => call<void>("PUT", `/policy-notices/${id}/reading`)),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: privacyKeys.notices }),
  });
}
