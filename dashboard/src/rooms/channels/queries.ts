import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import type { MetaApp, NumberOptions, Page, Parked, WhatsAppNumber } from "../../api/types.ts";
import { channelKeys } from "./keys.ts";
import { placeNumber } from "./pushes.ts";

const CHECK_AGAIN = 3_000;

/** What the form about a new number asks for. */
export interface NewNumber {
  phone_number_id: string;
  waba_id: string;
  token: string;
  app: "operator" | { id: string };
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

/** The workspace's own Meta apps. Asked again while Meta's check of an address is awaited. */
export function useMetaApps(enabled = true) {
  return useQuery({
    enabled,
    queryKey: channelKeys.apps,
    queryFn: ({ signal }) => call<Page<MetaApp>>("GET", "/meta-apps", { signal }),
    select: (page) => page.items,
    refetchInterval: ({ state }) =>
      state.data?.items.some((app) => app.verified_at === null) ? CHECK_AGAIN : false,
  });
}

export function useEnterApp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (app: { app_id: string; secret: string }) =>
      call<MetaApp>("POST", "/meta-apps", { body: app }),
    onSuccess: () => client.invalidateQueries({ queryKey: channelKeys.apps }),
  });
}

/** Has Meta deliver to this installation; Meta calls back before it answers. */
export function useSubscribeApp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      call<MetaApp>("POST", `/meta-apps/${id}/subscription`, { patience: 60_000 }),
    onSettled: () => client.invalidateQueries({ queryKey: channelKeys.apps }),
  });
}

export function useDisconnectNumber() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/numbers/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: channelKeys.numbers }),
  });
}

/** Asks Meta how a number stands, or registers it and asks then: both answer with the number. */
function useAsking<Wish>(ask: (wish: Wish) => Promise<WhatsAppNumber>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSettled: () => client.invalidateQueries({ queryKey: channelKeys.numbers }),
  });
}

export function useLook() {
  return useAsking((id: string) =>
    call<WhatsAppNumber>("POST", `/numbers/${id}/look`, { patience: 60_000 }),
  );
}

export function useRegisterNumber() {
  return useAsking(({ id, pin }: { id: string; pin: string }) =>
    call<WhatsAppNumber>("POST", `/numbers/${id}/registration`, {
      body: { pin },
      patience: 60_000,
    }),
  );
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
