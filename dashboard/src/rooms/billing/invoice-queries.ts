import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, callForFile, withQuery } from "../../api/client.ts";
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
    mutationFn: async ({ id, number }: Invoice) => {
      const file = await callForFile(`/billing/invoices/${id}/file`);
      const address = URL.createObjectURL(file);
      const link = document.createElement("a");
      link.href = address;
      link.download = `invoice-${number}.pdf`;
      link.click();
      URL.revokeObjectURL(address);
    },
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
