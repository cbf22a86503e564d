import type { ReactNode } from "react";
import { i18n } from "../lib/i18n.ts";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./states.css";

interface EmptyProps {
  icon: IconName;
  title: string;
  /** What will appear here and the one next step. */
  children: ReactNode;
}

export function EmptyState({ icon, title, children }: EmptyProps) {
  return (
    <div className="state">
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      <div className="state-text">{children}</div>
    </div>
  );
}

interface ErrorProps {
  title: string;
  error: unknown;
  onRetry(): void;
}

/** What happened, in the server's words where it has some, and the way to try again. */
export function ErrorState({ title, error, onRetry }: ErrorProps) {
  return (
    <div className="state" role="alert">
      <Icon name="warning" size={28} />
      <h2>{title}</h2>
      <p className="state-text">{error instanceof Error ? error.message : null}</p>
      <Button onClick={onRetry}>{i18n._("Try again")}</Button>
    </div>
  );
}

/** One grey block of the real size of what is coming. */
export function Bone({ size = "line" }: { size?: "line" | "short" | "circle" | "block" }) {
  return <span className={`bone bone-${size}`} aria-hidden="true" />;
}
