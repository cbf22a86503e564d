export const workspaceKeys = {
  me: ["workspaces", "me"] as const,
  apiKeys: ["workspaces", "api-keys"] as const,
};
