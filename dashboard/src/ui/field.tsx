import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import "./field.css";

interface Around {
  label: string;
  /** Where the value is found or what it is for. */
  help?: ReactNode;
  error?: string | undefined;
}

/** What ties a control to its label, its help and its error. */
interface Ties {
  id: string;
  className: "input";
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/** Label, control, error and help, read out together. */
export function FieldFrame({
  label,
  help,
  error,
  control,
}: Around & { control(ties: Ties): ReactNode }) {
  const id = useId();
  const described = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {control({
        id,
        className: "input",
        "aria-invalid": error ? true : undefined,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
      })}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {help ? (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      ) : null}
    </div>
  );
}

export type FieldProps = Around & InputHTMLAttributes<HTMLInputElement>;

export function Field({ label, help, error, ...input }: FieldProps) {
  return (
    <FieldFrame
      label={label}
      help={help}
      error={error}
      control={(ties) => <input {...input} {...ties} />}
    />
  );
}
