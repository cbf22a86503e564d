export const workspaceKeys = {
  me: ["workspaces", "me"] as const,
  standing: ["workspaces", "standing"] as const,
  apiKeys: ["workspaces", "api-keys"] as const,
  people: ["workspaces", "people"] as const,
  team: ["workspaces", "people", "team"] as const,
  colleagues: ["workspaces", "people", "colleagues"] as const,
  invitations: ["workspaces", "people", "invitations"] as const,
  settings: ["workspaces", "settings"] as const,
  wholeExport: (id: string) => ["workspaces", "whole-export", id] as const,
  audit: ["workspaces", "audit"] as const,
};
