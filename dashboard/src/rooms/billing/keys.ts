export const billingKeys = {
  account: ["billing", "account"] as const,
  plans: ["billing", "plans"] as const,
  preview: (plan: string, interval: string) => ["billing", "preview", plan, interval] as const,
};
