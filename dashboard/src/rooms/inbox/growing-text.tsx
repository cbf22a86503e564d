import { type KeyboardEvent, type Ref, useLayoutEffect, useRef } from "react";

interface GrowingTextProps {
  inputRef: Ref<HTMLTextAreaElement>;
  value: string;
  label: string;
  placeholder: string;
  disabled: boolean;
  onChange(value: string): void;
  onKeyDown(event: KeyboardEvent): void;
  /** What is offered for the text, and which of it is chosen. */
  "aria-controls"?: string;
  "aria-activedescendant"?: string;
}

/** A text box as tall as its text, up to the eight lines its style allows. */
export function GrowingText({ inputRef, value, label, onChange, ...rest }: GrowingTextProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && element.value === value) {
      element.style.height = "auto";
      element.style.height = `${element.scrollHeight + 2}px`;
    }
  }, [value]);
  return (
    <textarea
      {...rest}
      ref={(element) => {
        box.current = element;
        give(inputRef, element);
      }}
      className="growing-text"
      rows={1}
      dir={value === "" ? undefined : "auto"}
      value={value}
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function give(ref: Ref<HTMLTextAreaElement>, element: HTMLTextAreaElement | null) {
  if (typeof ref === "function") {
    ref(element);
  } else if (ref !== null) {
    ref.current = element;
  }
}
