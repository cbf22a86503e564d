import { type FormEvent, useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import { useMay, useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { useClose } from "./closing-queries.ts";

/** The end of the workspace, for an owner; asks once more and wants its name typed. */
export function CloseCard() {
  const { workspace } = useViewer();
  const mayClose = useMay("workspace.close");
  const [asking, setAsking] = useState(false);
  if (!mayClose || workspace.status === "closing") {
    return null;
  }
  return (
    <section className="card">
      <h2>{i18n._("Close the workspace")}</h2>
      <p>
        {i18n._(
          "It can be read for 14 more days, and an owner can take it back. Then all of it is deleted, and its WhatsApp numbers are free for another workspace.",
        )}
      </p>
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          {i18n._("Close the workspace")}
        </Button>
      </div>
      {asking ? <CloseDialog name={workspace.name} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function CloseDialog({ name, onClose }: { name: string; onClose(): void }) {
  const close = useClose();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("workspace_name"));
    close.mutate(typed, { onSuccess: onClose });
  }
  return (
    <Dialog title={i18n._("Close {workspace}?", { workspace: name })} onClose={onClose}>
      <form className="cards" onSubmit={submit}>
        <p>
          {i18n._(
            "From now on nothing is sent or changed; what customers write is still stored. All members see it, and who has an address gets a mail. In 14 days messages, files, customers, notes, settings and the audit log are deleted, and nobody can bring them back.",
          )}
        </p>
        <p>
          {i18n._(
            "What is paid through Paddle ends with its period and is renewed no more; taking the closing back renews it again. Invoices go with the workspace here, and stay in Paddle's mails and portal.",
          )}
        </p>
        <Field
          name="workspace_name"
          label={i18n._("Type the name of the workspace: {workspace}", { workspace: name })}
          dir="auto"
          autoComplete="off"
          maxLength={200}
          required
        />
        <FaultLine error={close.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{i18n._("Keep it")}</Button>
          <Button type="submit" look="danger" busy={close.isPending}>
            {i18n._("Close it")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
