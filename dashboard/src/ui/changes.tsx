import { createContext, type ReactNode, use } from "react";
import { i18n } from "../lib/i18n.ts";
import "./changes.css";

const Reason = createContext<string | null>(null);
const Here = createContext<string | null>(null);

/** Says to everything below why nothing may be changed now; null where it may. */
export const Frozen = Reason.Provider;

/** Why nothing may be changed now, or null. */
export function useFrozen(): string | null {
  return use(Reason);
}

/** The reason for a control inside `<Changes>`, or null where it may be used. */
export function useFrozenHere(): string | null {
  return use(Here);
}

/**
 * Around controls that the server refuses while nothing may be changed: they are then disabled and
 * tell the reason. Always the same element, so that what is typed inside outlives the change.
 */
export function Changes({ children }: { children: ReactNode }) {
  const reason = useFrozen();
  // Without a visible name: as a named group it would be read out around every button.
  return (
    <fieldset className="changes" disabled={reason !== null} title={reason ?? undefined}>
      <legend hidden>{i18n._("Changes")}</legend>
      <Here value={reason}>{children}</Here>
    </fieldset>
  );
}
