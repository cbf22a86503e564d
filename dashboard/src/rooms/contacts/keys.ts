export const contactKeys = {
  all: ["contacts"] as const,
  contact: (id: string) => ["contacts", "contact", id] as const,
};
