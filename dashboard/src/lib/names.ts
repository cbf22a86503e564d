import { i18n } from "./i18n.ts";

interface Nameable {
  name: string | null;
  profile_name: string | null;
  phone: string | null;
  username: string | null;
}

/** What a customer is called on screen: our own name first, then what WhatsApp says. */
export function displayName(contact: Nameable): string {
  return (
    contact.name ??
    contact.profile_name ??
    contact.phone ??
    contact.username ??
    i18n._("WhatsApp user")
  );
}
