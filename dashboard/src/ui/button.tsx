import type { ButtonHTMLAttributes, Ref } from "react";
import { useFrozenHere } from "./changes.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "primary" | "plain" | "quiet" | "danger";
  icon?: IconName;
  /** A square button: the text is read out, not shown. */
  iconOnly?: boolean;
  /** Its presses are counted under this name where people agreed (chatsync/analytics/names.py). */
  "data-track"?: string;
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "plain",
  icon,
  iconOnly = false,
  busy = false,
  children,
  ...rest
}: ButtonProps) {
  const frozen = useFrozenHere();
  const classes = ["button", `button-${look}`, iconOnly ? "button-square" : ""].join(" ");
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled || frozen !== null}
      title={frozen ?? rest.title}
    >
      {icon ? <Icon name={icon} /> : null}
      <span className={iconOnly ? "visually-hidden" : "button-text"}>{children}</span>
    </button>
  );
}
