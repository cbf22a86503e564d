import { i18n } from "../../lib/i18n.ts";
import { Late } from "../../ui/late.tsx";
import { Bone } from "../../ui/states.tsx";

/** A card of a number while it loads. */
export function NumberSkeleton() {
  return (
    <Late>
      <div className="card" role="status" aria-label={i18n._("Loading numbers")}>
        <Bone size="short" />
        <Bone />
      </div>
    </Late>
  );
}
