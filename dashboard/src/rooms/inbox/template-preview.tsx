import type { Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { BubbleText } from "./bubble-text.tsx";
import { useAddress } from "./media-queries.ts";
import { TemplateButtons } from "./template-buttons.tsx";
import { filledWords, type Values } from "./template-text.ts";

interface TemplatePreviewProps {
  template: Template;
  values: Values;
  file: File | null;
}

/** A template as the customer will see it. */
export function TemplatePreview({ template, values, file }: TemplatePreviewProps) {
  return (
    <div className="template-preview">
      <span className="template-facts">{i18n._("Preview")}</span>
      <div className="bubble-row">
        <div className="bubble bubble-out">
          <Top template={template} values={values} file={file} />
          <BubbleText text={filledWords(template.body, "body", values)} />
          {template.footer ? (
            <p className="template-footer" dir="auto">
              {template.footer}
            </p>
          ) : null}
        </div>
      </div>
      <TemplateButtons buttons={template.buttons} />
    </div>
  );
}

function Top({ template, values, file }: TemplatePreviewProps) {
  switch (template.header_format) {
    case null:
      return null;
    case "image":
      return file ? <Photo file={file} /> : <Box icon="image" words={i18n._("Photo")} />;
    case "video":
      return <Box icon="play" words={file?.name ?? i18n._("Video")} />;
    case "document":
      return <Box icon="file" words={file?.name ?? i18n._("Document")} />;
    case "location":
      return <Box icon="pin" words={values["header/location/name"] || i18n._("Location")} />;
    default:
      return (
        <p className="template-heading" dir="auto">
          {filledWords(template.header, "header", values)}
        </p>
      );
  }
}

function Photo({ file }: { file: File }) {
  const address = useAddress(file);
  return address ? <img className="template-photo" src={address} alt={file.name} /> : null;
}

function Box({ icon, words }: { icon: IconName; words: string }) {
  return (
    <span className="template-box">
      <Icon name={icon} size={20} />
      <bdi className="truncate">{words}</bdi>
    </span>
  );
}
