import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type {
  Attendance,
  ConversationRules,
  NewConversationRules,
  OwnAttendance,
  Page,
} from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { inboxKeys } from "./keys.ts";

const LOOKED_AT_EVERY = 5_000;
const BEGINNING_EVERY = 1_000;

/** How conversations come to people here, and when they end by themselves. */
export function useRules() {
  return useQuery({
    queryKey: inboxKeys.rules,
    queryFn: ({ signal }) => call<ConversationRules>("GET", "/settings/conversations", { signal }),
    staleTime: 0,
  });
}

export function useSaveRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewConversationRules) =>
      call<ConversationRules>("PUT", "/settings/conversations", { body: wanted }),
    onSuccess: (saved) => {
      client.setQueryData(inboxKeys.rules, saved);
      return client.invalidateQueries({ queryKey: inboxKeys.attendance });
    },
  });
}

/** Everybody whose turn may come, the next one first; asked for again and again while it is shown. */
export function useTurns(beginning: boolean) {
  return useQuery({
    queryKey: inboxKeys.turns,
    queryFn: ({ signal }) => call<Page<Attendance>>("GET", "/attendance", { signal }),
    select: (page) => page.items,
    refetchInterval: beginning ? BEGINNING_EVERY : LOOKED_AT_EVERY,
    staleTime: 0,
  });
}

/** Whether conversations are given out here, and whether one has said that one is away. */
export function useOwnAttendance(enabled: boolean) {
  return useQuery({
    queryKey: inboxKeys.ownAttendance,
    queryFn: ({ signal }) => call<OwnAttendance>("GET", "/me/attendance", { signal }),
    // Asked anew whenever the menu opens: an owner may have changed how conversations come.
    staleTime: 0,
    enabled,
  });
}

export function useSetAway() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (away: boolean) => call<OwnAttendance>("PUT", "/me/attendance", { body: { away } }),
    // Here and not with the call: the menu is closed when the answer comes.
    onError: (error) => showToast(error.message),
    onSuccess: (said) => {
      client.setQueryData(inboxKeys.ownAttendance, said);
      showToast(
        said.away
          ? i18n._("You are away: no conversations are given to you.")
          : i18n._("You are back: conversations come to you again."),
      );
      return client.invalidateQueries({ queryKey: inboxKeys.turns });
    },
  });
}
