import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Invitation, NewInvitation } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { InvitationMade } from "./invite-dialog.tsx";
import { roleName } from "./roles.ts";
import { useInvitations, useRenewInvitation, useRevokeInvitation } from "./team-queries.ts";

/** Invitations that nobody accepted yet; nothing where there are none. */
export function InvitationTable() {
  const invitations = useInvitations();
  const [renewed, setRenewed] = useState<NewInvitation | null>(null);
  if (invitations.isError) {
    return (
      <ErrorState
        title={i18n._("The invitations could not be loaded")}
        error={invitations.error}
        onRetry={() => void invitations.refetch()}
      />
    );
  }
  if (!invitations.data || invitations.data.length === 0) {
    return null;
  }
  return (
    <section className="cards" aria-label={i18n._("Open invitations")}>
      <h2>{i18n._("Open invitations")}</h2>
      <div className="table-frame">
        <table className="table seat-table">
          <tbody>
            {invitations.data.map((each) => (
              <InvitationRow key={each.id} invitation={each} onRenewed={setRenewed} />
            ))}
          </tbody>
        </table>
      </div>
      {renewed ? (
        <Dialog title={i18n._("Invitation renewed")} onClose={() => setRenewed(null)}>
          <InvitationMade made={renewed} />
        </Dialog>
      ) : null}
    </section>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onRenewed(made: NewInvitation): void;
}

function InvitationRow({ invitation, onRenewed }: InvitationRowProps) {
  const renew = useRenewInvitation();
  const revoke = useRevokeInvitation();
  const fault = renew.error ?? revoke.error;
  const expired = Date.parse(invitation.expires_at) <= useNow();
  return (
    <tr>
      <td>
        <bdi className="seat-name">{invitation.email ?? i18n._("By link")}</bdi>
        <span className="seat-login">
          {expired
            ? i18n._("Expired")
            : i18n._("Until {time}", { time: dayAndTime(invitation.expires_at) })}
        </span>
        <FaultLine error={fault} />
      </td>
      <td>{roleName(invitation.role)}</td>
      <td className="table-deeds">
        <div className="seat-deeds">
          <Changes>
            <Button
              busy={renew.isPending}
              onClick={() => renew.mutate(invitation.id, { onSuccess: onRenewed })}
            >
              {invitation.email ? i18n._("Send again") : i18n._("New link")}
            </Button>
            <Button
              look="danger"
              busy={revoke.isPending}
              onClick={() => revoke.mutate(invitation.id)}
            >
              {i18n._("Take back")}
            </Button>
          </Changes>
        </div>
      </td>
    </tr>
  );
}
