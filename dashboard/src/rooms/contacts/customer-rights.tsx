import { useState } from "react";
import type { Contact } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { displayName } from "../../lib/names.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";

/** What a customer may ask the shop for about what is stored of them. */
export function CustomerRights({ contact }: { contact: Contact }) {
  const mayErase = useMay("contacts.erase");
  const mayExport = useMay("contacts.export");
  const [asking, setAsking] = useState<"erase" | "export" | null>(null);
  const about = {
    id: contact.id,
    name: displayName(contact),
    onClose: () => setAsking(null),
  };
  if (!mayErase && !mayExport) {
    return null;
  }
  return (
    <section className="customer-rights" aria-label={i18n._("What is stored of this customer")}>
      <Changes>
        {mayExport ? (
          <Button look="quiet" onClick={() => setAsking("export")}>
            {i18n._("Export data")}
          </Button>
        ) : null}
        {mayErase ? (
          <Button look="quiet" onClick={() => setAsking("erase")}>
            {i18n._("Erase customer")}
          </Button>
        ) : null}
      </Changes>
      {asking === "erase" ? <EraseDialog {...about} /> : null}
      {asking === "export" ? <ExportDialog {...about} /> : null}
    </section>
  );
}
