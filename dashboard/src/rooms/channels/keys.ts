export const channelKeys = {
  numbers: ["channels", "numbers"] as const,
  apps: ["channels", "apps"] as const,
  options: ["channels", "options"] as const,
  parked: ["channels", "parked"] as const,
};
