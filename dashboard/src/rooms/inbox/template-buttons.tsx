import type { Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import "./template-buttons.css";

const icons: Record<string, IconName> = {
  url: "next",
  copy_code: "copy",
  otp: "copy",
  quick_reply: "reply",
};

/** What the customer may tap under a template. Here they do nothing. */
export function TemplateButtons({ buttons }: { buttons: Template["buttons"] }) {
  if (buttons.length === 0) {
    return null;
  }
  return (
    <ul className="template-buttons" aria-label={i18n._("Buttons the customer sees")}>
      {buttons.map(({ type, text }) => (
        <li className="template-button" key={`${type}/${text}`}>
          <Icon name={icons[type] ?? "next"} size={14} />
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
}
