import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useState } from "react";
import type { Me } from "../api/types.ts";
import type { ConnectionState } from "../realtime/socket.ts";
import { goLive } from "./live.ts";

const ConnectionContext = createContext<ConnectionState>("connecting");

export const Connection = ConnectionContext.Provider;

/** How the page hears of news at the moment. */
export function useConnectionState(): ConnectionState {
  return use(ConnectionContext);
}

/** Keeps one connection open as long as the page shows this person's workspace. */
export function useLive(me: Me): ConnectionState {
  const client = useQueryClient();
  const [state, setState] = useState<ConnectionState>("connecting");
  useEffect(() => {
    const live = goLive(client, me);
    const unwatch = live.state.subscribe(() => setState(live.state.get()));
    live.start();
    return () => {
      unwatch();
      live.stop();
    };
  }, [client, me]);
  return state;
}
