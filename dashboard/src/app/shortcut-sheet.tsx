import { Fragment } from "react";
import { i18n } from "../lib/i18n.ts";
import { Dialog } from "../ui/dialog.tsx";

export function ShortcutSheet({ onClose }: { onClose(): void }) {
  const keys: [string, string][] = [
    ["j", i18n._("Next conversation")],
    ["k", i18n._("Previous conversation")],
    ["t", i18n._("Take next")],
    ["r", i18n._("Write a reply")],
    ["n", i18n._("Write a note to colleagues")],
    ["e", i18n._("Resolve or reopen")],
    ["/", i18n._("Search, also with Ctrl or Cmd and K")],
    ["?", i18n._("Show these keys")],
  ];
  return (
    <Dialog title={i18n._("Keyboard shortcuts")} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, deed]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{deed}</dd>
          </Fragment>
        ))}
      </dl>
      <p>{i18n._("Enter sends, Shift and Enter start a new line. Keys rest while you type.")}</p>
    </Dialog>
  );
}
