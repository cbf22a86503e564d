import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { useViewer, viewerMay } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { Late } from "../ui/late.tsx";
import { Bone } from "../ui/states.tsx";
import { PartBoundary } from "./part-boundary.tsx";
import "./settings-layout.css";

/** The settings pages and the way between them; pages a person may not use are not offered. */
export function SettingsLayout() {
  const viewer = useViewer();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen the names stand in one row that scrolls: the open page's is kept in sight.
  useEffect(() => {
    const open = nav.current?.querySelector(`a[href$="${pathname}"]`);
    open?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <div className="settings">
      <nav className="settings-nav" ref={nav} aria-label={i18n._("Settings")}>
        <ul>
          <li>
            <Link to="/settings/channels" className="settings-link">
              {i18n._("WhatsApp numbers")}
            </Link>
          </li>
          <li>
            <Link to="/settings/team" className="settings-link">
              {i18n._("Team")}
            </Link>
          </li>
          {viewerMay(viewer, "settings.manage") ? (
            <li>
              <Link to="/settings/conversations" className="settings-link">
                {i18n._("Conversations")}
              </Link>
            </li>
          ) : null}
          {viewerMay(viewer, "settings.manage") ? (
            <li>
              <Link to="/settings/workspace" className="settings-link">
                {i18n._("Workspace")}
              </Link>
            </li>
          ) : null}
          {viewerMay(viewer, "settings.manage") ? (
            <li>
              <Link to="/settings/privacy" className="settings-link">
                {i18n._("Privacy and retention")}
              </Link>
            </li>
          ) : null}
          {viewerMay(viewer, "audit.see") ? (
            <li>
              <Link to="/settings/audit-log" className="settings-link">
                {i18n._("Audit log")}
              </Link>
            </li>
          ) : null}
          {viewerMay(viewer, "api_keys.manage") ? (
            <li>
              <Link to="/settings/api-keys" className="settings-link">
                {i18n._("API keys")}
              </Link>
            </li>
          ) : null}
          {viewerMay(viewer, "parked.see") ? (
            <li>
              <Link to="/settings/parked" className="settings-link">
                {i18n._("Unreadable updates")}
              </Link>
            </li>
          ) : null}
        </ul>
      </nav>
      <div className="settings-page">
        <PartBoundary>
          <Suspense
            fallback={
              <Late>
                <div className="page">
                  <Bone size="short" />
                  <Bone />
                </div>
              </Late>
            }
          >
            <Outlet />
          </Suspense>
        </PartBoundary>
      </div>
    </div>
  );
}
