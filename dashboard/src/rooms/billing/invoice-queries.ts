import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import { saveFile } from "../../api/save-file.ts";
import type { Invoice, InvoiceRecipient } from "../../api/types.ts";
import { billingKeys } from "./keys.ts";

interface InvoicePage {
  items: Invoice[];
  next_cursor: string | null;
}

/** What was billed, the newest first. */
export function useInvoices() {
  return useInfiniteQuery({
    queryKey: billingKeys.invoices,
    queryFn: ({ signal, pageParam }) =>
      call<InvoicePage>("GET", withQuery("/billing/invoices", { cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Fetches an invoice from Paddle and hands it to the browser to keep. */
export function useInvoiceFile() {
  return useMutation({
    mutationFn: ({ id, number }: Invoice) =>
      saveFile(`/billing/invoices/${id}/file`, `invoice-${number}.pdf`),
  });
}

/** Whom invoices name; asked of Paddle when somebody wants to see it. */
export function useRecipient(isWanted: boolean) {
  return useQuery({
    queryKey: billingKeys.recipient,
    queryFn: ({ signal }) =>
      call<InvoiceRecipient>("GET", "/billing/invoice-recipient", { signal }),
    enabled: isWanted,
    gcTime: 0,
    retry: false,
  });
}

export function useChangeRecipient() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: InvoiceRecipient) =>
      call<InvoiceRecipient>("PUT", "/billing/invoice-recipient", { body: wanted }),
    onSuccess: (told) => client.setQueryData(billingKeys.recipient, told),
  });
}
