export const billingKeys = {
  account: ["billing", "account"] as const,
};
