import { useState } from "react";
import type { Contact } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { displayName } from "../../lib/names.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { EraseDialog } from "./erase-dialog.tsx";

/** What a customer may ask the shop for about what is stored of them. */
export function CustomerRights({ contact }: { contact: Contact }) {
  const mayErase = useMay("contacts.erase");
  const [erasing, setErasing] = useState(false);
  if (!mayErase) {
    return null;
  }
  return (
    <section className="customer-rights" aria-label={i18n._("What is stored of this customer")}>
      <Changes>
        <Button look="quiet" onClick={() => setErasing(true)}>
          {i18n._("Erase customer")}
        </Button>
      </Changes>
      {erasing ? (
        <EraseDialog
          id={contact.id}
          name={displayName(contact)}
          onClose={() => setErasing(false)}
        />
      ) : null}
    </section>
  );
}
