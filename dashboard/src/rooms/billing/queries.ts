import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Billing, Checkout, Owed, Plan, PlanPreview, Price } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { billingKeys } from "./keys.ts";

/** How often the plan is read again while Paddle's news are awaited, beside the push. */
const WHILE_AWAITED = 4_000;

export interface Wish {
  plan: Plan["id"];
  interval: Price["interval"];
}

/** The workspace's plan; never asked for by those who may not see it. */
export function useBilling() {
  return useQuery({
    queryKey: billingKeys.account,
    queryFn: ({ signal }) => call<Billing>("GET", "/billing", { signal }),
    enabled: useMay("billing.manage"),
    refetchInterval: ({ state }) => (state.data?.subscription?.asked ? WHILE_AWAITED : false),
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
    mutationFn: (wish: Wish) => call<Checkout>("POST", "/billing/checkouts", { body: wish }),
    onSettled: () => client.invalidateQueries({ queryKey: billingKeys.account }),
  });
}

/** What a change of the plan would cost now; worked out by Paddle, to the minute. */
export function usePlanPreview({ plan, interval }: Wish) {
  return useQuery({
    queryKey: billingKeys.preview(plan, interval),
    queryFn: ({ signal }) =>
      call<PlanPreview>("POST", "/billing/subscription/previews", {
        body: { plan, interval },
        signal,
      }),
    gcTime: 0,
    retry: false,
  });
}

/** Asks Paddle for another plan; it holds once Paddle's news arrive. */
export function useChangePlan() {
  const keep = useKeepBilling();
  return useMutation({
    mutationFn: (wish: Wish) => call<Billing>("PUT", "/billing/subscription", { body: wish }),
    ...keep,
  });
}

const DEEDS = {
  cancel: ["PUT", "/billing/subscription/cancellation"],
  keep: ["DELETE", "/billing/subscription/cancellation"],
  resume: ["POST", "/billing/subscription/resumption"],
} as const;

/** Lets the subscription end with its period, takes that back, or lets a paused one go on. */
export function useSubscriptionDeed(deed: keyof typeof DEEDS) {
  const keep = useKeepBilling();
  const [method, path] = DEEDS[deed];
  return useMutation({ mutationFn: () => call<Billing>(method, path), ...keep });
}

/** The answer is the plan as it stands; a refusal may mean that it stands otherwise. */
function useKeepBilling() {
  const client = useQueryClient();
  return {
    onSuccess: (billing: Billing) => client.setQueryData(billingKeys.account, billing),
    onError: () => client.invalidateQueries({ queryKey: billingKeys.account }),
  };
}

/** Makes a page to go to: the payment page for another card, or Paddle's portal. */
export function usePaddlePage(what: "card-links" | "portal-links") {
  return useMutation({
    mutationFn: () => call<{ url: string }>("POST", `/billing/${what}`),
    onSuccess: ({ url }) => location.assign(url),
  });
}

/** The way to the payment page of an invoice that waits to be paid. */
export function usePayOwed() {
  return useMutation({
    mutationFn: (id: Owed["id"]) =>
      call<{ url: string }>("POST", `/billing/invoices/${id}/payments`, {}),
  });
}
