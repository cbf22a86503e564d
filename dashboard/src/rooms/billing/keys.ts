export const billingKeys = {
  account: ["billing", "account"] as const,
  invoices: ["billing", "invoices"] as const,
  transfers: ["billing", "transfers"] as const,
  recipient: ["billing", "recipient"] as const,
  plans: ["billing", "plans"] as const,
  preview: (plan: string, interval: string) => ["billing", "preview", plan, interval] as const,
};
