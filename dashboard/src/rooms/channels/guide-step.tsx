import type { ReactNode } from "react";
import { i18n } from "../../lib/i18n.ts";
import { Icon } from "../../ui/icon.tsx";
import "./guide.css";

interface GuideStepProps {
  number: number;
  title: string;
  done: boolean;
  children: ReactNode;
}

/** One step of a set-up: what to do, and whether the server has seen that it is done. */
export function GuideStep({ number, title, done, children }: GuideStepProps) {
  return (
    <li className={done ? "guide-step guide-step-done" : "guide-step"}>
      <span className="guide-mark" aria-hidden="true">
        {done ? <Icon name="check" size={16} /> : number}
      </span>
      <section className="stack" aria-label={title}>
        <h3>
          {title}
          {done ? <span className="guide-done"> {i18n._("Done")}</span> : null}
        </h3>
        {children}
      </section>
    </li>
  );
}

interface MetaSketchProps {
  /** What the picture shows, in one sentence. */
  label: string;
  /** Meta's own menu words, from the outermost to the page meant. */
  path: string[];
  /** What stands on that page; the first ones are those to look for. */
  fields: string[];
}

/** A drawing of a page of Meta's, so that it is found: its pages are in English everywhere. */
export function MetaSketch({ label, path, fields }: MetaSketchProps) {
  return (
    <figure className="meta-sketch">
      <div dir="ltr" aria-hidden="true" className="meta-window">
        <ul className="meta-menu">
          {path.map((entry, depth) => (
            <li key={entry} className={depth === path.length - 1 ? "meta-here" : undefined}>
              {entry}
            </li>
          ))}
        </ul>
        <ul className="meta-fields">
          {fields.map((field) => (
            <li key={field}>
              <span>{field}</span>
              <span className="meta-line" />
            </li>
          ))}
        </ul>
      </div>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
