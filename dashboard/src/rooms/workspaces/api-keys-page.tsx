import { type FormEvent, useState } from "react";
import { refusalCode } from "../../api/failures.ts";
import type { NewApiKey } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Field } from "../../ui/field.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { ApiKeyTable } from "./api-key-table.tsx";
import { useCreateApiKey } from "./queries.ts";

/** Keys with which other programs use the API. */
export function ApiKeysPage() {
  const create = useCreateApiKey();
  const [made, setMade] = useState<NewApiKey | null>(null);
  const mustConfirm = refusalCode(create.error) === "reauthenticate";

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name") ?? "").trim();
    create.mutate(name, {
      onSuccess: (key) => {
        setMade(key);
        form.reset();
      },
    });
  }

  return (
    <div className="page">
      <PageHead title={i18n._("API keys")} />
      <p className="page-lead">
        {i18n._("A key lets another program read and answer in this workspace with your rights.")}
      </p>
      <form className="card key-form" onSubmit={submit}>
        <Changes>
          <Field
            name="name"
            label={i18n._("Name of the new key")}
            help={i18n._("For you to tell keys apart: the program that will use it.")}
            maxLength={80}
            required
            defaultValue={new URLSearchParams(location.search).get("name") ?? ""}
            error={mustConfirm ? undefined : create.error?.message}
          />
          {mustConfirm ? <ConfirmFirst name={create.variables ?? ""} /> : null}
          <div>
            <Button type="submit" look="primary" busy={create.isPending}>
              {i18n._("Create key")}
            </Button>
          </div>
        </Changes>
      </form>
      {made ? (
        <section className="card card-note" role="status">
          <p>{i18n._("Copy the key now. It is shown this once and cannot be shown again.")}</p>
          <CopyField label={made.name} value={made.key} />
          <div>
            <Button onClick={() => setMade(null)}>{i18n._("I have copied it")}</Button>
          </div>
        </section>
      ) : null}
      <ApiKeyTable />
    </div>
  );
}

/** A key is power: the server asks again who you are, and leads back here with what was typed. */
function ConfirmFirst({ name }: { name: string }) {
  const back = `${location.pathname}?name=${encodeURIComponent(name)}`;
  return (
    <p role="alert" className="fault-line">
      <span>{i18n._("A key is sensitive, so confirm first that it is you.")}</span>
      <a className="button" href={`/account/confirm?next=${encodeURIComponent(back)}`}>
        {i18n._("Confirm")}
      </a>
    </p>
  );
}
