import { useState } from "react";
import type { ApiKey } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import { useApiKeys, useRevokeApiKey } from "./queries.ts";

export function ApiKeyTable() {
  const keys = useApiKeys();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  if (keys.isPending) {
    return (
      <Late>
        <Bone />
      </Late>
    );
  }
  if (keys.isError) {
    return (
      <ErrorState
        title={i18n._("The keys could not be loaded")}
        error={keys.error}
        onRetry={() => void keys.refetch()}
      />
    );
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
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{i18n._("Name")}</th>
              <th scope="col">{i18n._("Begins with")}</th>
              <th scope="col">{i18n._("Made")}</th>
              <th scope="col">{i18n._("Last used")}</th>
              <th scope="col">
                <span className="visually-hidden">{i18n._("Actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.data.map((key) => (
              <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
            ))}
          </tbody>
        </table>
      </div>
      {revoking ? <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke(): void }) {
  return (
    <tr>
      <td data-label={i18n._("Name")}>
        <bdi>{apiKey.name}</bdi>
      </td>
      <td data-label={i18n._("Begins with")}>
        <code dir="ltr">{`${apiKey.prefix}…`}</code>
      </td>
      <td data-label={i18n._("Made")}>
        <Moment at={apiKey.created_at} />
      </td>
      <td data-label={i18n._("Last used")}>
        {apiKey.last_used_at ? <Moment at={apiKey.last_used_at} /> : i18n._("Never")}
      </td>
      <td className="table-deeds">
        <Button look="danger" onClick={onRevoke}>
          {i18n._("Revoke")}
        </Button>
      </td>
    </tr>
  );
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
