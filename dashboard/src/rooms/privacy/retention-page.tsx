import { type FormEvent, useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Retention } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { Field } from "../../ui/field.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { LossDialog } from "./loss-dialog.tsx";
import { useChooseRetention, useRetention } from "./queries.ts";

/** How long this workspace keeps what is said in it. */
export function RetentionPage() {
  const retention = useRetention();
  return (
    <div className="page">
      <PageHead title={i18n._("Privacy and retention")} />
      <p className="page-lead">
        {i18n._(
          "Messages, files, notes, drafts and delivery reports are deleted by themselves when they are this old. Every age counts from the moment in which we stored the thing.",
        )}
      </p>
      <Waiting query={retention} failure={i18n._("The settings could not be loaded")} />
      {retention.data ? <RetentionForm now={retention.data} key={retention.data.days} /> : null}
      <p>
        <a href="/privacy">{i18n._("What is kept for how long, in full")}</a>
      </p>
    </div>
  );
}

function RetentionForm({ now }: { now: Retention }) {
  const choose = useChooseRetention();
  const [asked, setAsked] = useState<number | null>(null);
  const saved = { onSuccess: () => showToast(i18n._("Saved")) };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const days = Number(new FormData(event.currentTarget).get("days"));
    if (days < now.days) {
      choose.reset();
      setAsked(days);
    } else {
      choose.mutate(days, saved);
    }
  }

  return (
    <form className="card" onSubmit={submit}>
      <Changes>
        <Field
          name="days"
          type="number"
          inputMode="numeric"
          label={i18n._("Days until things are deleted")}
          help={i18n._("From 1 to {most}. Customers and their conversations stay in the list.", {
            most: now.most,
          })}
          min={1}
          max={now.most}
          step={1}
          required
          defaultValue={now.days}
        />
        {asked === null ? <FaultLine error={choose.error} /> : null}
        <div>
          <Button type="submit" look="primary" busy={asked === null && choose.isPending}>
            {i18n._("Save")}
          </Button>
        </div>
      </Changes>
      {asked === null ? null : (
        <LossDialog
          days={asked}
          busy={choose.isPending}
          error={choose.error}
          onClose={() => setAsked(null)}
          onSure={() =>
            choose.mutate(asked, {
              onSuccess: () => {
                setAsked(null);
                saved.onSuccess();
              },
            })
          }
        />
      )}
    </form>
  );
}
