import { useCallback, useEffect, useState } from "react";
import { i18n } from "../lib/i18n.ts";
import { noteSignedOut } from "../lib/page-health.ts";
import { Button } from "../ui/button.tsx";

const EVERY = 60_000;
const AFTER_THE_END = 1_000;
const SOON = 10 * 60;

interface Left {
  seconds_left: number;
  can_stay: boolean;
}

/** Says ten minutes ahead that the session ends by itself, and when it has. Asking is no input. */
export function SessionNote() {
  const [left, setLeft] = useState<Left | null>(null);
  const look = useCallback(async () => setLeft(await timeLeft()), []);
  useEffect(() => {
    const end = left ? left.seconds_left * 1_000 + AFTER_THE_END : EVERY;
    const timer = setInterval(() => void look(), Math.min(EVERY, end));
    return () => clearInterval(timer);
  }, [look, left]);
  if (!left || left.seconds_left <= 0 || left.seconds_left > SOON) {
    return null;
  }
  const minutes = Math.ceil(left.seconds_left / 60);
  return (
    <div className="note" role="status">
      <span className="notice-text">
        {i18n._("You will be signed out in {minutes} min. Drafts are kept.", { minutes })}
      </span>
      {left.can_stay ? (
        <Button onClick={() => void stay().then(look)}>{i18n._("Stay signed in")}</Button>
      ) : null}
    </div>
  );
}

async function timeLeft(): Promise<Left | null> {
  try {
    const answer = await fetch("/account/session", { headers: { Accept: "application/json" } });
    if (answer.status === 401) {
      noteSignedOut(answer);
    }
    return answer.ok ? ((await answer.json()) as Left) : null;
  } catch {
    return null;
  }
}

/** A page of the account area counts as input. */
async function stay(): Promise<void> {
  await fetch("/account/sessions", { method: "HEAD" }).catch(() => undefined);
}
