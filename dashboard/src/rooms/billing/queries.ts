import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Billing, Plan } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { billingKeys } from "./keys.ts";

/** The workspace's plan; never asked for by those who may not see it. */
export function useBilling() {
  return useQuery({
    queryKey: billingKeys.account,
    queryFn: ({ signal }) => call<Billing>("GET", "/billing", { signal }),
    enabled: useMay("billing.manage"),
  });
}

/** What can be bought here, with what it opens and costs. */
export function usePlans() {
  return useQuery({
    queryKey: billingKeys.plans,
    queryFn: async ({ signal }) =>
      (await call<{ items: Plan[] }>("GET", "/billing/plans", { signal })).items,
  });
}
