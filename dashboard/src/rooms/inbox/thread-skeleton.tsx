import { i18n } from "../../lib/i18n.ts";
import { Bone } from "../../ui/states.tsx";
import "./thread.css";

/** The shape of a thread while it is on its way. */
export function ThreadSkeleton() {
  return (
    <div className="thread-skeleton" role="status" aria-label={i18n._("Loading messages")}>
      {["in", "out", "in", "in", "out"].map((direction, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
        <div className={`line line-${direction} line-first`} key={index}>
          <Bone size="block" />
        </div>
      ))}
    </div>
  );
}
