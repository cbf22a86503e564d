import { Link, useLocation } from "@tanstack/react-router";
import { i18n } from "../lib/i18n.ts";
import { useBilling } from "../rooms/billing/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { AccountMenu } from "./account-menu.tsx";

export function Sidebar({ onShowKeys }: { onShowKeys(): void }) {
  const { pathname } = useLocation();
  const reading = pathname.includes("/inbox");
  const setting = pathname.includes("/settings");
  const paying = pathname.endsWith("/billing");
  const billing = useBilling();
  return (
    <nav className="sidebar" aria-label={i18n._("Main")}>
      <Link
        to="/inbox/$queue"
        params={{ queue: "mine" }}
        search={{ filter: "open" }}
        className={reading ? "sidebar-link active" : "sidebar-link"}
        aria-current={reading ? "page" : undefined}
      >
        <Icon name="inbox" size={22} />
        {i18n._("Inbox")}
      </Link>
      <Link
        to="/settings/channels"
        className={setting ? "sidebar-link active" : "sidebar-link"}
        aria-current={setting ? "page" : undefined}
      >
        <Icon name="settings" size={22} />
        {i18n._("Settings")}
      </Link>
      {billing.data?.state ? (
        <Link
          to="/billing"
          className={paying ? "sidebar-link active" : "sidebar-link"}
          aria-current={paying ? "page" : undefined}
        >
          <Icon name="card" size={22} />
          {i18n._("Billing")}
        </Link>
      ) : null}
      <div className="sidebar-end">
        <AccountMenu onShowKeys={onShowKeys} />
      </div>
    </nav>
  );
}
