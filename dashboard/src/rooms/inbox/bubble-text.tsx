import { needsTallLines } from "../../lib/text.ts";

const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}،۔])/u;

/** What was written, with its own direction and room for its script; addresses can be opened. */
export function BubbleText({ text }: { text: string }) {
  let offset = 0;
  return (
    <p className={needsTallLines(text) ? "bubble-text tall" : "bubble-text"} dir="auto">
      {text.split(address).map((part) => {
        const key = offset;
        offset += part.length;
        return address.test(part) ? (
          <a key={key} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        );
      })}
    </p>
  );
}
