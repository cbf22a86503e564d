import { useState } from "react";
import type { TemplateGap } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { FieldFrame } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { acceptedAs, kindOfFile, refusalOfFile } from "./file-kinds.ts";
import { gapId, gapWords } from "./template-text.ts";

interface TemplateFileProps {
  gap: TemplateGap;
  file: File | null;
  missing: boolean;
  onPick(file: File | null): void;
}

/** Choosing the photo, video or document that stands at the top of a template. */
export function TemplateFile({ gap, file, missing, onPick }: TemplateFileProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  function pick(chosen: File | undefined) {
    const why = chosen ? refusalHere(chosen, gap.kind) : null;
    setRefusal(why);
    onPick(why === null ? (chosen ?? null) : null);
  }
  const label = gapWords(gap);
  return (
    <FieldFrame
      label={label}
      error={
        refusal ??
        (missing ? i18n._("{label} is empty. Fill it in to send.", { label }) : undefined)
      }
      control={(ties) => (
        <span className="file-pick">
          <input
            {...ties}
            type="file"
            name={gapId(gap)}
            accept={acceptedAs(gap.kind)}
            onChange={({ target }) => pick(target.files?.[0])}
          />
          <span className="file-pick-face" aria-hidden="true">
            <Icon name="file" />
            <bdi className="truncate">{file?.name ?? i18n._("Choose a file")}</bdi>
          </span>
        </span>
      )}
    />
  );
}

function refusalHere(file: File, kind: string): string | null {
  return kindOfFile(file) === kind
    ? refusalOfFile(file)
    : i18n._("This template takes another kind of file. Choose one of the kind named above.");
}
