import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { saveFile } from "../../api/save-file.ts";
import type { Contact, CustomerExport } from "../../api/types.ts";
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

/** Has a file made with all that is stored of a customer. */
export function useMakeExport(id: string) {
  return useMutation({
    mutationFn: () => call<CustomerExport>("POST", `/contacts/${id}/exports`),
  });
}

/** How far the file is; asked again until it is ready. */
export function useExport(id: string | undefined) {
  return useQuery({
    queryKey: contactKeys.export(id ?? ""),
    queryFn: ({ signal }) => call<CustomerExport>("GET", `/exports/${id}`, { signal }),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data?.state === "ready" ? false : 1_000),
    gcTime: 0,
  });
}

/** Fetches the file and hands it to the browser to keep. */
export function useExportFile() {
  return useMutation({
    mutationFn: (id: string) => saveFile(`/exports/${id}/file`, "customer.zip"),
  });
}
