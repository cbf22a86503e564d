import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { i18n } from "../lib/i18n.ts";
import { useShortcuts } from "../lib/use-shortcuts.ts";
import { SearchGate } from "../rooms/inbox/search-gate.tsx";
import { ClosingBar } from "./closing-bar.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { PartBoundary } from "./part-boundary.tsx";
import { PlanBar } from "./plan-bar.tsx";
import { PolicyBar } from "./policy-bar.tsx";
import { SessionNote } from "./session-note.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { Sidebar } from "./sidebar.tsx";
import { StandingBar } from "./standing-bar.tsx";
import { StepInBar } from "./step-in-bar.tsx";
import "./shell.css";

/** Bar, notes and the page of the moment. */
export function Shell() {
  const [sheet, setSheet] = useState(false);
  useShortcuts({ "?": () => setSheet(true) });
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {i18n._("Skip to the content")}
      </a>
      <Sidebar onShowKeys={() => setSheet(true)} />
      <div className="shell-page">
        <StepInBar />
        <ClosingBar />
        <StandingBar />
        <PlanBar />
        <PolicyBar />
        <main id="main" className="main" tabIndex={-1}>
          <PartBoundary>
            <Outlet />
          </PartBoundary>
        </main>
      </div>
      <SessionNote />
      <ConnectionNote />
      <SearchGate />
      {sheet ? <ShortcutSheet onClose={() => setSheet(false)} /> : null}
    </div>
  );
}
