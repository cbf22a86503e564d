import type { ReactNode, SelectHTMLAttributes } from "react";
import { FieldFrame } from "./field.tsx";

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  /** Value and words of each choice, in order. */
  choices: readonly (readonly [value: string, words: string])[];
}

/** One of a few values, on the browser's own list. */
export function SelectField({ label, help, error, choices, ...select }: SelectFieldProps) {
  return (
    <FieldFrame
      label={label}
      help={help}
      error={error}
      control={(ties) => (
        <select {...select} {...ties}>
          {choices.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    />
  );
}
