import { type FormEvent, useRef, useState } from "react";
import type { Contact, Template, TemplateGap } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import type { Outgoing } from "./outgoing.ts";
import { TemplateFile } from "./template-file.tsx";
import { TemplatePreview } from "./template-preview.tsx";
import {
  emptyFields,
  filledTemplate,
  gapId,
  gapWords,
  isFile,
  placeFields,
  placeWords,
  templateComponents,
  type Values,
} from "./template-text.ts";

interface TemplateFormProps {
  template: Template;
  contact: Contact;
  onSend(content: Outgoing["content"]): void;
}

/** What a template asks for, and how it will look. Its first value is nearly always the name. */
export function TemplateForm({ template, contact, onSend }: TemplateFormProps) {
  const [values, setValues] = useState<Values>(() => firstValues(template, contact));
  const [file, setFile] = useState<File | null>(null);
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const empty = emptyFields(template, values, file);

  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (empty.length > 0) {
      form.current?.querySelector<HTMLInputElement>(`[name="${empty[0]}"]`)?.focus();
      return;
    }
    onSend({
      type: "template",
      name: template.name,
      language: template.language,
      components: templateComponents(template, values),
      file,
      text: filledTemplate(template, values),
      buttons: template.buttons,
    });
  }
  return (
    <form className="template-form" ref={form} onSubmit={submit} noValidate>
      {template.gaps.map((gap) =>
        isFile(gap) ? (
          <TemplateFile
            key={gapId(gap)}
            gap={gap}
            file={file}
            missing={asked && file === null}
            onPick={setFile}
          />
        ) : (
          <GapFields
            key={gapId(gap)}
            gap={gap}
            values={values}
            empty={asked ? empty : []}
            onChange={(id, value) => setValues({ ...values, [id]: value })}
          />
        ),
      )}
      <TemplatePreview template={template} values={values} file={file} />
      <div className="dialog-foot">
        <Button type="submit" look="primary" icon="send">
          {i18n._("Send template")}
        </Button>
      </div>
    </form>
  );
}

function firstValues(template: Template, contact: Contact): Values {
  const first = template.gaps.find((gap) => gap.part === "body");
  const name = contact.name ?? contact.profile_name ?? "";
  return first ? { [gapId(first)]: name } : {};
}

interface GapFieldsProps {
  gap: TemplateGap;
  values: Values;
  empty: string[];
  onChange(id: string, value: string): void;
}

function GapFields({ gap, ...rest }: GapFieldsProps) {
  if (gap.kind !== "location") {
    return <GapField gap={gap} id={gapId(gap)} label={gapWords(gap)} {...rest} />;
  }
  return (
    <fieldset className="template-place">
      <legend>{gapWords(gap)}</legend>
      {placeFields.map((each) => (
        <GapField
          key={each}
          gap={gap}
          id={gapId(gap, each)}
          label={placeWords(each)}
          digits={each === "latitude" || each === "longitude"}
          {...rest}
        />
      ))}
    </fieldset>
  );
}

interface GapFieldProps extends GapFieldsProps {
  id: string;
  label: string;
  digits?: boolean;
}

function GapField({ gap, id, label, digits = false, values, empty, onChange }: GapFieldProps) {
  const { example } = gap;
  return (
    <Field
      name={id}
      label={label}
      dir={digits ? "ltr" : "auto"}
      inputMode={digits ? "decimal" : "text"}
      maxLength={gap.kind === "code" ? 20 : 1024}
      placeholder={example ? i18n._("For example {example}", { example }) : undefined}
      value={values[id] ?? ""}
      error={
        empty.includes(id) ? i18n._("{label} is empty. Fill it in to send.", { label }) : undefined
      }
      onChange={({ target }) => onChange(id, target.value)}
    />
  );
}
