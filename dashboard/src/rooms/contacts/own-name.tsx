import { useState } from "react";
import type { Contact } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Field } from "../../ui/field.tsx";
import { useRenameContact } from "./queries.ts";

/** Our own name for the customer, which stands before the one they chose. */
export function OwnName({ contact }: { contact: Contact }) {
  const [editing, setEditing] = useState(false);
  const mayName = useMay("inbox.reply");
  if (editing) {
    return <NameForm contact={contact} onDone={() => setEditing(false)} />;
  }
  return (
    <>
      <dt>{i18n._("Our name")}</dt>
      <dd className="own-name">
        {contact.name ? (
          <bdi>{contact.name}</bdi>
        ) : (
          <span className="facts-absent">{i18n._("None: the name on WhatsApp is shown")}</span>
        )}
        {mayName ? (
          <Changes>
            <Button look="quiet" onClick={() => setEditing(true)}>
              {i18n._("Change name")}
            </Button>
          </Changes>
        ) : null}
      </dd>
    </>
  );
}

function NameForm({ contact, onDone }: { contact: Contact; onDone(): void }) {
  const [name, setName] = useState(contact.name ?? "");
  const rename = useRenameContact(contact.id);
  return (
    <dd>
      <form
        className="own-name-form"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(name.trim(), { onSuccess: onDone });
        }}
      >
        <Field
          label={i18n._("Our name")}
          help={i18n._("Only your team sees it. Leave it empty to show the name on WhatsApp.")}
          dir="auto"
          autoFocus
          value={name}
          maxLength={120}
          error={rename.error?.message}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="own-name-deeds">
          <Changes>
            <Button type="submit" look="primary" busy={rename.isPending}>
              {i18n._("Save name")}
            </Button>
          </Changes>
          <Button onClick={onDone}>{i18n._("Cancel")}</Button>
        </div>
      </form>
    </dd>
  );
}
