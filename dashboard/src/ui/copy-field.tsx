import { useId, useState } from "react";
import { i18n } from "../lib/i18n.ts";
import { Button } from "./button.tsx";
import "./copy-field.css";

interface CopyFieldProps {
  label: string;
  value: string;
  /** The button is a square, so that the value has room beside others. */
  iconOnly?: boolean;
}

/** A value to carry elsewhere: shown whole, never mirrored, one press to copy. */
export function CopyField({ label, value, iconOnly = false }: CopyFieldProps) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      document.getElementById(id)?.focus();
      (document.getElementById(id) as HTMLInputElement | null)?.select();
    }
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-field">
        <input id={id} className="input" dir="ltr" readOnly value={value} />
        <Button icon={copied ? "check" : "copy"} iconOnly={iconOnly} onClick={() => void copy()}>
          {copied ? i18n._("Copied") : i18n._("Copy")}
        </Button>
      </div>
    </div>
  );
}
