import { useState } from "react";
import type { Contact, Template } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import type { Outgoing } from "./outgoing.ts";
import { TemplateForm } from "./template-form.tsx";
import { TemplateList } from "./template-list.tsx";
import { TemplatePreview } from "./template-preview.tsx";
import { useRefreshTemplates, useTemplates } from "./template-queries.ts";
import "./template-dialog.css";

interface TemplateDialogProps {
  numberId: string;
  contact: Contact;
  onClose(): void;
  onSend(content: Outgoing["content"]): void;
}

export function TemplateDialog({ numberId, contact, onClose, onSend }: TemplateDialogProps) {
  return (
    <Dialog title={i18n._("Send a template")} onClose={onClose} wide>
      <Chooser numberId={numberId} contact={contact} onSend={onSend} />
    </Dialog>
  );
}

function Chooser({ numberId, contact, onSend }: Omit<TemplateDialogProps, "onClose">) {
  const templates = useTemplates(numberId);
  const refresh = useRefreshTemplates(numberId);
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (templates.isPending) {
    return (
      <Late>
        <Bone />
        <Bone size="short" />
      </Late>
    );
  }
  if (templates.isError) {
    return (
      <ErrorState
        title={i18n._("The templates could not be loaded")}
        error={templates.error}
        onRetry={() => void templates.refetch()}
      />
    );
  }
  if (templates.data.length === 0) {
    return (
      <EmptyState icon="template" title={i18n._("No templates yet")}>
        {i18n._(
          "Templates are written and approved in WhatsApp Manager. They appear here once Meta approves them.",
        )}
      </EmptyState>
    );
  }
  const chosen = templates.data.find((each) => each.id === chosenId) ?? null;
  return (
    <div className="templates">
      <TemplateList
        templates={templates.data}
        chosenId={chosenId}
        refreshing={refresh.isPending}
        onChoose={setChosenId}
        onRefresh={() => refresh.mutate()}
      />
      {chosen === null ? (
        <p className="templates-hint">{i18n._("Choose a template to see it here.")}</p>
      ) : null}
      {chosen?.reason === null ? (
        <TemplateForm key={chosen.id} template={chosen} contact={contact} onSend={onSend} />
      ) : null}
      {chosen?.reason ? <Unsendable template={chosen} reason={chosen.reason} /> : null}
    </div>
  );
}

/** A template that Meta does not let us send, and why. */
function Unsendable({ template, reason }: { template: Template; reason: string }) {
  return (
    <div className="template-form">
      <p className="template-reason" role="status">
        <strong>{i18n._("This template cannot be sent now.")}</strong> {reason}
      </p>
      <TemplatePreview template={template} values={{}} file={null} />
    </div>
  );
}
