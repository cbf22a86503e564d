import type { ReactNode } from "react";
import type { Contact } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { displayName, displayPhone } from "../../lib/names.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { CustomerRights } from "./customer-rights.tsx";
import { OwnName } from "./own-name.tsx";
import { useContact } from "./queries.ts";
import "./contact-card.css";

interface ContactCardProps {
  contact: Contact;
  /** What stands between who they are and what may be done about their data. */
  children: ReactNode;
}

/** Who the customer is: shown at once from what the page knows, then brought up to date. */
export function ContactCard({ contact: known, children }: ContactCardProps) {
  const contact = useContact(known.id).data ?? known;
  const name = displayName(contact);
  const maySeePhone = useMay("contacts.see_phone");
  return (
    <div className="contact-card">
      <header className="contact-head">
        <Avatar name={name} />
        <h2>
          <bdi>{name}</bdi>
        </h2>
      </header>
      <dl className="facts">
        <OwnName contact={contact} />
        <dt>{i18n._("Phone")}</dt>
        <dd>
          {contact.phone ? (
            <bdi dir="ltr" className="digits">
              {displayPhone(contact.phone)}
            </bdi>
          ) : (
            <span className="facts-absent">
              {maySeePhone ? i18n._("No phone number") : i18n._("Not shown to you")}
            </span>
          )}
        </dd>
        {contact.profile_name ? (
          <>
            <dt>{i18n._("Name on WhatsApp")}</dt>
            <dd>
              <bdi>{contact.profile_name}</bdi>
            </dd>
          </>
        ) : null}
        {contact.username ? (
          <>
            <dt>{i18n._("User name")}</dt>
            <dd>
              <bdi dir="ltr">{contact.username}</bdi>
            </dd>
          </>
        ) : null}
      </dl>
      {children}
      <CustomerRights contact={contact} />
    </div>
  );
}
