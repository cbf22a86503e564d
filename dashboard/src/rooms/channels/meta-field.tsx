import { Field, type FieldProps } from "../../ui/field.tsx";

/** A value copied from Meta's pages: Latin signs, needed, and never filled in by the browser. */
export function MetaField(props: FieldProps) {
  return (
    <Field
      dir="ltr"
      autoComplete="off"
      required
      inputMode={props.type === "password" ? undefined : "numeric"}
      {...props}
    />
  );
}
