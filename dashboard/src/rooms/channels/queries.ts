import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import type { NumberOptions, Page, Parked, WhatsAppNumber } from "../../api/types.ts";
import { channelKeys } from "./keys.ts";
import { placeNumber } from "./pushes.ts";

/** What the form about a new number asks for. */
export interface NewNumber {
  phone_number_id: string;
  waba_id: string;
  token: string;
  app: "operator" | { app_id: string; secret: string; verify_token: string };
}

export function useNumbers() {
  return useQuery({
    queryKey: channelKeys.numbers,
    queryFn: ({ signal }) => call<Page<WhatsAppNumber>>("GET", "/numbers?limit=100", { signal }),
    select: (page) => page.items,
  });
}

export function useNumberOptions() {
  return useQuery({
    queryKey: channelKeys.options,
    queryFn: ({ signal }) => call<NumberOptions>("GET", "/numbers/options", { signal }),
  });
}

/** Connects a number: the server asks Meta first, so this may take some seconds. */
export function useConnectNumber() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (number: NewNumber) =>
      call<WhatsAppNumber>("POST", "/numbers", { body: number, patience: 60_000 }),
    onSuccess: (number) => {
      client.setQueryData<Page<WhatsAppNumber>>(
        channelKeys.numbers,
        (cache) => cache && placeNumber(cache, number),
      );
    },
  });
}

export function useDisconnectNumber() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/numbers/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: channelKeys.numbers }),
  });
}

export function useTestMessage() {
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to: string }) =>
      call<{ message_id: string }>("POST", `/numbers/${id}/test-message`, { body: { to } }),
  });
}

export function useParked() {
  return useInfiniteQuery({
    queryKey: channelKeys.parked,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Parked>>("GET", withQuery("/parked", { cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 0,
  });
}
