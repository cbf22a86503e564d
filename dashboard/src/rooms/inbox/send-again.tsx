import { useState } from "react";
import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Changes } from "../../ui/changes.tsx";
import { useThreadDeeds } from "./thread-deeds.ts";

/** Under a message that failed, or whose fate is not known: the choice to send it once more. */
export function SendAgain({ message }: { message: Message }) {
  const { again } = useThreadDeeds();
  const [done, setDone] = useState(false);
  const unclear = message.status === "failed" || message.status === "unknown";
  if (again === null || done || !unclear || !isWhole(message)) {
    return null;
  }
  return (
    <div className="trouble-actions">
      <Changes>
        <Button
          onClick={() => {
            setDone(true);
            again(message);
          }}
        >
          {message.status === "failed"
            ? i18n._("Send again")
            : i18n._("Send again: it may arrive twice")}
        </Button>
      </Changes>
    </div>
  );
}

/** Whether all that it said is still here: nobody sends an empty message, or one without its file. */
function isWhole({ type, text, media, template }: Message): boolean {
  if (media) {
    return media.state === "stored";
  }
  return template !== null || (type === "text" && text !== null && text !== "");
}
