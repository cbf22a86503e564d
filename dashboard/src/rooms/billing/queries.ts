import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Billing } from "../../api/types.ts";
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
