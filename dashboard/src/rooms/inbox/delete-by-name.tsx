import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";

interface DeleteProps {
  id: string;
  name: string;
  remove: UseMutationResult<void, Error, string>;
}

/** Deleting asks once more, by the thing's name. */
export function DeleteByName({ id, name, remove }: DeleteProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button look="quiet" onClick={() => setAsking(true)}>
        {i18n._("Delete")}
      </Button>
    );
  }
  return (
    <Button
      look="danger"
      busy={remove.isPending}
      onClick={() => remove.mutate(id, { onError: (error) => showToast(error.message) })}
    >
      {i18n._("Delete {name}", { name })}
    </Button>
  );
}
