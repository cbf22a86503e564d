export const billingKeys = {
  account: ["billing", "account"] as const,
  plans: ["billing", "plans"] as const,
};
