import { type ReactNode, useEffect, useState } from "react";

/** Shows a placeholder only when the wait is long enough to be noticed. */
export function Late({ after = 150, children }: { after?: number; children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return due ? children : null;
}
