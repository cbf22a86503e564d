import { useSyncExternalStore } from "react";
import { i18n } from "../lib/i18n.ts";
import { Late } from "../ui/late.tsx";
import { useConnectionState } from "./connection.tsx";

function watchOnline(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Says when news may come late; a reconnection of a second or two is not worth a word. */
export function ConnectionNote() {
  const online = useSyncExternalStore(watchOnline, () => navigator.onLine);
  const state = useConnectionState();
  if (!online) {
    return <Note>{i18n._("You are offline. What you send goes out when you are back.")}</Note>;
  }
  if (state === "polling") {
    return <Note>{i18n._("Live updates are slow: using polling")}</Note>;
  }
  if (state === "reconnecting") {
    return (
      <Late after={1_500}>
        <Note>{i18n._("Reconnecting…")}</Note>
      </Late>
    );
  }
  return null;
}

function Note({ children }: { children: string }) {
  return (
    <p className="note" role="status">
      {children}
    </p>
  );
}
