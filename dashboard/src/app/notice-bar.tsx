import { type ReactNode, useId, useState } from "react";
import { i18n } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import "./notice-bar.css";

interface NoticeBarProps {
  /** What it is about, as it is read out. */
  label: string;
  icon?: "warning" | "clock";
  /** What everybody must see. */
  children: ReactNode;
  /** What follows from it; on a phone it is shown when somebody asks. */
  more?: ReactNode;
  /** What can be done about it here. */
  deed?: ReactNode;
}

/** A line over every page: how the workspace stands. */
export function NoticeBar({ label, icon = "warning", children, more, deed }: NoticeBarProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <section className="notice-bar" role="status" aria-label={label}>
      <Icon name={icon} size={20} />
      <div className="notice-words">
        {children}
        {more ? (
          <div id={id} className="notice-more" data-open={isOpen || undefined}>
            {more}
          </div>
        ) : null}
      </div>
      {more || deed ? (
        <div className="notice-deeds">
          {more ? (
            <div className="notice-fold">
              <Button aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
                {isOpen ? i18n._("Say less") : i18n._("What that means")}
              </Button>
            </div>
          ) : null}
          {deed}
        </div>
      ) : null}
    </section>
  );
}
