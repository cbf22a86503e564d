import { useState } from "react";
import type { ApiKey } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useApiKeys, useRevokeApiKey } from "./queries.ts";

export function ApiKeyTable() {
  const keys = useApiKeys();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  if (keys.data === undefined) {
    return <Waiting query={keys} failure={i18n._("The keys could not be loaded")} />;
  }
  if (keys.data.length === 0) {
    return (
      <EmptyState icon="keyboard" title={i18n._("No keys yet")}>
        {i18n._("Create one above when a program needs to use the API.")}
      </EmptyState>
    );
  }
  return (
    <>
      <Table
        columns={columns()}
        rows={keys.data}
        deeds={(key) => (
          <Button look="danger" onClick={() => setRevoking(key)}>
            {i18n._("Revoke")}
          </Button>
        )}
      />
      {revoking ? <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}

function columns(): Column<ApiKey>[] {
  return [
    { head: i18n._("Name"), cell: ({ name }) => <bdi>{name}</bdi> },
    { head: i18n._("Begins with"), cell: ({ prefix }) => <code dir="ltr">{`${prefix}…`}</code> },
    { head: i18n._("Made"), cell: ({ created_at: at }) => <Moment at={at} /> },
    {
      head: i18n._("Last used"),
      cell: ({ last_used_at: at }) => (at ? <Moment at={at} /> : i18n._("Never")),
    },
  ];
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={fullTime(at)}>
      {briefTime(at, useNow())}
    </time>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose(): void }) {
  const revoke = useRevokeApiKey();
  return (
    <Dialog title={i18n._("Revoke {name}?", { name: apiKey.name })} onClose={onClose}>
      <p>{i18n._("Programs that use this key stop working at once. This cannot be undone.")}</p>
      {revoke.isError ? (
        <p className="field-error" role="alert">
          {revoke.error.message}
        </p>
      ) : null}
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep it")}</Button>
        <Button
          look="danger"
          busy={revoke.isPending}
          onClick={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
        >
          {i18n._("Revoke")}
        </Button>
      </div>
    </Dialog>
  );
}
