import type { QueryClient } from "@tanstack/react-query";
import type { Push } from "../../api/pushes.ts";
import { inboxKeys } from "./keys.ts";

/** Asks for a number's templates anew: news of its account may have approved or paused one. */
export function applyToTemplates(client: QueryClient, push: Push): void {
  if (push.type === "number.changed") {
    void client.invalidateQueries({ queryKey: inboxKeys.templates(push.number.id) });
  }
}
