import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Contact } from "../../api/types.ts";
import { contactKeys } from "./keys.ts";

export function useContact(id: string) {
  return useQuery({
    queryKey: contactKeys.contact(id),
    queryFn: ({ signal }) => call<Contact>("GET", `/contacts/${id}`, { signal }),
  });
}
