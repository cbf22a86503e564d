import { useState } from "react";
import type { Contact, Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { BubbleText } from "./bubble-text.tsx";
import type { Outgoing } from "./outgoing.ts";
import { emptyGaps, filledTemplate } from "./template-text.ts";

interface TemplateFormProps {
  template: Template;
  contact: Contact;
  onSend(content: Outgoing["content"]): void;
}

/** The gaps of a template and how it will look. The first gap is nearly always the name. */
export function TemplateForm({ template, contact, onSend }: TemplateFormProps) {
  const [values, setValues] = useState([contact.name ?? contact.profile_name ?? ""]);
  const [asked, setAsked] = useState(false);
  const gaps = Array.from({ length: template.variables }, (_, index) => index);
  const empty = emptyGaps(template.variables, values);
  const text = filledTemplate(template.body, values);
  return (
    <form
      className="template-form"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (empty.length === 0) {
          const { name, language, variables } = template;
          const filled = values.slice(0, variables).map((value) => value.trim());
          onSend({ type: "template", name, language, values: filled, text });
        }
      }}
    >
      {gaps.map((gap) => (
        <Field
          key={gap}
          label={i18n._("Value {number}", { number: gap + 1 })}
          dir="auto"
          value={values[gap] ?? ""}
          error={
            asked && empty.includes(gap + 1)
              ? i18n._("Value {number} is empty. Fill it in to send.", { number: gap + 1 })
              : undefined
          }
          onChange={(event) =>
            setValues(
              gaps.map((each) => (each === gap ? event.target.value : (values[each] ?? ""))),
            )
          }
        />
      ))}
      <div className="template-preview">
        <span className="template-facts">{i18n._("Preview")}</span>
        <div className="bubble bubble-out">
          <BubbleText text={text} />
        </div>
      </div>
      <div className="dialog-foot">
        <Button type="submit" look="primary" icon="send">
          {i18n._("Send template")}
        </Button>
      </div>
    </form>
  );
}
