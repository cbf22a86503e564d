import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Contact } from "../../api/types.ts";
import { contactKeys } from "./keys.ts";

export function useContact(id: string) {
  return useQuery({
    queryKey: contactKeys.contact(id),
    queryFn: ({ signal }) => call<Contact>("GET", `/contacts/${id}`, { signal }),
  });
}

/** Gives a customer our own name; an empty one shows the profile name again. */
export function useRenameContact(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call<Contact>("PUT", `/contacts/${id}`, { body: { name } }),
    onSuccess: (contact) => client.setQueryData(contactKeys.contact(id), contact),
  });
}

/** Begins to erase a customer; the conversation goes from open pages when it is done. */
export function useEraseContact(id: string) {
  return useMutation({ mutationFn: () => call<void>("DELETE", `/contacts/${id}`) });
}
