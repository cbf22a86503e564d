import { i18n } from "./i18n.ts";

interface Nameable {
  name: string | null;
  profile_name: string | null;
  phone: string | null;
  username: string | null;
}

/** A number as people write it: Pakistani mobile numbers in groups, others as they are. */
export function displayPhone(phone: string): string {
  return phone.replace(/^\+92(3\d{2})(\d{7})$/, "+92 $1 $2");
}

/** What a customer is called on screen: our own name first, then what WhatsApp says. */
export function displayName(contact: Nameable): string {
  return (
    contact.name ??
    contact.profile_name ??
    (contact.phone === null ? null : displayPhone(contact.phone)) ??
    contact.username ??
    i18n._("WhatsApp user")
  );
}
