import { type FormEvent, useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { NewInvitation, Role } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { roleChoices } from "./roles.ts";
import { useInvite } from "./team-queries.ts";

/** Asks for role and perhaps an address; afterwards shows what there is to hand over. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const invite = useInvite();
  const [role, setRole] = useState<Role>("agent");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "").trim();
    invite.mutate({ role, email: email === "" ? null : email });
  }

  if (invite.data) {
    return (
      <Dialog title={i18n._("Invitation made")} onClose={onClose}>
        <InvitationMade made={invite.data} />
        <div className="dialog-foot">
          <Button look="primary" onClick={onClose}>
            {i18n._("Done")}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={i18n._("Invite somebody")} onClose={onClose}>
      <form className="cards" onSubmit={submit}>
        <SelectField
          label={i18n._("Role")}
          name="role"
          choices={roleChoices()}
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
          help={i18n._(
            "Agents answer what is theirs, managers see and assign everything, owners also manage channels, people and settings.",
          )}
        />
        <Field
          name="email"
          type="email"
          dir="ltr"
          label={role === "owner" ? i18n._("E-mail address") : i18n._("E-mail address, if any")}
          help={i18n._("Without one you get a link and a QR code to show them. It works once.")}
          maxLength={254}
          required={role === "owner"}
        />
        <FaultLine error={invite.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{i18n._("Cancel")}</Button>
          <Changes>
            <Button type="submit" look="primary" busy={invite.isPending}>
              {i18n._("Invite")}
            </Button>
          </Changes>
        </div>
      </form>
    </Dialog>
  );
}

/** What the maker of an invitation hands over, or that a mail is on its way. */
export function InvitationMade({ made }: { made: NewInvitation }) {
  if (made.link === null || made.qr === null) {
    return (
      <p>{i18n._("A mail with a link is on its way to {email}.", { email: made.email ?? "" })}</p>
    );
  }
  return (
    <>
      <p>
        {i18n._(
          "Let them point their phone's camera at the code, or send them the link. It is shown this once, works once, and for three days.",
        )}
      </p>
      <img
        className="invite-code"
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(made.qr)}`}
        alt={i18n._("QR code of the invitation")}
      />
      <CopyField label={i18n._("Link")} value={made.link} />
    </>
  );
}
