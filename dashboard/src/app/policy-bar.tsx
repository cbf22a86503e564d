import { FaultLine } from "../api/fault-line.tsx";
import type { PolicyNotice } from "../api/types.ts";
import { i18n } from "../lib/i18n.ts";
import { fullTime } from "../lib/time.ts";
import { usePolicyNotices, useReadNotices } from "../rooms/privacy/queries.ts";
import { Button } from "../ui/button.tsx";
import { NoticeBar } from "./notice-bar.tsx";
import "./policy-bar.css";

/** Tells owners over every page what changed in the policies, until they say that they read it. */
export function PolicyBar() {
  const { data: notices = [] } = usePolicyNotices();
  const read = useReadNotices();
  if (notices.length === 0) {
    return null;
  }
  return (
    <NoticeBar
      label={i18n._("Our policies changed")}
      deed={
        <Button busy={read.isPending} onClick={() => read.mutate(notices)}>
          {i18n._("I have read it")}
        </Button>
      }
    >
      <p>
        <strong>{i18n._("Our policies changed in something that matters.")}</strong>
      </p>
      <ul className="policy-changes">
        {[...new Set(notices.map(({ reason }) => reason))].map((reason) => (
          <li key={reason}>
            {reason}
            {notices
              .filter((notice) => notice.reason === reason)
              .map((notice) => (
                <a
                  key={notice.id}
                  href={notice.link}
                  title={fullTime(notice.changed_at)}
                  target="_blank"
                  rel="noopener"
                >
                  {i18n._("{policy}: what is different", { policy: nameOf(notice.policy) })}
                </a>
              ))}
          </li>
        ))}
      </ul>
      <FaultLine error={read.error} />
    </NoticeBar>
  );
}

function nameOf(policy: PolicyNotice["policy"]): string {
  const names = {
    cookies: i18n._("Cookie Policy"),
    privacy: i18n._("Privacy Policy"),
    terms: i18n._("Terms of Use"),
    refund: i18n._("Refund Policy"),
  };
  return names[policy];
}
