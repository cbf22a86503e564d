import { beforeAll, expect, test } from "vitest";
import { loadCatalogue } from "../../lib/i18n.ts";
import { makeTemplate } from "../../testing/fake-templates.ts";
import {
  emptyFields,
  filledTemplate,
  gapWords,
  placeFields,
  templateComponents,
} from "./template-text.ts";

beforeAll(loadCatalogue);

const text = { kind: "text", label: "", example: null } as const;

test("an empty value keeps its variable, and every part is in what is kept", () => {
  const template = makeTemplate("t", {
    header: "Order {{1}}",
    body: "Hello {{1}}, order {{2}}",
    footer: "Kitchen",
  });
  const values = { "header/1": "4471", "body/1": "Ali", "body/2": " " };
  expect(filledTemplate(template, values)).toBe("Order 4471\n\nHello Ali, order {{2}}\n\nKitchen");
});

test("what is missing is named: values, a file, each field of a place", () => {
  const template = makeTemplate("t", {
    gaps: [
      { part: "header", key: "location", ...text, kind: "location" },
      { part: "body", key: "1", ...text },
    ],
  });
  const place = Object.fromEntries(placeFields.map((each) => [`header/location/${each}`, "1"]));
  expect(emptyFields(template, { ...place, "body/1": "Ali" }, null)).toEqual([]);
  expect(emptyFields(template, { ...place, "header/location/name": "" }, null)).toEqual([
    "header/location/name",
    "body/1",
  ]);
  const photo = makeTemplate("p", {
    gaps: [{ part: "header", key: "image", ...text, kind: "image" }],
  });
  expect(emptyFields(photo, {}, null)).toEqual(["header/image"]);
});

test("values go out in WhatsApp's shape: by place, by name, for buttons and places", () => {
  const template = makeTemplate("t", {
    gaps: [
      { part: "header", key: "location", ...text, kind: "location" },
      { part: "body", key: "name", ...text },
      { part: "button", key: "1", ...text, label: "Pay" },
      { part: "button", key: "2", ...text, kind: "code" },
    ],
  });
  const values = {
    "body/name": " Ali ",
    "button/1": "77",
    "button/2": "EID",
    "header/location/latitude": "24.8",
  };
  expect(templateComponents(template, values)).toEqual([
    {
      type: "header",
      parameters: [
        { type: "location", location: { name: "", address: "", latitude: "24.8", longitude: "" } },
      ],
    },
    { type: "body", parameters: [{ type: "text", text: "Ali", parameter_name: "name" }] },
    { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "77" }] },
    {
      type: "button",
      sub_type: "copy_code",
      index: "2",
      parameters: [{ type: "coupon_code", coupon_code: "EID" }],
    },
  ]);
  expect(template.gaps.map(gapWords)).toEqual([
    "Place at the top",
    "name",
    "End of the link “Pay”",
    "Code of the button “”",
  ]);
});
