export const privacyKeys = {
  retention: ["privacy", "retention"] as const,
  loss: (days: number) => ["privacy", "retention", "loss", days] as const,
};
