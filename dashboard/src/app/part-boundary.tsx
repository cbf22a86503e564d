import { Component, type ReactNode } from "react";
import { i18n } from "../lib/i18n.ts";
import { outdated } from "../lib/page-health.ts";
import { ErrorState } from "../ui/states.tsx";

interface State {
  error: Error | null;
}

/** A part that could not be loaded or broke leaves the rest of the page standing. */
export class PartBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    if (/dynamically imported module|importing a module|module script/i.test(error.message)) {
      outdated.set(true);
    }
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    return (
      <ErrorState
        title={i18n._("This part could not be shown")}
        error={null}
        onRetry={() => location.reload()}
      />
    );
  }
}
