import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type {
  Invitation,
  Member,
  NewInvitation,
  Page,
  Role,
  Team,
  TemporaryPassword,
} from "../../api/types.ts";
import { workspaceKeys } from "./keys.ts";

/** Everybody with a seat, with what only those read who manage the team. */
export function useTeam() {
  return useQuery({
    queryKey: workspaceKeys.team,
    queryFn: ({ signal }) => call<Team>("GET", "/team", { signal }),
    staleTime: 0,
  });
}

/** The names of the colleagues, for those who do not manage the team. */
export function useColleagues() {
  return useQuery({
    queryKey: workspaceKeys.colleagues,
    queryFn: ({ signal }) => call<Page<Member>>("GET", "/members?limit=100", { signal }),
    select: (page) => page.items,
    staleTime: 0,
  });
}

export function useInvitations() {
  return useQuery({
    queryKey: workspaceKeys.invitations,
    queryFn: ({ signal }) => call<Page<Invitation>>("GET", "/invitations?limit=100", { signal }),
    select: (page) => page.items,
    staleTime: 0,
  });
}

/** Makes an invitation. Link and QR code come this one time. */
export function useInvite() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wanted: { role: Role; email: string | null }) =>
      call<NewInvitation>("POST", "/invitations", { body: wanted }),
    onSuccess: refresh,
  });
}

export function useRenewInvitation() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => call<NewInvitation>("POST", `/invitations/${id}/renewal`),
    onSuccess: refresh,
  });
}

export function useRevokeInvitation() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/invitations/${id}`),
    onSuccess: refresh,
  });
}

export function useChangeRole() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      call<Member>("PUT", `/members/${id}/role`, { body: { role } }),
    onSuccess: refresh,
  });
}

export function useRemoveMember() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/members/${id}`),
    onSuccess: refresh,
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (id: string) => call<TemporaryPassword>("POST", `/members/${id}/password`),
  });
}

/** Gives up the own seat and goes to whatever workspace is left. */
export function useLeave() {
  return useMutation({
    mutationFn: () => call<void>("DELETE", "/me"),
    onSuccess: () => location.assign("/w"),
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: workspaceKeys.people });
}
