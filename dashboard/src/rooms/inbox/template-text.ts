import type { Template, TemplateGap } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";

/** What was filled in, by gap; a place has four values of its own. */
export type Values = Readonly<Record<string, string>>;

export const placeFields = ["name", "address", "latitude", "longitude"] as const;
type PlaceField = (typeof placeFields)[number];

export function gapId(gap: TemplateGap, field?: PlaceField): string {
  return [gap.part, gap.key, field].filter(Boolean).join("/");
}

/** Words with their variables filled; an empty one stays as it is. */
export function filledWords(words: string, part: TemplateGap["part"], values: Values): string {
  return words.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (variable, key: string) => {
    return values[`${part}/${key}`]?.trim() || variable;
  });
}

/** Everything that the customer reads, as it is kept. */
export function filledTemplate(template: Template, values: Values): string {
  const header = filledWords(template.header, "header", values);
  const body = filledWords(template.body, "body", values);
  return [header, body, template.footer].filter(Boolean).join("\n\n");
}

/** The fields that are still empty, by their ids. */
export function emptyFields(template: Template, values: Values, file: File | null): string[] {
  return template.gaps.flatMap((gap) => {
    if (isFile(gap)) {
      return file === null ? [gapId(gap)] : [];
    }
    const ids =
      gap.kind === "location" ? placeFields.map((each) => gapId(gap, each)) : [gapId(gap)];
    return ids.filter((id) => !values[id]?.trim());
  });
}

export function isFile(gap: TemplateGap): boolean {
  return gap.kind === "image" || gap.kind === "video" || gap.kind === "document";
}

/** What stands over a field. */
export function gapWords(gap: TemplateGap): string {
  const number = /^\d+$/.test(gap.key);
  switch (gap.kind) {
    case "image":
      return i18n._("Photo at the top");
    case "video":
      return i18n._("Video at the top");
    case "document":
      return i18n._("Document at the top");
    case "location":
      return i18n._("Place at the top");
    case "code":
      return i18n._("Code of the button “{label}”", { label: gap.label });
    default:
  }
  if (gap.part === "button") {
    return i18n._("End of the link “{label}”", { label: gap.label });
  }
  if (gap.part === "header") {
    return i18n._("Value in the heading");
  }
  return number ? i18n._("Value {number}", { number: gap.key }) : gap.key.replaceAll("_", " ");
}

export function placeWords(field: PlaceField): string {
  const words: Record<PlaceField, string> = {
    name: i18n._("Name of the place"),
    address: i18n._("Address"),
    latitude: i18n._("Latitude"),
    longitude: i18n._("Longitude"),
  };
  return words[field];
}

/** The values in the shape that WhatsApp wants; the server adds the header's file. */
export function templateComponents(template: Template, values: Values): unknown[] {
  const of = (gap: TemplateGap, field?: PlaceField) => (values[gapId(gap, field)] ?? "").trim();
  const texts = (part: TemplateGap["part"]) => {
    const parameters = template.gaps
      .filter((gap) => gap.part === part && gap.kind === "text")
      .map((gap) => ({
        type: "text",
        text: of(gap),
        ...(/^\d+$/.test(gap.key) ? {} : { parameter_name: gap.key }),
      }));
    return parameters.length > 0 ? [{ type: part, parameters }] : [];
  };
  const places = template.gaps.filter((gap) => gap.kind === "location");
  const buttons = template.gaps.filter((gap) => gap.part === "button");
  return [
    ...places.map((gap) => ({
      type: "header",
      parameters: [
        {
          type: "location",
          location: Object.fromEntries(placeFields.map((field) => [field, of(gap, field)])),
        },
      ],
    })),
    ...texts("header"),
    ...texts("body"),
    ...buttons.map((gap) => ({
      type: "button",
      sub_type: gap.kind === "code" ? "copy_code" : "url",
      index: gap.key,
      parameters: [
        gap.kind === "code"
          ? { type: "coupon_code", coupon_code: of(gap) }
          : { type: "text", text: of(gap) },
      ],
    })),
  ];
}
