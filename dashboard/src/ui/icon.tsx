const paths = {
  inbox: "M4 13h4l1.5 3h5L16 13h4M4 13l2.5-8h11L20 13v6H4z",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-4 4-5.5 7.5-5.5s6.500 1.500 7.500 5.500",
  back: "M14.500 5.500 8 12l6.500 6.500",
  check: "M5 12.500 10 17.500 19.500 7",
  close: "M6 6l12 12M18 6 6 18",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9.500h.01",
  send: "M4.500 12 20 4.500 15 20l-3.500-6.500zM11.500 13.500 20 4.500",
  template: "M5 4h14v16H5zM8.500 8.500h7M8.500 12h7M8.500 15.500h4",
  bolt: "M13 3.500 5.500 13.500H11l-1 7 7.500-10H12z",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  clock: "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2",
  warning: "M12 4 2.500 20h19zM12 10v4.500M12 17.200h.01",
  down: "M6 9.500l6 6 6-6",
  person:
    "M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5.500 19.500c.8-3.300 3.300-4.800 6.500-4.800s5.700 1.500 6.500 4.800",
  next: "M5 12h12M12.500 6.500 18 12l-5.500 5.500",
  undo: "M9 7 4.500 11.500 9 16M5 11.500h9a5 5 0 0 1 0 10h-2",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.500 4.500",
  note: "M5 4h14v11l-5 5H5zM14 20v-5h5M8.500 8.500h7M8.500 12h4",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  reply: "M10 6 4 12l6 6M4.500 12H14a6 6 0 0 1 6 6v1",
  smile:
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8.500 14a4 4 0 0 0 7 0M9 9.500h.01M15 9.500h.01",
  file: "M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500",
  play: "M7 4.500 19 12 7 19.500z",
  stop: "M6.500 6.500h11v11h-11z",
  mic: "M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3",
  pin: "M12 21c4-5 6.500-8.200 6.500-11a6.500 6.500 0 0 0-13 0c0 2.800 2.500 6 6.500 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  eye: "M2.500 12C5 7.500 8.300 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.800 6.500-9.500 6.500S5 16.500 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  pencil: "M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM13.500 7l3.500 3.500",
  refresh: "M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4",
  card: "M3.500 6h17v12h-17zM3.500 10h17M7 14.500h4",
  keyboard:
    "M3.500 7h17v10h-17zM7 10.500h.01M10.300 10.500h.01M13.700 10.500h.01M17 10.500h.01M8 13.800h8",
} as const;

export type IconName = keyof typeof paths;

/** Icons that point along the line of text turn round in a right-to-left page. */
const directed = new Set<IconName>(["back", "send", "next", "undo", "reply"]);

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={directed.has(name) ? "icon icon-directed" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
