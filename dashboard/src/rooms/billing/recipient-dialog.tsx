import type { FormEvent } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { InvoiceRecipient } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Bone } from "../../ui/states.tsx";
import { useChangeRecipient, useRecipient } from "./invoice-queries.ts";

/** Whom later invoices name, with a company and its tax number. */
export function RecipientDialog({ onClose }: { onClose(): void }) {
  const known = useRecipient(true);
  const change = useChangeRecipient();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const read = (name: string) => String(typed.get(name) ?? "").trim();
    change.mutate(
      {
        email: read("invoice_email"),
        name: read("invoice_name"),
        company: read("company"),
        tax_id: read("tax_id"),
      },
      { onSuccess: onClose },
    );
  }

  return (
    <Dialog title={i18n._("Whom invoices name")} onClose={onClose}>
      {known.isPending ? <Bone size="block" /> : null}
      <FaultLine error={known.error} />
      {known.data ? (
        <form className="cards" onSubmit={submit}>
          <p>
            {i18n._("Paddle keeps this and writes it on later invoices; those that are out stay.")}
          </p>
          <Fields known={known.data} />
          <FaultLine error={change.error} />
          <div className="dialog-foot">
            <Button onClick={onClose}>{i18n._("Cancel")}</Button>
            <Button type="submit" look="primary" busy={change.isPending}>
              {i18n._("Save at Paddle")}
            </Button>
          </div>
        </form>
      ) : null}
    </Dialog>
  );
}

function Fields({ known }: { known: InvoiceRecipient }) {
  return (
    <>
      <Field
        name="invoice_email"
        type="email"
        dir="ltr"
        label={i18n._("Address that Paddle writes to")}
        defaultValue={known.email}
        maxLength={254}
        required
      />
      <Field
        name="invoice_name"
        dir="auto"
        label={i18n._("Name")}
        defaultValue={known.name}
        maxLength={100}
      />
      <Field
        name="company"
        dir="auto"
        label={i18n._("Company, if invoices shall name one")}
        defaultValue={known.company}
        maxLength={100}
      />
      <Field
        name="tax_id"
        dir="ltr"
        label={i18n._("Its tax number")}
        defaultValue={known.tax_id}
        maxLength={30}
      />
    </>
  );
}
