export const privacyKeys = {
  retention: ["privacy", "retention"] as const,
  notices: ["privacy", "notices"] as const,
  loss: (days: number) => ["privacy", "retention", "loss", days] as const,
};
