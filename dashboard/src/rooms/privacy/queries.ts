import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Loss, Retention } from "../../api/types.ts";
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
