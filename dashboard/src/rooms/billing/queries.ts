import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Billing, Checkout, Plan, Price } from "../../api/types.ts";
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

/** Opens a checkout for a plan, or finds the one that is open for it. */
export function useOpenCheckout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { plan: Plan["id"]; interval: Price["interval"] }) =>
      call<Checkout>("POST", "/billing/checkouts", { body: wish }),
    onSettled: () => client.invalidateQueries({ queryKey: billingKeys.account }),
  });
}
