export const contactKeys = {
  all: ["contacts"] as const,
  contact: (id: string) => ["contacts", "contact", id] as const,
  export: (id: string) => ["contacts", "export", id] as const,
};
