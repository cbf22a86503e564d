import { useState } from "react";
import { useMay, useOnlyLooks } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { ColleagueList } from "./colleague-list.tsx";
import { InvitationTable } from "./invitation-table.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { LeaveCard } from "./leave-card.tsx";
import { MemberTable } from "./member-table.tsx";
import "./team-page.css";
import { Changes } from "../../ui/changes.tsx";

/** Who works in this workspace, and the way in and out of it. */
export function TeamPage() {
  const manages = useMay("members.manage");
  const onlyLooks = useOnlyLooks();
  const [inviting, setInviting] = useState(false);
  return (
    <div className="page">
      <PageHead title={i18n._("Team")}>
        {manages ? (
          <Changes>
            <Button look="primary" onClick={() => setInviting(true)}>
              {i18n._("Invite somebody")}
            </Button>
          </Changes>
        ) : null}
      </PageHead>
      {manages ? (
        <>
          <MemberTable />
          <InvitationTable />
        </>
      ) : (
        <ColleagueList />
      )}
      {onlyLooks ? null : <LeaveCard />}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </div>
  );
}
