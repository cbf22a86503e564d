import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import { saveFile } from "../../api/save-file.ts";
import type { Transfer } from "../../api/types.ts";
import { billingKeys } from "./keys.ts";
import type { Wish } from "./queries.ts";

interface TransferPage {
  items: Transfer[];
  next_cursor: string | null;
}

/** Bank transfers, the newest first. */
export function useTransfers() {
  return useInfiniteQuery({
    queryKey: billingKeys.transfers,
    queryFn: ({ signal, pageParam }) =>
      call<TransferPage>("GET", withQuery("/billing/transfers", { cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Begins a bank transfer: it gets its reference. */
export function useAskTransfer() {
  return useDeed((wish: Wish) => call<Transfer>("POST", "/billing/transfers", { body: wish }));
}

/** Sends the receipt, in the place of the one before. */
export function useSendReceipt({ id }: Transfer) {
  return useDeed((file: File) => {
    const body = new FormData();
    body.append("file", file);
    return call<Transfer>("POST", `/billing/transfers/${id}/receipt`, {
      body,
      patience: PATIENCE_FOR_FILES,
    });
  });
}

export function useWithdrawTransfer({ id }: Transfer) {
  return useDeed(() => call<void>("DELETE", `/billing/transfers/${id}`));
}

/** Hands the receipt that was sent to the browser to keep. */
export function useReceiptFile({ id, reference }: Transfer) {
  return useMutation({
    mutationFn: () => saveFile(`/billing/transfers/${id}/receipt`, `receipt-${reference}`),
  });
}

/** A slow line takes its time for a photo. */
const PATIENCE_FOR_FILES = 180_000;

/** What a deed came to is read anew, also where it was refused: it may stand otherwise. */
function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: billingKeys.account }),
        client.invalidateQueries({ queryKey: billingKeys.transfers }),
      ]),
  });
}
