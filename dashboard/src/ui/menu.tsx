import * as Dropdown from "@radix-ui/react-dropdown-menu";
import type { ReactElement, ReactNode } from "react";
import { pageDirection } from "../lib/page.ts";
import { useFrozenHere } from "./changes.tsx";
import "./menu.css";

interface MenuProps {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
}

/** A menu on a button. Not modal: its scroll lock would write a style element, which we forbid. */
export function Menu({ trigger, label, children }: MenuProps) {
  return (
    <Dropdown.Root modal={false} dir={pageDirection()}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          className="menu"
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

interface MenuItemProps {
  children: ReactNode;
  checked?: boolean;
  onSelect(): void;
}

export function MenuItem({ children, checked, onSelect }: MenuItemProps) {
  const frozen = useFrozenHere();
  const rest = {
    className: "menu-item",
    disabled: frozen !== null,
    title: frozen ?? undefined,
    onSelect,
  };
  if (checked === undefined) {
    return <Dropdown.Item {...rest}>{children}</Dropdown.Item>;
  }
  return (
    <Dropdown.CheckboxItem {...rest} checked={checked}>
      {children}
    </Dropdown.CheckboxItem>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <Dropdown.Label className="menu-heading">{children}</Dropdown.Label>;
}

export function MenuLine() {
  return <Dropdown.Separator className="menu-line" />;
}
