import type { Template, TemplateGap } from "../api/types.ts";

const gap = (changes: Partial<TemplateGap>): TemplateGap => ({
  part: "body",
  kind: "text",
  key: "1",
  label: "",
  example: null,
  ...changes,
});

export function makeTemplate(id: string, changes: Partial<Template> = {}): Template {
  return {
    id,
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    status: "APPROVED",
    reason: null,
    header_format: null,
    header: "",
    body: "",
    footer: "",
    buttons: [],
    gaps: [],
    variables: 0,
    number_ids: [],
    ...changes,
  };
}

const two = [gap({ key: "1" }), gap({ key: "2", example: "4471" })];

export const templates: Template[] = [
  makeTemplate("t1", {
    body: "Hello {{1}}, your order {{2}} is ready for pick-up at our Saddar shop.",
    gaps: two,
    variables: 2,
  }),
  makeTemplate("t2", {
    language: "ur",
    body: "السلام علیکم {{1}}، آپ کا آرڈر {{2}} تیار ہے۔",
    gaps: two,
    variables: 2,
  }),
  makeTemplate("t3", {
    name: "we_are_back",
    category: "MARKETING",
    status: "PENDING",
    reason: "Meta still reviews it.",
    body: "We are open again.",
  }),
  makeTemplate("t4", {
    name: "bill",
    header_format: "document",
    body: "Hello {{name}}, here is your bill.",
    footer: "Karachi Kitchen Supplies",
    buttons: [
      { type: "url", text: "Pay" },
      { type: "copy_code", text: "Copy code" },
    ],
    gaps: [
      gap({ part: "header", kind: "document", key: "document" }),
      gap({ key: "name" }),
      gap({ part: "button", key: "0", label: "Pay", example: "4471" }),
      gap({ part: "button", kind: "code", key: "1", label: "Copy code" }),
    ],
    variables: 1,
  }),
];
