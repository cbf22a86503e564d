import { type ReactNode, useEffect, useId, useRef } from "react";
import { i18n } from "../lib/i18n.ts";
import { Button } from "./button.tsx";
import "./dialog.css";

interface DialogProps {
  title: string;
  onClose(): void;
  wide?: boolean;
  children: ReactNode;
}

/** A modal on the native <dialog>: focus, Escape and inertness are the browser's. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={heading}
      onClose={onClose}
      onCancel={onClose}
      onMouseDown={(event) => {
        if (event.target === dialog.current) {
          onClose();
        }
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <Button look="quiet" icon="close" iconOnly onClick={onClose}>
            {i18n._("Close")}
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
